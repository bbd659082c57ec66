"""Who sees what: one table, read by the server when it sends and by the laptop when it lets go of a family."""

from dataclasses import dataclass

from pi_desktop.records.record import Visibility

_INDEX = frozenset({Visibility.INDEX})
_ALL = frozenset(Visibility)
_WORK = _INDEX | {Visibility.CONTACT, Visibility.SCORES, Visibility.CLINICAL}
_OFFICE = _INDEX | {Visibility.CONTACT, Visibility.SCORES}
_FIGURES = _INDEX | {Visibility.MANAGEMENT}


@dataclass(frozen=True, slots=True)
class Sight:
    """The classes of record that a role holds: `everywhere` of any family, `own` of the families it works with."""

    everywhere: frozenset[Visibility]
    own: frozenset[Visibility]

    @property
    def only_own(self) -> frozenset[Visibility]:
        """What comes with an allocation."""
        return self.own - self.everywhere

    @property
    def parted_with(self) -> frozenset[Visibility]:
        """What a laptop lets go of with a family, whatever its person was allowed to see before."""
        return _ALL - self.everywhere

    @property
    def never(self) -> frozenset[Visibility]:
        """What this role sees of no family."""
        return _ALL - self.everywhere - self.own


_SIGHTS = {
    "therapist": Sight(everywhere=_INDEX, own=_WORK),
    "keyworker": Sight(everywhere=_INDEX, own=_WORK),
    "administrator": Sight(everywhere=_OFFICE, own=_OFFICE),
    "clinical_lead": Sight(everywhere=_ALL, own=_ALL),
    "operational_lead": Sight(everywhere=_FIGURES, own=_FIGURES),
}
_LEADS = frozenset({"clinical_lead", "operational_lead"})
_KEPT_BY = {
    "team": _LEADS,
    "staff": _LEADS,
    "allocation": _LEADS | {"administrator"},
}


def sight_of(role: str) -> Sight:
    """What a role sees; a role that this version does not know sees the team's index."""
    return _SIGHTS.get(role, Sight(everywhere=_INDEX, own=_INDEX))


def may_see(role: str, visibility: Visibility, *, own_family: bool) -> bool:
    sight = sight_of(role)
    return visibility in (sight.own if own_family else sight.everywhere)


def may_write(role: str, type_name: str) -> bool:
    """Whether a role may enter records of a type.

    Everybody may write about any family: late work on a family that one has lost must never be refused. Only what
    decides who sees what - the team, its staff, allocations - is kept by those who answer for it.
    """
    return type_name not in _KEPT_BY or role in _KEPT_BY[type_name]
