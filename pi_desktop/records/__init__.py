"""What is kept: one module a concept, each record type declared once."""

from types import MappingProxyType

from pi_desktop.records.appointment import Appointment
from pi_desktop.records.attachment import Attachment
from pi_desktop.records.consent import Consent
from pi_desktop.records.engagement import EngagementAttempt, EngagementDecision, NextStep
from pi_desktop.records.family import (
    Alert,
    Baby,
    Caregiver,
    ContactDetails,
    Family,
    ProtectionPlan,
    SchoolRun,
)
from pi_desktop.records.goal import Goal, Rating
from pi_desktop.records.measure import Administration, MeasureDue, SafetyAnswer
from pi_desktop.records.record import Record, RecordType
from pi_desktop.records.referral import Referral
from pi_desktop.records.reminder import Reminder
from pi_desktop.records.risk import RiskProfile
from pi_desktop.records.team import Allocation, Staff, Team
from pi_desktop.records.visit import Note, Visit

__all__ = [
    "RECORD_TYPES",
    "Administration",
    "Alert",
    "Allocation",
    "Appointment",
    "Attachment",
    "Baby",
    "Caregiver",
    "Consent",
    "ContactDetails",
    "EngagementAttempt",
    "EngagementDecision",
    "Family",
    "Goal",
    "MeasureDue",
    "NextStep",
    "Note",
    "ProtectionPlan",
    "Rating",
    "Record",
    "RecordType",
    "Referral",
    "Reminder",
    "RiskProfile",
    "SafetyAnswer",
    "SchoolRun",
    "Staff",
    "Team",
    "Visit",
    "type_of",
]

RECORD_TYPES = MappingProxyType(
    {
        cls.type_name: RecordType(cls)
        for cls in (
            Team,
            Staff,
            Allocation,
            Family,
            Baby,
            Caregiver,
            ContactDetails,
            Alert,
            ProtectionPlan,
            SchoolRun,
            Referral,
            EngagementAttempt,
            NextStep,
            EngagementDecision,
            Appointment,
            Visit,
            Note,
            Consent,
            Goal,
            Rating,
            Administration,
            MeasureDue,
            SafetyAnswer,
            RiskProfile,
            Reminder,
            Attachment,
        )
    }
)


def type_of(record: Record | type[Record]) -> RecordType:
    """The declaration that a record, or its class, follows."""
    return RECORD_TYPES[record.type_name]
