"""A family's record: who they are, how to reach them, what happened, and who changed what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from pi_desktop.ids import Id, derived
from pi_desktop.measures.library import Library
from pi_desktop.practice import history, people
from pi_desktop.practice.family_record import FamilyGone, FamilyRecord, family_record
from pi_desktop.records.consent import Consent
from pi_desktop.records.engagement import EngagementAttempt
from pi_desktop.records.family import Baby, Caregiver, ContactDetails, ProtectionPlan
from pi_desktop.records.goal import Goal, Rating
from pi_desktop.records.measure import Administration
from pi_desktop.records.record import Refused
from pi_desktop.records.referral import Referral
from pi_desktop.records.reminder import Reminder
from pi_desktop.records.risk import RiskProfile
from pi_desktop.records.visit import Note
from pi_desktop.store.incoming import keep_history
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import transaction
from tests.colleague import make_colleague, wrote
from tests.families import NINE_O_CLOCK, TODAY, MadeFamily, make_appointment, make_family, new_store
from tests.unit.practice.visiting import Visiting

MEASURES = Library.load(Path(__file__).parents[3] / "resources" / "measures")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def okafor(store: Store) -> MadeFamily:
    with store.unit_of_work() as uow:
        return make_family(uow, caregivers=[("Maria", "mother"), ("Daniel", "father")], mobile="07700 900142")


def record_of(store: Store, family_id: Id) -> FamilyRecord:
    return family_record(store.reader, family_id=family_id, staff_id=store.owner, now=NINE_O_CLOCK, measures=MEASURES)


def test_the_header_says_who_they_are_and_where_the_work_stands(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        make_appointment(uow, okafor, TODAY - timedelta(7), outcome="attended")
        today = make_appointment(uow, okafor)
        uow.make(ProtectionPlan, family_id=okafor.id, kind="child_in_need", since=date(2026, 9, 1))
        uow.make(ProtectionPlan, family_id=okafor.id, kind="child_protection", until=TODAY - timedelta(1))
    header = record_of(store, okafor.id).header
    assert (header.name, header.ages) == ("Leo Okafor", "7 months")
    assert header.people == "with Maria (mother) and Daniel (father)"
    assert (header.session, header.plans, header.visit_id) == (2, ("child_in_need",), today.id)
    assert header.whole


def test_a_record_that_is_not_here_says_so(store: Store) -> None:
    with pytest.raises(FamilyGone):
        record_of(store, Id("00000000-0000-7000-8000-000000000000"))


def test_consents_stand_by_purpose_with_the_refusal_before_the_consent(store: Store, okafor: MadeFamily) -> None:
    maria, daniel = okafor.caregivers
    with store.unit_of_work() as uow:
        facts = {"family_id": okafor.id, "purpose": "video", "at": uow.clock.now()}
        given = uow.make(Consent, **facts, caregiver_id=maria.id, decision="given", means="spoken")
        uow.make(Consent, **facts, caregiver_id=maria.id, decision="withdrawn", supersedes=(given.id,))
        uow.make(Consent, **facts, caregiver_id=daniel.id, decision="given")
    by_purpose = {each.purpose: each for each in record_of(store, okafor.id).consents}
    video, texts = by_purpose["video"], by_purpose["texts"]
    assert (video.counts, video.not_asked) == ("withdrawn", ())
    assert video.foremost is not None
    assert video.foremost.earlier == (("given", TODAY),)
    assert (texts.counts, texts.not_asked) == (None, ("Maria", "Daniel"))


def test_scores_are_told_with_what_the_change_means(store: Store, okafor: MadeFamily) -> None:
    maria = okafor.caregivers[0]
    with store.unit_of_work() as uow:
        for days_ago, total in ((35, 13), (21, 6), (7, None)):
            at = NINE_O_CLOCK - timedelta(days_ago)
            facts = {"measure": "gad7", "version": "1", "mode": "practitioner", "caregiver_id": maria.id}
            uow.make(Administration, family_id=okafor.id, **facts, at=at, total=total, finished_at=at)
    [line] = record_of(store, okafor.id).scores
    assert (line.measure, line.person, [score for _, score in line.points]) == ("GAD-7", "Maria", [13, 6])
    assert line.without_score == 1
    assert line.change is not None
    assert (line.change.verdict, line.change.crossed_cutoff) == ("improved", True)


def test_goals_show_how_far_they_have_come(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        facts = {"family_id": okafor.id, "set_on": date(2026, 10, 6), "state": "active"}
        goal = uow.make(Goal, **facts, words="Feel calmer", set_with=(okafor.caregivers[0].id,))
        for days_ago, value in ((14, 0), (7, 4)):
            at = NINE_O_CLOCK - timedelta(days_ago)
            uow.make(Rating, family_id=okafor.id, goal_id=goal.id, at=at, value=value)
    [line] = record_of(store, okafor.id).goals
    assert (line.words, line.set_with, line.moved) == ("Feel calmer", "Maria", 4)


def test_the_timeline_joins_everything_and_tells_the_latest_first(store: Store, okafor: MadeFamily) -> None:
    maria = okafor.caregivers[0]
    with store.unit_of_work() as uow:
        at = {days: NINE_O_CLOCK - timedelta(days) for days in range(1, 8)}
        appointment = make_appointment(uow, okafor, TODAY - timedelta(1), outcome="not_attended")
        said = {"purpose": "texts", "caregiver_id": maria.id, "decision": "given", "means": "spoken"}
        uow.make(Consent, family_id=okafor.id, at=at[2], **said)
        tried = {"means": "call", "outcome": "no_answer", "staff_id": uow.actor}
        uow.make(EngagementAttempt, family_id=okafor.id, at=at[3], words="Rang twice.", **tried)
        uow.make(Note, family_id=okafor.id, about=at[4], signed_at=at[4], staff_id=uow.actor, words="Calm.\nMore.")
        sent = {"appointment_id": appointment.id, "caregiver_id": maria.id, "state": "delivered"}
        uow.make(Reminder, family_id=okafor.id, due_at=at[5], **sent)
        uow.make(Referral, family_id=okafor.id, received_on=TODAY, source="midwife")
        make_appointment(uow, okafor, TODAY + timedelta(7))
    told = [(event.kind, event.words) for event in record_of(store, okafor.id).events]
    assert told == [
        ("referral", "Referred by midwife"),
        ("appointment", "Home visit, not attended, no prior cancellation"),
        ("consent", "Consent to text messages: given by Maria"),
        ("attempt", "Call, no answer"),
        ("note", "Note"),
        ("reminder", "Text reminder delivered to Maria"),
    ]


def test_risks_show_the_first_profile_beside_the_latest(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        for on, occasion, minor in ((date(2026, 9, 1), "referral", "a b c"), (TODAY, "review", "a")):
            factors = {"significant": ("p03",), "minor": tuple(minor.split())}
            uow.make(RiskProfile, family_id=okafor.id, on=on, occasion=occasion, **factors)
    risks = record_of(store, okafor.id).risks
    assert [(each.occasion, each.present, each.significant) for each in risks] == [("referral", 4, 1), ("review", 2, 1)]


def test_contact_details_are_edited_as_they_were_seen_and_the_change_is_told(store: Store, okafor: MadeFamily) -> None:
    maria, seen = okafor.caregivers[0], okafor.contacts[0]
    with store.unit_of_work() as uow:
        people.edit_contact(uow, caregiver=maria, seen=seen, name="mobile", value="07700 900999")
    [change] = history.changes(store.reader, record_id=seen.id)
    assert (change.what, change.before, change.after, change.by) == (
        "mobile number",
        "07700 900 142",
        "07700 900 999",
        "Asha Rahman",
    )


def test_the_first_contact_details_of_somebody_are_one_record_however_they_are_begun(store: Store) -> None:
    with store.unit_of_work() as uow:
        maria = make_family(uow).caregivers[0]
    for name, value in (("mobile", "07700 900142"), ("language", "Igbo")):
        with store.unit_of_work() as uow:
            people.edit_contact(uow, caregiver=maria, seen=None, name=name, value=value)
    [kept] = store.reader.find(ContactDetails)
    assert (kept.mobile, kept.language) == ("+447700900142", "Igbo")


def test_contact_details_that_came_while_the_first_were_written_are_not_written_over(visit: Visiting) -> None:
    maria = visit.family.caregivers[0]
    first = {"caregiver": maria, "seen": None, "name": "mobile"}
    visit.write(lambda uow: people.edit_contact(uow, **first, value="07700 900142"))
    visit.confirmed()
    kept = visit.store.reader.get(ContactDetails, derived(maria.id, "contact details"))
    assert kept is not None
    theirs = visit.arrives(kept, "mobile", mobile="+447700900555")
    visit.write(lambda uow: people.edit_contact(uow, **first, value="07700 900999"))
    assert theirs not in visit.bases(kept, "mobile")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [("mobile", "12", "phone number"), ("postcode", "Leamington", "postcode"), ("language", "x" * 61, "60 characters")],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(
    store: Store, okafor: MadeFamily, name: str, value: str, says: str
) -> None:
    with pytest.raises(Refused) as refused, store.unit_of_work() as uow:
        people.edit_contact(uow, caregiver=okafor.caregivers[0], seen=okafor.contacts[0], name=name, value=value)
    assert says in refused.value.by_field[name].sentence


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("born_on", "1 Dec 2026", "cannot lie ahead"),
        ("born_on", "1.1.2006", "ten years ago"),
        ("born_on", "31 Feb", "24 November 2026"),
        ("due_on", "1 Oct 2026", "went by"),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_a_sentence(store: Store, name: str, typed: str, says: str) -> None:
    with store.unit_of_work() as uow:
        baby = make_family(uow, babies=[None], born_on=None, due_on=date(2026, 12, 1)).babies[0]
    with pytest.raises(Refused) as refused, store.unit_of_work() as uow:
        people.edit_baby(uow, seen=baby, name=name, typed=typed)
    assert says in refused.value.by_field[name].sentence


def test_a_baby_is_born_and_named(store: Store) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow, surname="Price", babies=[None], born_on=None, due_on=date(2026, 11, 20))
    for name, typed in (("born_on", "21 Nov"), ("given_name", "Ada")):
        with store.unit_of_work() as uow:
            seen = uow.get(Baby, made.babies[0].id)
            assert seen is not None
            people.edit_baby(uow, seen=seen, name=name, typed=typed)
    header = record_of(store, made.id).header
    assert (header.name, header.ages) == ("Ada Price", "3 days")


def test_a_colleagues_change_is_in_the_history_once_it_has_come(store: Store, okafor: MadeFamily) -> None:
    karen = make_colleague(store)
    maria = okafor.caregivers[0]
    told = {
        "t": "caregiver",
        "id": maria.id,
        "op": store.ids.new(),
        "by": karen.id,
        "at": "2026-11-23T16:20:00.000Z",
        "n": 9,
        "edit": {"name": [[maria.id], {"given_name": "Marie", "surname": "Okafor"}]},
        "was": {"given_name": "Maria", "surname": "Okafor"},
    }
    with transaction(store.writing):
        keep_history(store.writing, [{"id": maria.id, "v": 7, "op": told}])
    wrote(store, maria, "name", given_name="Marie")
    [change] = history.changes(store.reader, record_id=maria.id)
    assert (change.what, change.before, change.after, change.by) == (
        "name",
        "Maria, Okafor",
        "Marie, Okafor",
        "Karen Doyle",
    )
    assert change.at.isoformat() == "2026-11-23T16:20:00+00:00"


def test_whoever_has_left_comes_last(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        maria = uow.get(Caregiver, okafor.caregivers[0].id)
        assert maria is not None
        uow.edit(maria, until_day=TODAY)
    assert [each.title for each in record_of(store, okafor.id).caregivers] == ["Daniel Okafor", "Maria Okafor"]
