"""What people are called on screen: families, caregivers, and babies who may not have a name yet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from pi_desktop.ids import Id
from pi_desktop.measures.ages import age_between
from pi_desktop.practice.days import short_day, short_day_with_year
from pi_desktop.records.family import ROLES, Baby, Caregiver

ROLE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "mother": "mother",
        "father": "father",
        "co_mother": "co-mother",
        "co_father": "co-father",
        "partner": "partner",
        "step_parent": "step-parent",
        "grandmother": "grandmother",
        "grandfather": "grandfather",
        "foster_carer": "foster carer",
        "kinship_carer": "kinship carer",
        "other": "caregiver",
    }
)
_BIRTH_MOTHER_FIRST = ("mother", "co_mother")
_BORN_TOGETHER_DAYS = 3
_TOGETHER = MappingProxyType({2: "Twins", 3: "Triplets", 4: "Quadruplets"})
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_A_YEAR_FROM_HERE_DAYS = 300


def caregiver_name(caregiver: Caregiver) -> str:
    """Maria Okafor, by the name she prefers where she prefers one; "Mother" where no name is known yet."""
    first = caregiver.preferred_name or caregiver.given_name
    return " ".join(filter(None, (first, caregiver.surname))) or role_words(caregiver).capitalize()


def first_name(caregiver: Caregiver) -> str:
    """Maria; the surname where that is all that is known."""
    return caregiver.preferred_name or caregiver.given_name or caregiver_name(caregiver)


def role_words(caregiver: Caregiver) -> str:
    """The role in everyday words; one that this version does not know as it was written."""
    return ROLE_WORDS.get(caregiver.role, caregiver.role.replace("_", " "))


def caregiver_and_role(caregiver: Caregiver) -> str:
    """Maria (mother)."""
    return f"{first_name(caregiver)} ({role_words(caregiver)})"


def baby_name(baby: Baby, caregivers: Sequence[Caregiver]) -> str:
    """Leo Okafor; "Baby of Hannah Price" until there is a name."""
    if baby.given_name:
        return " ".join(filter(None, (baby.given_name, baby.surname)))
    if caregivers:
        return f"Baby of {caregiver_name(_birth_parent(caregivers))}"
    return f"Baby {baby.surname}" if baby.surname else "Baby without a name yet"


def baby_first_names(babies: Sequence[Baby], caregivers: Sequence[Caregiver]) -> dict[Id, str]:
    """Each baby's first name by id, told apart where two of one family bear the same: "Ava (second born)"."""
    names = {baby.id: baby.given_name or baby_name(baby, caregivers) for baby in babies}
    shared = {name for name, times in Counter(names.values()).items() if times > 1}
    places = {baby.id: place for place, baby in enumerate(sorted(babies, key=_born_first), start=1)}
    return {
        baby.id: f"{names[baby.id]} ({_ORDINALS[min(places[baby.id], len(_ORDINALS)) - 1]}{_born(baby)})"
        if names[baby.id] in shared
        else names[baby.id]
        for baby in babies
    }


def family_title(babies: Sequence[Baby], caregivers: Sequence[Caregiver], surname: str = "") -> str:
    """How the team speaks of a family.

    "Leo & Maria Okafor", "Leo Okafor & Jane Smith" where surnames differ, "Twins Iqra & Zayn Malik",
    "Baby of Hannah Price", "Twins of Hannah Price"; the caregiver alone where there is no baby.
    """
    babies = sorted(babies, key=_born_first)
    named = [baby for baby in babies if baby.given_name]
    together = _TOGETHER.get(len(babies), "") if _born_together(babies) else ""
    if babies and not named:
        return _unnamed_title(babies[0], together, caregivers)
    if not babies:
        return caregiver_name(_main(caregivers)) if caregivers else f"{surname} family".strip().capitalize()
    if len(babies) > 1:
        firsts = " & ".join(baby.given_name or "baby" for baby in babies)
        return " ".join(filter(None, (together, firsts, named[0].surname or surname)))
    if not caregivers:
        return " ".join(filter(None, (named[0].given_name, named[0].surname or surname)))
    return _pair(named[0], _main(caregivers))


def age_words(baby: Baby, on: date) -> str:
    """7 months; or 3 weeks, due 19 Jan, was due 2 Nov; empty where neither birth nor due date is known."""
    if baby.born_on is None:
        return _due_words(baby.due_on, on) if baby.due_on else ""
    days = (on - baby.born_on).days
    if days < 0:
        return f"born {short_day_with_year(baby.born_on)}"
    if days < 14:
        return _several(days, "day")
    months = age_between(baby.born_on, on).months
    if months < 3:
        return _several(days // 7, "week")
    return _several(months, "month") if months < 24 else _several(months // 12, "year")


def _due_words(due_on: date, on: date) -> str:
    near = abs((due_on - on).days) < _A_YEAR_FROM_HERE_DAYS
    words = short_day(due_on) if near else short_day_with_year(due_on)
    return f"due {words}" if due_on >= on else f"was due {words}"


def _several(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _born(baby: Baby) -> str:
    return " born" if baby.born_on else ""


def _born_first(baby: Baby) -> tuple[date, int, str]:
    return (baby.born_on or baby.due_on or date.max, baby.birth_order or len(_ORDINALS) + 1, baby.id)


def _born_together(babies: Sequence[Baby]) -> bool:
    days = [baby.born_on or baby.due_on for baby in babies]
    known = [day for day in days if day]
    return len(known) == len(babies) > 1 and (max(known) - min(known)).days <= _BORN_TOGETHER_DAYS


def _unnamed_title(baby: Baby, together: str, caregivers: Sequence[Caregiver]) -> str:
    name = baby_name(baby, caregivers)
    return name.replace("Baby", together, 1) if together else name


def _pair(baby: Baby, caregiver: Caregiver) -> str:
    if not baby.surname or baby.surname == caregiver.surname:
        return f"{baby.given_name} & {caregiver_name(caregiver)}"
    return f"{baby.given_name} {baby.surname} & {caregiver_name(caregiver)}"


def _main(caregivers: Sequence[Caregiver]) -> Caregiver:
    """Whoever looks after the baby now: has not left, lives with the baby, first in the order of roles."""
    return min(
        caregivers,
        key=lambda each: (each.until_day is not None, each.lives_with_baby is False, _rank(each), each.id),
    )


def _birth_parent(caregivers: Sequence[Caregiver]) -> Caregiver:
    mothers = [each for each in caregivers if each.role in _BIRTH_MOTHER_FIRST]
    return _main(mothers or caregivers)


def _rank(caregiver: Caregiver) -> int:
    return ROLES.index(caregiver.role) if caregiver.role in ROLES else len(ROLES)
