"""Who works in the invented team."""

from dataclasses import dataclass


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
