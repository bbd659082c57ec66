"""The invented team: a server in a process of its own, and a laptop that is enrolled with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pi_desktop.__main__ import DEMO_PASSWORD, DEMO_PERSON
from pi_desktop.bootstrap import Laptop, Policy, enrol, unlock
from pi_desktop.clock import SystemClock, local_day
from pi_desktop.demo.server_process import ServerDidNotStart, ServerProcess
from pi_desktop.ids import Ids
from pi_desktop.practice import families
from pi_desktop.server.home import Home
from pi_desktop.sync.errors import CodeNotAccepted, NoConnection
from pi_desktop.vault.errors import PasswordTooShort
from pi_desktop.vault.keys import FLOOR
from tests.faults.dying import die, was_killed

ADDRESS_WHERE_NOBODY_ANSWERS = "http://127.0.0.1:9"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """An invented team's server that is running."""
    made = ServerProcess(tmp_path / "server")
    made.found(local_day(SystemClock().now()))
    yield made
    made.stop()


def test_a_laptop_is_enrolled_and_holds_its_persons_families(server: ServerProcess, tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "laptop", SystemClock())
    profile = enrol(
        laptop,
        server.start(),
        server.invite(DEMO_PERSON),
        DEMO_PASSWORD,
        label="demonstration",
        policy=Policy.PASSPHRASE_ALONE,
        kdf=FLOOR,
        demo=True,
    )
    desk = unlock(laptop, profile, DEMO_PASSWORD)
    today = local_day(laptop.clock.now())
    mine = desk.asking().answer(lambda reader: families.mine(reader, staff_id=desk.person.id, today=today))
    desk.close()
    assert desk.person.name == DEMO_PERSON == profile.person
    assert "Leo & Maria Okafor" in {family.title for family in mine}


def test_the_server_keeps_its_address_from_one_time_to_the_next(server: ServerProcess) -> None:
    first = server.start()
    server.stop()
    assert server.start() == first


def test_a_code_that_was_used_enrols_nobody(server: ServerProcess, tmp_path: Path) -> None:
    address, code = server.start(), server.invite(DEMO_PERSON)
    _enrol(tmp_path / "first", address, code)
    with pytest.raises(CodeNotAccepted):
        _enrol(tmp_path / "second", address, code)
    assert Laptop(tmp_path / "second", SystemClock()).profiles() == ()


def test_without_a_server_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(NoConnection):
        _enrol(tmp_path / "laptop", ADDRESS_WHERE_NOBODY_ANSWERS, "code")
    assert Laptop(tmp_path / "laptop", SystemClock()).profiles() == ()


def test_a_weak_password_is_refused_before_the_code_is_spent(server: ServerProcess, tmp_path: Path) -> None:
    address, code = server.start(), server.invite(DEMO_PERSON)
    with pytest.raises(PasswordTooShort):
        _enrol(tmp_path / "laptop", address, code, password="short")
    _enrol(tmp_path / "laptop", address, code)


def test_a_server_that_cannot_start_says_why(server: ServerProcess, tmp_path: Path) -> None:
    (tmp_path / "server" / "key").unlink()
    with pytest.raises(ServerDidNotStart) as fault:
        server.start()
    assert "key" in fault.value.sentence


def test_a_team_that_was_not_finished_is_invented_again(tmp_path: Path) -> None:
    Home(tmp_path / "server.unfinished", {}).make(Ids(SystemClock()).new()).close()
    server = ServerProcess(tmp_path / "server")
    assert not server.exists
    server.found(local_day(SystemClock().now()))
    assert server.invite(DEMO_PERSON)
    assert [path.name for path in tmp_path.iterdir()] == ["server"]


@pytest.mark.parametrize("moment", ["profile.json", "vaults"])
def test_a_laptop_whose_enrolment_was_killed_can_be_enrolled_again(
    server: ServerProcess, tmp_path: Path, moment: str
) -> None:
    data_dir, address = tmp_path / "laptop", server.start()
    assert was_killed(_enrol_until, moment, data_dir, address, server.invite(DEMO_PERSON))
    assert Laptop(data_dir, SystemClock()).profiles() == ()
    _enrol(data_dir, address, server.invite(DEMO_PERSON))
    laptop = Laptop(data_dir, SystemClock())
    (profile,) = laptop.profiles()
    unlock(laptop, profile, DEMO_PASSWORD).close()
    assert not any((data_dir / "unfinished").iterdir())


def test_a_server_ends_with_the_program_that_started_it(server: ServerProcess) -> None:
    assert was_killed(_serve_and_die, server.folder)
    server.start()


def test_without_a_display_it_says_so_and_names_the_tour(tmp_path: Path) -> None:
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    without = {name: value for name, value in os.environ.items() if name not in shown}
    command = [sys.executable, "-m", "ui", "demo", "--dir", str(tmp_path)]
    ended = subprocess.run(command, env=without, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "make tour" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert not any(tmp_path.iterdir())


def _enrol(data_dir: Path, address: str, code: str, password: str = DEMO_PASSWORD) -> None:
    laptop = Laptop(data_dir, SystemClock())
    policy = Policy.PASSPHRASE_ALONE
    enrol(laptop, address, code, password, label="demonstration", policy=policy, kdf=FLOOR, demo=True)


def _enrol_until(moment: str, data_dir: Path, address: str, code: str) -> None:
    """Dies when the profile, or the vault in its folder, is about to be given its place."""

    def die_then(event: str, facts: tuple[object, ...]) -> None:
        if event == "os.rename" and moment in (Path(str(facts[1])).name, Path(str(facts[1])).parent.name):
            die()

    sys.addaudithook(die_then)
    _enrol(data_dir, address, code)


def _serve_and_die(folder: Path) -> None:
    ServerProcess(folder).start()
    die()
