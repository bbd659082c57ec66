"""`pi-desktop`: the commands that need no window. `ui.__main__` adds those that do."""

import argparse
import getpass
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pi_desktop.bootstrap import DATA_VARIABLE, Laptop, Policy, VaultError, data_home, enrol
from pi_desktop.clock import SystemClock, local_day
from pi_desktop.demo.server_process import ServerProcess
from pi_desktop.errors import DeskError
from pi_desktop.measures import cli as measures

DEMO_PERSON = "Asha Rahman"
DEMO_PASSWORD = "seven herons over the quiet canal"  # noqa: S105 - told to everybody, and opens nothing real


class NoDisplay(DeskError):
    """There is no display here for a window to open on. `make tour` shows the whole program in pictures."""


class PasswordsDiffer(DeskError):
    """The two passwords were not the same, so nothing was set up. Please try again."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit status."""
    made, _ = parser()
    return run(made.parse_args(arguments))


def run(chosen: argparse.Namespace) -> int:
    """Run the chosen command; a fault of the surroundings is told in one sentence."""
    command: Callable[[argparse.Namespace], int] = chosen.run
    try:
        return command(chosen)
    except DeskError as fault:
        print(fault.sentence, file=sys.stderr)
        return 1


def parser() -> tuple[argparse.ArgumentParser, "argparse._SubParsersAction[argparse.ArgumentParser]"]:
    """The program's arguments, and its commands for others to be added."""
    made = argparse.ArgumentParser(
        prog="pi-desktop",
        description="Records, sync and reminders for parent-infant teams. Without a command, the program opens.",
    )
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="open the program with an invented team and a server of its own")
    demo.add_argument("--dir", type=Path, help="where the invented team is kept from one time to the next")
    demo.set_defaults(run=_demo)
    enrolling = commands.add_parser("enrol", help="make this laptop one of a team's")
    enrolling.add_argument("server", metavar="ADDRESS", help="the address of the team's server")
    enrolling.add_argument("--label", default=platform.node() or "laptop", help="what the team calls this laptop")
    enrolling.add_argument(
        "--without-keyring", action="store_true", help="protect the records by a long passphrase alone"
    )
    enrolling.set_defaults(run=_enrol)
    measures.register(commands)
    return made, commands


def _enrol(chosen: argparse.Namespace) -> int:
    policy = Policy.PASSPHRASE_ALONE if chosen.without_keyring else Policy.KEYRING
    code = input("Enrolment code: ")
    password = getpass.getpass("A password of your own: ")
    if getpass.getpass("The same again: ") != password:
        raise PasswordsDiffer
    laptop = Laptop(data_home(os.environ), SystemClock())
    profile = enrol(laptop, chosen.server, code, password, label=chosen.label, policy=policy)
    print(f"This laptop now belongs to {profile.team}. Run pi-desktop and sign in as {profile.person}.")
    return 0


def _demo(chosen: argparse.Namespace) -> int:
    """An invented team, its server, and the window; the second time, everything is as it was left."""
    _expect_display(os.environ)
    folder: Path = chosen.dir or data_home(os.environ).with_name("parent-infant-desk-demo")
    clock = SystemClock()
    server = ServerProcess(folder / "server")
    try:
        if not server.exists:
            print("Inventing a team …")
            server.found(local_day(clock.now()))
        address = server.start()
        laptop = Laptop(folder / "laptop", clock)
        if not laptop.profiles():
            print("Enrolling a laptop …")
            _enrol_demo(laptop, address, server.invite(DEMO_PERSON))
        _say_how_to_unlock(laptop)
        return _window(laptop)
    except KeyboardInterrupt:
        return 0
    finally:
        server.stop()


def _expect_display(environment: Mapping[str, str]) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(environment.get(name) for name in names):
        raise NoDisplay


def _enrol_demo(laptop: Laptop, address: str, code: str) -> None:
    enrol(laptop, address, code, DEMO_PASSWORD, label="demonstration", policy=_demo_policy(laptop), demo=True)


def _demo_policy(laptop: Laptop) -> Policy:
    """With the laptop's keyring where it has one."""
    try:
        laptop.keyring_in_use().prove()
    except VaultError:
        return Policy.PASSPHRASE_ALONE
    return Policy.KEYRING


def _say_how_to_unlock(laptop: Laptop) -> None:
    (profile,) = laptop.profiles()
    if profile.policy is Policy.PASSPHRASE_ALONE:
        print("This computer lends the program no keyring, so the password alone protects the invented records.")
    print(f"Sign in as {profile.person} with the password: {DEMO_PASSWORD}")


def _window(laptop: Laptop) -> int:
    """The program in a process of its own, until it is closed."""
    command = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-P", "-m", "ui")
    return subprocess.run(command, env={**os.environ, DATA_VARIABLE: str(laptop.data_dir)}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
