"""Who the invented team is and which families it works with."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    key: str
    name: str
    role: str
    employer: str


STAFF = (
    Person("lead", "Miriam Osei", "clinical_lead", "Warwick Community NHS Trust"),
    Person("operations", "Grace Whitfield", "operational_lead", "Little Bridges charity"),
    Person("asha", "Asha Rahman", "therapist", "Warwick Community NHS Trust"),
    Person("tomos", "Tomos Pryce", "therapist", "Warwick Community NHS Trust"),
    Person("ewa", "Ewa Nowicka", "therapist", "Little Bridges charity"),
    Person("karen", "Karen Doyle", "keyworker", "Little Bridges charity"),
    Person("femi", "Femi Adebayo", "keyworker", "Little Bridges charity"),
    Person("office", "Joan Cole", "administrator", "Little Bridges charity"),
)


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
    """How one family's story goes. `weeks` ago it was referred; `sessions` took place; `stage` is where it stands."""

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
    ),
    Plot(
        "Price",
        (Child(None, -8),),
        (Adult("Hannah", "mother"),),
        "in_therapy",
        4,
        0,
        source="midwife",
        marks=_marks("dog no_consent_yet today_second referrer_invited"),
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
        marks=_marks("apart no_texts"),
        source="domestic_abuse_service",
    ),
    Plot(
        "Hart",
        (Child("Isla", 19, "female"),),
        (Adult("Kirsty", "mother"),),
        "in_therapy",
        14,
        6,
        marks=_marks("hidden_address no_voicemail no_letters"),
        source="domestic_abuse_service",
    ),
    Plot(
        "Sutcliffe",
        (Child("Mason", 8, "male"),),
        (Adult("Leanne", "mother"), Adult("Craig", "father")),
        "in_therapy",
        10,
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

SURNAMES = [
    "Ahmed",
    "Allen",
    "Baptiste",
    "Begum",
    "Bennett",
    "Campbell",
    "Chaudhry",
    "Chen",
    "Clarke",
    "Cooper",
    "Davies",
    "Edwards",
    "Ferreira",
    "Fletcher",
    "Georgiou",
    "Gill",
    "Green",
    "Hassan",
    "Hill",
    "Hussain",
    "Iqbal",
    "Jankowska",
    "Johnson",
    "Kaur",
    "Kelly",
    "Lewis",
    "Mbeki",
    "McCarthy",
    "Mensah",
    "Morgan",
    "Murphy",
    "Nguyen",
    "O’Brien",
    "Owusu",
    "Patel",
    "Popescu",
    "Reid",
    "Roberts",
    "Scott",
    "Shah",
    "Silva",
    "Singh",
    "Taylor",
    "Thomas",
    "Usman",
    "Vasile",
    "Ward",
    "Wood",
    "Wright",
    "Yusuf",
    "Zielińska",
]
MOTHERS = [
    "Aisha",
    "Amy",
    "Bethan",
    "Chloe",
    "Danielle",
    "Elif",
    "Fatima",
    "Gemma",
    "Hayley",
    "Ioana",
    "Jasmine",
    "Kelly",
    "Lauren",
    "Mei",
    "Naomi",
    "Olivia",
    "Priya",
    "Rachel",
    "Sophie",
    "Tanya",
    "Uche",
    "Victoria",
    "Wiktoria",
    "Yasmin",
    "Zara",
    "Zoë",
]
FATHERS = [
    "Adam",
    "Ben",
    "Chris",
    "Darren",
    "Emre",
    "Farid",
    "Gareth",
    "Hamza",
    "Ian",
    "Joe",
    "Kwame",
    "Liam",
    "Mateusz",
    "Nathan",
    "Omar",
    "Paul",
    "Ravi",
    "Sam",
    "Tariq",
    "Will",
]
BABIES = [
    "Alfie",
    "Amelia",
    "Arlo",
    "Ayaan",
    "Bella",
    "Caleb",
    "Daisy",
    "Eesa",
    "Elsie",
    "Freya",
    "Grace",
    "Harper",
    "Hugo",
    "Ivy",
    "Jude",
    "Kian",
    "Layla",
    "Lily",
    "Maya",
    "Musa",
    "Nina",
    "Oscar",
    "Poppy",
    "Reuben",
    "Rosa",
    "Sofia",
    "Theo",
    "Toby",
    "Willow",
    "Zaki",
]
STREETS = [
    "Elm Grove",
    "Mill Street",
    "Park Road",
    "Station Road",
    "Canal Walk",
    "Church Lane",
    "Orchard Close",
    "Priory Road",
    "Queensway",
    "Saltisford",
    "Theatre Street",
    "Vine Lane",
    "West Street",
    "Wharf Street",
    "Chestnut Avenue",
    "Lyng Crescent",
]
