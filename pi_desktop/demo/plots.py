"""Which families the invented team works with, and how the story of each goes."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from pi_desktop.demo.names import BABIES, FATHERS, MOTHERS, SURNAMES


@dataclass(frozen=True, slots=True)
class Child:
    """A baby: `weeks` since birth, negative for weeks until the due date."""

    name: str | None
    weeks: int
    sex: str | None = None
    born_at: int | None = None


@dataclass(frozen=True, slots=True)
class Adult:
    name: str
    role: str
    surname: str | None = None
    lives_with_baby: bool = True


@dataclass(frozen=True, slots=True)
class Plot:
    """How one family's story goes. `weeks` ago it was referred; `sessions` took place; `stage` is where it stands.

    `attempts` names means and outcome of each: `T:replied C:no_answer` is a text that was answered and a call that
    was not.
    """

    surname: str
    children: tuple[Child, ...]
    adults: tuple[Adult, ...]
    stage: str
    weeks: int
    sessions: int = 0
    practitioner: str = "asha"
    keyworker: str = "karen"
    source: str = "health_visitor"
    marks: frozenset[str] = field(default=frozenset())
    language: str = "English"
    attempts: str = ""
    home: tuple[str, str] | None = None


def _marks(words: str) -> frozenset[str]:
    return frozenset(words.split())


TOLD = (
    Plot(
        "Okafor",
        (Child("Leo", 31, "male"),),
        (Adult("Maria", "mother"), Adult("Daniel", "father")),
        "in_therapy",
        12,
        5,
        marks=_marks("child_in_need prefers_text video_withdrawn today_first"),
        home=("14 Elm Grove", "CV34 5QT"),
    ),
    Plot(
        "Price",
        (Child(None, -8),),
        (Adult("Hannah", "mother"),),
        "in_therapy",
        4,
        0,
        source="midwife",
        marks=_marks("dog texts_by_phone today_second referrer_invited"),
        home=("3b Mill Street", "CV35 8AA"),
    ),
    Plot(
        "Malik",
        (Child("Iqra", 22, "female", 35), Child("Zayn", 22, "male", 35)),
        (Adult("Sana", "mother"), Adult("Bilal", "father")),
        "in_therapy",
        9,
        2,
        language="Urdu",
        marks=_marks("interpreter today_third"),
        source="perinatal_mental_health",
    ),
    Plot(
        "Bright",
        (Child("Ava", 60, "female"),),
        (Adult("Tom", "father"),),
        "in_therapy",
        30,
        7,
        marks=_marks("school_run today_fourth"),
        home=("81 Park Road", "CV34 4LL"),
        source="gp",
    ),
    Plot(
        "Whitlock",
        (Child("Finn", 10, "male"),),
        (Adult("Sarah", "mother"),),
        "engaging",
        5,
        marks=_marks("prefers_text mornings"),
        attempts="T:replied C:no_answer C:no_answer L:sent",
    ),
    Plot(
        "Adeyemi",
        (Child(None, -14),),
        (Adult("Folake", "mother"), Adult("Kunle", "father")),
        "engaging",
        3,
        marks=_marks("booked"),
        attempts="T:replied C:spoke",
        source="midwife",
    ),
    Plot(
        "Nováková",
        (Child("Ema", 17, "female"),),
        (Adult("Zdeňka", "mother"),),
        "engaging",
        8,
        language="Czech",
        marks=_marks("interpreter no_letters"),
        attempts="T:replied T:no_answer V:no_answer C:no_answer V:no_answer",
    ),
    Plot(
        "Hughes",
        (Child("Gwen", 6, "female", 36), Child("Gwen Mair", 6, "female", 36)),
        (Adult("Siân", "mother"), Adult("Rhys", "father")),
        "engaging",
        2,
        marks=_marks("no_voicemail"),
    ),
    Plot(
        "Evans",
        (Child("Noah", 14, "male"),),
        (Adult("Carys", "mother"),),
        "waiting",
        3,
        marks=_marks("reply_due"),
        source="gp",
    ),
    Plot(
        "Fairweather-Stone",
        (Child("Ada", 40, "female"),),
        (Adult("Ruth", "mother", "Fairweather"), Adult("Imogen", "co_mother", "Stone")),
        "in_therapy",
        20,
        8,
        marks=_marks("tomorrow"),
    ),
    Plot(
        "Kowalczyk",
        (Child("Jan", 36, "male"),),
        (Adult("Halina", "grandmother"), Adult("Marek", "grandfather")),
        "in_therapy",
        22,
        9,
        marks=_marks("looked_after"),
        language="Polish",
        source="social_worker",
    ),
    Plot(
        "Barnes",
        (Child("Tyler", 25, "male"),),
        (Adult("Lorraine", "foster_carer", "Barnes"), Adult("Jade", "mother", "Simms", lives_with_baby=False)),
        "in_therapy",
        18,
        6,
        marks=_marks("looked_after"),
        source="social_worker",
    ),
    Plot(
        "Delaney",
        (Child("Orla", 44, "female"),),
        (Adult("Niamh", "mother"), Adult("Conor", "father", "Walsh", lives_with_baby=False)),
        "in_therapy",
        26,
        10,
        marks=_marks("no_texts tomorrow"),
        source="domestic_abuse_service",
    ),
    Plot(
        "Hart",
        (Child("Isla", 19, "female"),),
        (Adult("Kirsty", "mother"),),
        "in_therapy",
        14,
        6,
        marks=_marks("hidden_address no_voicemail no_letters tomorrow"),
        source="domestic_abuse_service",
    ),
    Plot(
        "Sutcliffe",
        (Child("Mason", 8, "male"),),
        (Adult("Leanne", "mother"), Adult("Craig", "father")),
        "in_therapy",
        7,
        3,
        practitioner="tomos",
        keyworker="femi",
        marks=_marks("child_protection two_to_visit"),
        source="social_worker",
    ),
    Plot(
        "ابراهيم",
        (Child("ليلى", 28, "female"),),
        (Adult("نور", "mother"), Adult("سامي", "father")),
        "in_therapy",
        16,
        7,
        practitioner="ewa",
        language="Arabic",
        marks=_marks("interpreter"),
    ),
)
"""Families with a story of their own, the first four of them seen today by Asha Rahman."""


def more_plots(chance: random.Random, count: int) -> Iterator[Plot]:
    """Families of every ordinary kind, spread over two years and over the team."""
    for place, surname in enumerate(chance.sample(SURNAMES, count)):
        stage = ("ended", "ended", "in_therapy", "waiting", "follow_up", "referred")[place % 6]
        weeks = {
            "ended": 104 - 7 * place // 4,
            "in_therapy": 14 + place % 9,
            "follow_up": 44,
            "waiting": 3,
            "referred": 1,
        }[stage]
        sessions = {"ended": 14, "in_therapy": 5 + place % 6, "follow_up": 12}.get(stage, 0)
        adults = [Adult(chance.choice(MOTHERS), "mother")]
        if chance.random() < 0.6:
            adults.append(Adult(chance.choice(FATHERS), "father"))
        yield Plot(
            surname,
            (Child(chance.choice(BABIES), weeks + chance.randint(2, 40), chance.choice(("female", "male"))),),
            tuple(adults),
            stage,
            weeks,
            sessions,
            practitioner=("asha", "tomos", "ewa")[(place + place // 6) % 3],
            keyworker=("karen", "femi")[place % 2],
            source=chance.choice(("health_visitor", "midwife", "gp", "family", "childrens_centre")),
        )
