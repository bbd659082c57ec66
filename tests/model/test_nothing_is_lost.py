"""The invariant: whatever a person was told is saved is current, in history, or in an open conflict, on every laptop
that may see it, once all have synchronised. Whatever happens on the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from pi_desktop.clock import local_day
from pi_desktop.practice.chains import chains
from pi_desktop.records import Allocation, Consent, ContactDetails, Note, type_of
from pi_desktop.store.unit_of_work import UnitOfWork
from tests.model.world import FAULTS, LAPTOPS, START, Template, World, begin

EXAMPLES = int(os.environ.get("MODEL_EXAMPLES", "60"))
STEPS = 30

laptops = st.sampled_from(sorted(LAPTOPS))
families = st.sampled_from(["north", "south"])
numbers = st.integers(0, 9).map(lambda digit: f"07700 90014{digit}")
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    str.strip
)
deaths = st.none() | st.integers(0, 12)
changes: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"mobile": numbers}),
    st.fixed_dictionaries({"language": words}),
    st.fixed_dictionaries({"may_text": st.sampled_from([True, False, None])}),
    st.fixed_dictionaries({"address": words, "postcode": st.sampled_from(["CV34 5QT", "CV35 8AA", None])}),
    st.fixed_dictionaries({"mobile": numbers, "may_leave_voicemail": st.booleans()}),
)


class Team(RuleBasedStateMachine):
    """Several people at several laptops, a server, and bad luck."""

    template: Template

    @initialize()
    def found(self) -> None:
        self.world = World(self.template)
        for name in LAPTOPS:
            self.world.sync(name)

    @rule(name=laptops, family=families, number=numbers, dies_at=deaths, after=st.booleans())
    def writes_down_how_to_reach_somebody(
        self, name: str, family: str, number: str, dies_at: int | None, after: bool
    ) -> None:
        def work(uow: UnitOfWork) -> None:
            uow.make(ContactDetails, family_id=self.world.family(family), caregiver_id=uow.ids.new(), mobile=number)

        self.world.act(name, work, dies_at=dies_at, after=after)

    @rule(name=laptops, choice=st.integers(0), change=changes, dies_at=deaths, after=st.booleans())
    def changes_it(self, name: str, choice: int, change: dict[str, Any], dies_at: int | None, after: bool) -> None:
        def work(uow: UnitOfWork) -> None:
            seen = _one_of(uow.find(ContactDetails), choice)
            if seen is not None:
                uow.edit(seen, **change)

        self.world.act(name, work, dies_at=dies_at, after=after)

    @rule(name=laptops, choice=st.integers(0))
    def takes_it_back(self, name: str, choice: int) -> None:
        def work(uow: UnitOfWork) -> None:
            seen = _one_of(uow.find(ContactDetails), choice)
            if seen is not None:
                uow.remove(seen, "entered in error")

        self.world.act(name, work, dies_at=None, after=False)

    @rule(name=laptops, choice=st.integers(0), which=st.integers(0, 3))
    def chooses_between_two_entries(self, name: str, choice: int, which: int) -> None:
        def work(uow: UnitOfWork) -> None:
            seen = _one_of([each for each in uow.find(ContactDetails, with_removed=True) if each.rivals], choice)
            if seen is None:
                return
            group = sorted(seen.rivals)[0]
            rivals = seen.rivals[group]
            names = type_of(seen).groups[group]
            chosen = rivals[which % len(rivals)]["values"]
            rules = type_of(seen).rules
            uow.edit(seen, **{name: rules[name].kind.from_wire(chosen.get(name)) for name in names})

        self.world.act(name, work, dies_at=None, after=False)

    @rule(name=laptops, family=families, said=words, signed=st.booleans())
    def writes_a_note(self, name: str, family: str, said: str, signed: bool) -> None:
        def work(uow: UnitOfWork) -> None:
            now = uow.clock.now()
            uow.make(
                Note,
                family_id=self.world.family(family),
                staff_id=uow.actor,
                about=now,
                words=said,
                signed_at=now if signed else None,
            )

        self.world.act(name, work, dies_at=None, after=False)

    @rule(name=laptops, family=families, decision=st.sampled_from(["given", "refused", "withdrawn"]))
    def records_a_consent(self, name: str, family: str, decision: str) -> None:
        def work(uow: UnitOfWork) -> None:
            family_id = self.world.family(family)
            standing = chains(uow.find(Consent, family_id=family_id))
            uow.make(
                Consent,
                family_id=family_id,
                purpose="texts",
                caregiver_id=family_id,
                decision=decision,
                at=uow.clock.now(),
                supersedes=standing[0].to_supersede if standing else (),
            )

        self.world.act(name, work, dies_at=None, after=False)

    @rule(name=laptops)
    def synchronises(self, name: str) -> None:
        self.world.sync(name)

    @rule(name=laptops, fault=st.sampled_from(FAULTS))
    def synchronises_over_a_bad_line(self, name: str, fault: Any) -> None:
        self.world.sync(name, fault)

    @rule(name=laptops, dies_at=st.integers(0, 40))
    def dies_while_synchronising(self, name: str, dies_at: int) -> None:
        self.world.sync(name, dies_at=dies_at)

    @rule()
    def late_requests_arrive(self) -> None:
        self.world.deliver_late()

    @rule(name=laptops, days=st.integers(-3000, 3000))
    def a_clock_goes_wrong(self, name: str, days: int) -> None:
        self.world.laptops[name].clock.move_to(START + timedelta(days=days))

    @rule(family=families, who=st.sampled_from(["asha", "karen"]), back=st.booleans())
    def the_lead_reallocates(self, family: str, who: str, back: bool) -> None:
        allocation_id = self.world.template.allocations.get((family, who))

        def work(uow: UnitOfWork) -> None:
            seen = uow.get(Allocation, allocation_id)
            if seen is not None and not seen.rivals:
                uow.edit(seen, until=None if back else local_day(START) - timedelta(days=2))

        self.world.act("lead", work, dies_at=None, after=False)
        self.world.sync("lead")

    @rule()
    def the_server_is_backed_up(self) -> None:
        self.world.back_up()

    @precondition(lambda self: self.world.backup is not None)
    @rule()
    def the_server_is_restored(self) -> None:
        self.world.restore()

    @rule(name=laptops)
    def a_file_is_copied(self, name: str) -> None:
        self.world.keep_a_copy_of(name)

    @rule(name=laptops)
    def an_old_copy_is_put_back(self, name: str) -> None:
        self.world.sync(name)
        self.world.put_back_the_copy_of(name)

    @rule(name=laptops, choice=st.integers(0))
    def a_row_is_spoilt(self, name: str, choice: int) -> None:
        self.world.spoil_a_row_of(name, choice)
        # The next digest sees it. Whoever edits what was spoilt before that edits what they see.
        self.world.sync(name)
        self.world.sync(name)

    @rule()
    def a_laptop_is_revoked(self) -> None:
        self.world.revoke("asha's second")

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.settle()
            assert self.world.lost() == []
            assert self.world.differing() == []
            assert self.world.out_of_scope() == []
        finally:
            self.world.close()


def _one_of(records: Any, choice: int) -> Any:
    return records[choice % len(records)] if records else None


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    made = begin()
    yield made
    shutil.rmtree(made.folder)


def test_everything_told_saved_is_found_by_everybody_who_may_see_it(template: Template) -> None:
    class FoundedTeam(Team):
        pass

    FoundedTeam.template = template
    machine = FoundedTeam.TestCase
    machine.settings = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink] if os.environ.get("MODEL_SHRINK") else [Phase.generate],
    )
    machine().runTest()
