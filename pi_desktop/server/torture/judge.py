"""Whether a run held: what was told saved against what lies on the laptops and at the server at its end."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pi_desktop.ids import Id
from pi_desktop.practice.chains import chains
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.access import may_see
from pi_desktop.records.operation import Values
from pi_desktop.records.record import Visibility
from pi_desktop.records.state import REMOVED, State, carefulness, filled
from pi_desktop.server.torture.holdings import Held, Holdings
from pi_desktop.server.torture.ledger import Entry, Ledger, part_of
from pi_desktop.server.torture.lineage import Lineage, Node, lineages
from pi_desktop.server.torture.office import Shown


@dataclass(frozen=True, slots=True)
class Viewer:
    """A laptop at the end: whose it is, which families its person works with, and whether it may see anything."""

    device: str
    label: str
    role: str
    families: frozenset[str]
    admitted: bool
    holdings: Holdings

    def sees(self, record_type: str, family_id: str | None) -> bool:
        declared = RECORD_TYPES.get(record_type)
        visibility = declared.visibility if declared else Visibility.CLINICAL
        return may_see(self.role, visibility, own_family=family_id in self.families)


@dataclass(slots=True)
class Findings:
    """What does not hold: how often, by kind, and a sentence for each of the first."""

    counts: Counter[str] = field(default_factory=Counter)
    sentences: list[str] = field(default_factory=list)

    def add(self, kind: str, sentence: str) -> None:
        self.counts[kind] += 1
        if self.counts[kind] <= 5:
            self.sentences.append(f"{kind}: {sentence}")


class Judge:
    """Compares the ledger with every laptop, and every laptop with what the server shows to one who sees all."""

    def __init__(self, ledger: Ledger, founded: Iterable[Entry], viewers: list[Viewer], shown: Shown) -> None:
        self.findings = Findings()
        self._ledger = ledger
        self._viewers = viewers
        self._shown = shown
        logged = [entry for viewer in viewers for entry in viewer.holdings.logged]
        everything = [*founded, *logged, *ledger.told.values()]
        self._entries = {entry.op: entry for entry in everything}
        self._born = {entry.record_id: entry.op for entry in everything if entry.made and entry.op == entry.record_id}

    def judge(self) -> Findings:
        self._expect_handed_in()
        self._expect_nothing_lost()
        self._expect_the_same_everywhere()
        self._expect_scope()
        self._expect_conflicts()
        return self.findings

    def _expect_handed_in(self) -> None:
        for viewer in self._viewers:
            if viewer.holdings.waiting:
                self.findings.add("unsent", f"{viewer.label} holds {viewer.holdings.waiting} unsent entries")
            for op, reason in viewer.holdings.set_aside.items():
                self.findings.add("set_aside", f"{viewer.label}: {self._about(op)} because {reason}")
            if viewer.holdings.gaps:
                self.findings.add("lost", f"{viewer.label}: the numbers of its operations have gaps")

    def _expect_nothing_lost(self) -> None:
        places = [(viewer.label, _by_id(viewer.holdings), viewer) for viewer in self._viewers if viewer.admitted]
        server = _Place({key: each.state for key, each in self._shown.records.items()}, {}, self._shown.history)
        was = {label: place.replaced() for label, place, _ in places}
        was_at_server = server.replaced()
        for entry in (*self._ledger.told.values(), *self._ledger.claims):
            missing = ["the server"] if not server.holds(entry, was_at_server) else []
            for label, place, viewer in places:
                if viewer.sees(entry.record_type, entry.family_id) and not place.holds(entry, was[label]):
                    missing.append(label)
            if missing:
                self.findings.add("lost", f"{_told(entry)} is not on {', '.join(missing)}")

    def _expect_the_same_everywhere(self) -> None:
        for viewer in self._viewers:
            if not viewer.admitted:
                continue
            for record_id, there in self._shown.records.items():
                if viewer.sees(there.record_type, there.family_id):
                    here = viewer.holdings.records.get(record_id)
                    difference = _difference(here, there.v, there.state)
                    if difference:
                        what = f"{viewer.label}: {there.record_type} {record_id}: {difference}"
                        self.findings.add("diverged", what)

    def _expect_scope(self) -> None:
        for viewer in self._viewers:
            if not viewer.admitted:
                continue
            held = viewer.holdings.records
            for record_id, record in held.items():
                if not viewer.sees(record.record_type, record.family_id):
                    self.findings.add("out_of_scope", f"{viewer.label}: {record.record_type} {record_id}")
            for kind, ids in (("history", viewer.holdings.history_of), ("search", viewer.holdings.searchable)):
                for record_id in ids - held.keys():
                    self.findings.add("out_of_scope", f"{viewer.label}: {kind} of {record_id}")

    def _expect_conflicts(self) -> None:
        for record_id, groups in lineages(self._entries.values()).items():
            arrived = self._shown.records.get(record_id)
            if arrived is None:
                continue
            for group, lineage in groups.items():
                self._expect_standing(arrived.record_type, record_id, group, lineage, arrived.state)
            self._expect_removal_contested(record_id, groups, arrived.state)
        self._expect_tips()

    def _expect_standing(self, record_type: str, record_id: str, group: str, lineage: Lineage, state: State) -> None:
        """Whatever nobody has answered stands: alone, or beside the others where they differ."""
        rivals = [filled(rival["values"]) for rival in state.rivals.get(group, ())]
        current = part_of(state.values, record_type, group, *(node.values for node in lineage.nodes.values()))
        for node in lineage.unanswered():
            if node.values != current and node.values not in rivals:
                what = f"{record_type} {record_id} {group}: {dict(node.values)} by {self._about(node.op)} gave way to"
                self.findings.add("unreported_conflicts", f"{what} {current} {rivals} unseen")
        rank = carefulness(RECORD_TYPES.get(record_type), group)
        if rivals and rank(current) > min(map(rank, rivals)):
            self.findings.add("careless", f"{record_type} {record_id}: {current} is in use of {rivals}")

    def _expect_removal_contested(self, record_id: str, groups: Mapping[str, Lineage], state: State) -> None:
        """A removal and an edit that did not see each other are a conflict until somebody decides."""
        removals = groups.get(REMOVED)
        for removal in removals.unanswered() if removals else ():
            if not removal.values.get(REMOVED) or state.rivals.get(REMOVED):
                continue
            for group, lineage in groups.items():
                if group != REMOVED and (unseen := lineage.unseen_by(_with_born(removal, self._born.get(record_id)))):
                    by = ", ".join(self._about(node.op) for node in unseen[:3])
                    self.findings.add("unreported_conflicts", f"removal of {record_id} hides {group} by {by}")

    def _expect_tips(self) -> None:
        """Of entries that follow one another, those that none has followed are what everybody sees."""
        for name, declared in RECORD_TYPES.items():
            if declared.chain is None or "supersedes" not in declared.rules:
                continue
            made = [entry for entry in self._entries.values() if entry.made and entry.record_type == name]
            followed = {op for entry in made for op in entry.wrote.get("supersedes", {}).get("supersedes", ())}
            expected = {entry.record_id for entry in made} - followed
            for viewer in self._viewers:
                if viewer.admitted:
                    self._expect_tips_on(viewer, name, expected)

    def _expect_tips_on(self, viewer: Viewer, name: str, expected: set[str]) -> None:
        form = RECORD_TYPES[name]
        held = {key: each for key, each in viewer.holdings.records.items() if each.record_type == name}
        entries = [
            form.cls(id=Id(key), family_id=Id(each.family_id or ""), **_fields(form.rules, each.values))
            for key, each in held.items()
        ]
        tips = {tip.id for chain in chains(entries) for tip in chain.tips}
        for record_id in (expected & held.keys()) - tips:
            self.findings.add("unreported_conflicts", f"{viewer.label}: {name} {record_id} stands and is not shown")

    def _about(self, op: str) -> str:
        entry = self._entries.get(op)
        return f"operation {op} (n={entry.n} of {entry.device})" if entry else f"operation {op}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where entries are looked for: records that are known, records that are not, and history."""

    states: Mapping[str, State]
    unknown: Mapping[str, Values]
    history: Mapping[str, Mapping[str, Any]]

    def replaced(self) -> dict[str, list[Values]]:
        """For each record the values that edits have found, and replaced."""
        found: dict[str, list[Values]] = {}
        for body in self.history.values():
            found.setdefault(body["id"], []).append(body.get("was", {}))
        return found

    def holds(self, entry: Entry, replaced: Mapping[str, list[Values]]) -> bool:
        return all(
            self._in_history(entry, group, values)
            or self._in_use(entry, group, values)
            or (entry.made and any(values.items() <= was.items() for was in replaced.get(entry.record_id, ())))
            for group, values in entry.wrote.items()
        )

    def _in_history(self, entry: Entry, group: str, values: Values) -> bool:
        body = self.history.get(entry.op)
        if body is None or body["id"] != entry.record_id:
            return False
        if entry.made:
            return bool(values.items() <= body.get("new", {}).items())
        return group in body["edit"] and filled(body["edit"][group][1]) == values

    def _in_use(self, entry: Entry, group: str, values: Values) -> bool:
        if entry.record_id in self.unknown:
            return values.items() <= self.unknown[entry.record_id].items()
        state = self.states.get(entry.record_id)
        if state is None:
            return False
        rivals = [filled(rival["values"]) for rival in state.rivals.get(group, ())]
        return values in rivals or part_of(state.values, entry.record_type, group, values) == values


def _by_id(holdings: Holdings) -> _Place:
    states = {key: each.state for key, each in holdings.records.items() if each.state}
    unknown = {key: each.values for key, each in holdings.records.items() if each.state is None}
    return _Place(states, unknown, holdings.history)


def _difference(here: Held | None, v: int, there: State) -> str:
    """In what a laptop's record differs from the server's; nothing where it does not."""
    if here is None:
        return "it is missing"
    if here.state is None:
        return "" if here.values == there.values else "its values differ"
    parts: Iterator[tuple[str, object, object]] = iter(
        (
            ("values", dict(here.state.values), dict(there.values)),
            ("heads", _plain(here.state.heads), _plain(there.heads)),
            ("rivals", here.state.rivals, there.rivals),
            ("born", here.state.born, there.born),
            ("waiting", here.waiting, False),
            ("v", here.v, v),
        )
    )
    return next((f"{name}: {ours} here, {theirs} at the server" for name, ours, theirs in parts if ours != theirs), "")


def _plain(heads: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {group: list(ops) for group, ops in heads.items()}


def _with_born(removal: Node, born: str | None) -> frozenset[str]:
    return removal.bases | {born} if born else removal.bases


def _fields(rules: Mapping[str, Any], values: Values) -> dict[str, Any]:
    return {name: rule.kind.from_column(rule.kind.column_of_wire(values.get(name))) for name, rule in rules.items()}


def _told(entry: Entry) -> str:
    wrote = {group: dict(values) for group, values in entry.wrote.items()}
    return f"{entry.record_type} {entry.record_id}, operation {entry.op} (n={entry.n} of {entry.device}), {wrote}"
