"""Making, unlocking and changing a vault."""

from __future__ import annotations

from pathlib import Path

import pytest

from pi_desktop.vault import slots, vault
from pi_desktop.vault.errors import (
    FolderNotWritable,
    PasswordGuessable,
    PasswordTooShort,
    SlotReplaced,
    VaultExists,
    WrongPassword,
)
from pi_desktop.vault.keyring_port import SystemKeyring
from pi_desktop.vault.keys import FLOOR
from pi_desktop.vault.profile import Policy, Profile, list_profiles
from tests.unit.vault.support import (
    OTHER_PASSWORD,
    PASSWORD,
    monday_clock,
    new_profile,
    new_vault,
    unlocked,
)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return new_profile(tmp_path)


def slot_contents(profile: Profile) -> list[bytes]:
    return [path.read_bytes() for path in slots.slot_files(profile.directory)]


def test_a_vault_opens_with_its_password_to_the_same_key(profile: Profile) -> None:
    made = new_vault(profile)

    assert unlocked(profile).keys == made.keys
    assert list_profiles(profile.directory.parents[1]) == (profile,)


def test_a_wrong_password_says_so_and_the_right_one_still_opens(profile: Profile) -> None:
    made = new_vault(profile)

    with pytest.raises(WrongPassword) as refused:
        unlocked(profile, OTHER_PASSWORD)
    assert refused.value.sentence == "That password did not open the records. Please try again."
    assert refused.value.wait_seconds == 0
    assert unlocked(profile).keys == made.keys


def test_two_people_on_one_laptop_each_have_their_own(tmp_path: Path) -> None:
    asha, zofia = new_profile(tmp_path), new_profile(tmp_path, "Zofia Nowak")
    ashas, zofias = new_vault(asha), new_vault(zofia, OTHER_PASSWORD)

    assert ashas.keys != zofias.keys
    assert unlocked(asha).keys == ashas.keys
    assert unlocked(zofia, OTHER_PASSWORD).keys == zofias.keys
    with pytest.raises(WrongPassword):
        unlocked(asha, OTHER_PASSWORD)


def test_a_vault_bound_to_the_keyring_opens_with_both(tmp_path: Path, keyring: SystemKeyring) -> None:
    profile = new_profile(tmp_path, policy=Policy.KEYRING)
    made = new_vault(profile, "mango lemon peach", keyring)

    assert unlocked(profile, "mango lemon peach", keyring).keys == made.keys
    assert len(keyring.get(profile.vault_id) or b"") == 32


def test_a_password_that_is_not_good_enough_makes_no_vault(profile: Profile) -> None:
    with pytest.raises(PasswordTooShort):
        new_vault(profile, "mango lemon peach")
    with pytest.raises(PasswordGuessable):
        new_vault(profile, "Riverside Parent-Infant Team 2026")
    assert not profile.directory.exists()


@pytest.mark.parametrize("name", ["records.db", "records.db-wal", "user-0.slot", "profile.json", "tries"])
def test_no_key_is_made_where_anything_of_a_vault_lies(profile: Profile, name: str) -> None:
    profile.directory.mkdir(parents=True)
    (profile.directory / name).write_bytes(b"somebody's work")

    with pytest.raises(VaultExists):
        new_vault(profile)

    assert [path.name for path in profile.directory.iterdir()] == [name]
    assert (profile.directory / name).read_bytes() == b"somebody's work"


def test_a_second_vault_does_not_take_the_place_of_the_first(profile: Profile) -> None:
    made = new_vault(profile)
    with pytest.raises(VaultExists):
        new_vault(profile, OTHER_PASSWORD)
    assert unlocked(profile).keys == made.keys


def test_a_vault_that_could_not_be_finished_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "vaults").write_bytes(b"not a folder")
    with pytest.raises(FolderNotWritable):
        new_vault(new_profile(tmp_path))
    assert list_profiles(tmp_path) == ()


def test_a_changed_password_replaces_the_old_one_and_keeps_the_key(profile: Profile) -> None:
    made = new_vault(profile)

    made.change_password(PASSWORD, OTHER_PASSWORD)

    assert unlocked(profile, OTHER_PASSWORD).keys == made.keys
    with pytest.raises(WrongPassword):
        unlocked(profile, PASSWORD)


def test_a_changed_password_has_a_new_salt_in_both_generations(profile: Profile) -> None:
    made = new_vault(profile)
    before = {slot.header.salt for slot in slots.read(profile.directory, profile.vault_id)}

    made.change_password(PASSWORD, OTHER_PASSWORD)

    after = {slot.header.salt for slot in slots.read(profile.directory, profile.vault_id)}
    assert len(before) == len(after) == 1
    assert before != after


def test_the_password_is_not_changed_by_somebody_who_does_not_know_it(profile: Profile) -> None:
    made = new_vault(profile)
    before = slot_contents(profile)

    with pytest.raises(WrongPassword):
        made.change_password(OTHER_PASSWORD, "twelve plum trees by the river")
    with pytest.raises(PasswordTooShort):
        made.change_password(PASSWORD, "short")

    assert slot_contents(profile) == before


def test_a_password_can_be_changed_twice_in_one_session(profile: Profile) -> None:
    made = new_vault(profile)
    made.change_password(PASSWORD, OTHER_PASSWORD)
    made.change_password(OTHER_PASSWORD, PASSWORD)
    assert unlocked(profile).keys == made.keys


def test_a_change_in_another_window_is_not_undone(profile: Profile) -> None:
    new_vault(profile)
    one, other = unlocked(profile), unlocked(profile)
    one.change_password(PASSWORD, OTHER_PASSWORD)

    for late_change in (lambda: other.change_password(PASSWORD, OTHER_PASSWORD), other.begin_rotation):
        with pytest.raises(SlotReplaced):
            late_change()
    assert unlocked(profile, OTHER_PASSWORD).keys == one.keys


def test_a_rotation_offers_both_keys_until_it_is_settled(profile: Profile) -> None:
    made = new_vault(profile)
    old = made.keys.current

    new = made.begin_rotation()
    interrupted = unlocked(profile)

    assert interrupted.keys.candidates == (old, new)
    interrupted.settle_rotation(new)
    assert interrupted.keys.candidates == (new,)
    assert unlocked(profile).keys.candidates == (new,)


def test_a_rotation_that_never_reached_the_database_is_forgotten(profile: Profile) -> None:
    made = new_vault(profile)
    old = made.keys.current
    made.begin_rotation()

    unlocked(profile).settle_rotation(old)

    assert unlocked(profile).keys.candidates == (old,)


def test_an_interrupted_rotation_goes_on_with_the_same_key(profile: Profile) -> None:
    new = new_vault(profile).begin_rotation()
    assert unlocked(profile).begin_rotation() == new


def test_a_rotation_is_not_settled_on_a_strangers_key(profile: Profile, tmp_path: Path) -> None:
    made = new_vault(profile)
    stranger = new_vault(new_profile(tmp_path)).keys.current
    made.begin_rotation()
    with pytest.raises(ValueError, match="not a key of this vault"):
        made.settle_rotation(stranger)
    assert len(unlocked(profile).keys.candidates) == 2


def test_a_pending_key_survives_a_change_of_password(profile: Profile) -> None:
    made = new_vault(profile)
    made.begin_rotation()
    made.change_password(PASSWORD, OTHER_PASSWORD)
    assert unlocked(profile, OTHER_PASSWORD).keys == made.keys


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"spoilt")], ids=["missing", "spoilt"])
@pytest.mark.parametrize("which", [0, 1])
def test_a_lost_generation_is_made_again_at_the_next_unlock(profile: Profile, which: int, spoil: object) -> None:
    made = new_vault(profile)
    spoil(slots.slot_files(profile.directory)[which])

    assert unlocked(profile).keys == made.keys

    spoil(slots.slot_files(profile.directory)[1 - which])
    assert unlocked(profile).keys == made.keys


def test_an_unlock_leaves_sound_slots_alone(profile: Profile) -> None:
    new_vault(profile)
    before = slot_contents(profile)
    unlocked(profile)
    assert slot_contents(profile) == before


@pytest.mark.logs("a generation of the key file could not be renewed")
def test_a_slot_that_cannot_be_mended_keeps_nobody_out(profile: Profile) -> None:
    made = new_vault(profile)
    lost, _ = slots.slot_files(profile.directory)
    lost.unlink()
    lost.with_name(lost.name + ".new").mkdir()  # in the way of writing

    assert unlocked(profile).keys == made.keys


def test_a_password_whose_change_could_not_be_written_still_opens(profile: Profile) -> None:
    made = new_vault(profile)
    obstacles = [path.with_name(path.name + ".new") for path in slots.slot_files(profile.directory)]
    for obstacle in obstacles:
        obstacle.mkdir()

    with pytest.raises(FolderNotWritable):
        made.change_password(PASSWORD, OTHER_PASSWORD)

    assert unlocked(profile).keys == made.keys


def test_a_change_that_failed_halfway_can_be_made_again(profile: Profile) -> None:
    made = new_vault(profile)
    second_to_be_written = slots.slot_files(profile.directory)[0]
    obstacle = second_to_be_written.with_name(second_to_be_written.name + ".new")
    obstacle.mkdir()
    with pytest.raises(FolderNotWritable):
        made.change_password(PASSWORD, OTHER_PASSWORD)
    obstacle.rmdir()

    made.change_password(PASSWORD, OTHER_PASSWORD)

    assert unlocked(profile, OTHER_PASSWORD).keys == made.keys
    with pytest.raises(WrongPassword):
        unlocked(profile, PASSWORD)


@pytest.mark.parametrize("used_next", [PASSWORD, OTHER_PASSWORD])
def test_of_two_passwords_left_by_a_failed_change_the_next_one_used_stays(profile: Profile, used_next: str) -> None:
    made = new_vault(profile)
    _, written_first = slots.slot_files(profile.directory)
    old_generation = slots.slot_files(profile.directory)[0].read_bytes()
    made.change_password(PASSWORD, OTHER_PASSWORD)
    assert written_first.read_bytes() != old_generation
    slots.slot_files(profile.directory)[0].write_bytes(old_generation)  # as before the second write

    assert unlocked(profile, used_next).keys == made.keys

    other = PASSWORD if used_next == OTHER_PASSWORD else OTHER_PASSWORD
    with pytest.raises(WrongPassword):
        unlocked(profile, other)
    assert unlocked(profile, used_next).keys == made.keys


def test_closing_wipes_the_keys(profile: Profile) -> None:
    made = new_vault(profile)
    made.begin_rotation()
    made.close()
    assert {key.raw_hex() for key in made.keys.candidates} == {"0" * 64}


def test_nothing_that_is_printed_shows_a_key(profile: Profile) -> None:
    made = new_vault(profile)
    shown = f"{made!r} {vars(made)!r}"
    assert made.keys.current.raw_hex() not in shown
    assert PASSWORD not in shown


def test_a_vault_is_made_and_unlocked_with_the_parameters_it_was_given(profile: Profile) -> None:
    new_vault(profile)
    assert {slot.header.kdf for slot in slots.read(profile.directory, profile.vault_id)} == {FLOOR}
    assert vault.unlock(profile, PASSWORD, SystemKeyring(), monday_clock()).profile == profile
