"""What the system lacks is named together with the one command that brings it."""

from __future__ import annotations

from installer.system_libraries import NEEDS, missing, sentence, wished


def test_nothing_is_missing_where_everything_loads() -> None:
    assert missing(NEEDS["tests"], loads=lambda _: True, exists=lambda _: True) == {}


def test_a_missing_library_is_named_with_the_exact_command() -> None:
    absent = missing(NEEDS["offscreen"], loads=lambda name: name != "libEGL.so.1")

    assert sentence(absent, has_apt=True) == (
        "This needs libEGL.so.1. Install with:\n    sudo apt-get install --yes --no-install-recommends libegl1"
    )


def test_a_package_that_brings_two_libraries_is_named_once() -> None:
    absent = missing(NEEDS["offscreen"], loads=lambda name: not name.startswith("libg"))

    assert sentence(absent, has_apt=True).endswith(" libglib2.0-0 libgssapi-krb5-2")


def test_a_missing_program_counts_as_well() -> None:
    absent = missing(NEEDS["tests"], loads=lambda _: True, exists=lambda name: name != "Xvfb")

    assert absent == {"Xvfb": "xvfb"}


def test_a_system_without_apt_is_told_what_to_look_for() -> None:
    absent = missing(NEEDS["screen"], loads=lambda name: name != "libxcb-cursor.so.0")

    assert sentence(absent, has_apt=False) == (
        "This needs libxcb-cursor.so.0. Install them with your system's package manager, then try again."
    )


def test_without_postgresql_the_tests_do_less_and_name_the_command() -> None:
    absent = wished(NEEDS["tests"], exists=lambda name: name != "initdb")

    assert missing(NEEDS["tests"], loads=lambda _: True, exists=lambda name: name != "initdb") == {}
    assert sentence(absent, has_apt=True).endswith("sudo apt-get install --yes --no-install-recommends postgresql")
