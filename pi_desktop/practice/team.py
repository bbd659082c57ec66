"""The people who work in the team."""

from collections.abc import Mapping
from types import MappingProxyType

ROLE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "therapist": "parent-infant therapist",
        "keyworker": "keyworker",
        "clinical_lead": "clinical lead",
        "operational_lead": "operational lead",
        "administrator": "administrator",
    }
)


def role_words(role: str) -> str:
    """A staff role as the team says it; one that this version does not know as it was written."""
    return ROLE_WORDS.get(role, role.replace("_", " "))
