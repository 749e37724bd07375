"""The key file: kept closed, rotated without breaking an old badge, told about when it is wrong."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.badges.openbadges import ob3
from core.badges.signing import did_web, key_file, sign
from core.badges.signing.key_file import Keyring
from core.ground.errors import Refusal, Trouble
from tests.verifiers.samples import BASE, NOW, SEED, achievement, award, issuer, keyring

LATER = NOW + timedelta(days=400)
OTHER_SEED = bytes(reversed(range(32)))
DID = "did:web:badges.example.org:i:becode"


def test_a_keyring_comes_back_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "var" / "keys.json"
    rotated = keyring().rotate("becode", OTHER_SEED, LATER)
    key_file.write(rotated, file)
    assert key_file.read(file) == rotated
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]


def test_keys_that_are_made_at_once_are_all_kept(tmp_path: Path) -> None:
    file, names = tmp_path / "keys.json", [f"normandie.org-{number}" for number in range(12)]

    def make(name: str) -> Keyring:
        return key_file.change(file, lambda ring: ring.create(name, SEED, NOW))

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(make, names))
    assert set(key_file.read(file).keys) == set(names)


def test_a_change_that_is_refused_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    key_file.write(keyring(), file)
    before = file.read_bytes()
    with pytest.raises(Trouble, match="has a key already"):
        key_file.change(file, lambda ring: ring.create("becode", SEED, NOW))
    assert file.read_bytes() == before


def test_where_nobody_may_write_it_is_told_which_right_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Trouble, match=r"cannot be written.*right to write"):
        key_file.change(tmp_path / "file" / "keys.json", lambda ring: ring)


def test_no_file_yet_is_an_empty_keyring(tmp_path: Path) -> None:
    assert key_file.read(tmp_path / "keys.json") == Keyring()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "keys.json"
    key_file.write(keyring(), file)
    file.chmod(mode)
    with pytest.raises(Trouble, match=r"can be read by others.*chmod 600"):
        key_file.read(file)


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"becode": 3}',
        b'{"becode": [{}]}',
        b'{"becode": [{"kid": "ed-2026", "seed": "AAAA", "created": "2026-03-01T09:30:00Z"}]}',
        b'{"becode": [{"kid": "ed-2026", "seed": "?", "created": "2026-03-01T09:30:00Z"}]}',
    ],
)
def test_a_key_file_that_makes_no_sense_is_told_with_its_mend(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "keys.json"
    file.write_bytes(held)
    file.chmod(0o600)
    with pytest.raises(Trouble, match=r"cannot be understood.*backup"):
        key_file.read(file)


def test_a_folder_in_place_of_the_key_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys.json").mkdir(mode=0o700)
    with pytest.raises(Trouble, match="cannot be read"):
        key_file.read(tmp_path / "keys.json")


def test_the_seed_is_never_shown() -> None:
    assert repr(SEED) not in repr(keyring())
    assert "seed" not in repr(keyring())


def test_keys_are_named_by_their_year() -> None:
    ring = keyring().rotate("becode", OTHER_SEED, NOW).rotate("becode", SEED, LATER)
    assert [key.kid for key in ring.of("becode")] == ["ed-2026", "ed-2026-2", "ed-2027"]
    assert ring.active("becode").kid == "ed-2027"


def test_a_rotated_key_signs_no_more_but_its_badges_stay_true() -> None:
    old = keyring().signer("becode", BASE)
    signed = json.loads(sign.sign(ob3.credential(issuer(), achievement(), award()), old, NOW))
    ring = keyring().rotate("becode", OTHER_SEED, LATER)
    sign.check_proof(signed, ring.did_document("becode", BASE))
    assert ring.signer("becode", BASE).method == f"{DID}#ed-2027"


def test_the_did_document_lists_every_key_as_plain_text_in_both_places() -> None:
    document = keyring().rotate("becode", OTHER_SEED, LATER).did_document("becode", BASE)
    names = [f"{DID}#ed-2026", f"{DID}#ed-2027"]
    assert document["id"] == DID
    assert document["assertionMethod"] == names
    assert [each["id"] for each in document["verificationMethod"]] == names
    assert {each["controller"] for each in document["verificationMethod"]} == {DID}
    assert {each["type"] for each in document["verificationMethod"]} == {"Multikey"}


def test_a_programme_without_a_key_is_told_which_command_makes_one() -> None:
    with pytest.raises(Trouble, match=r"no key to sign with.*cocarde keys create bik-lab"):
        keyring().active("bik-lab")


def test_the_only_key_that_signs_is_not_retired_and_the_way_on_is_told() -> None:
    with pytest.raises(Trouble, match=r"only key of becode.*cocarde keys rotate becode") as told:
        keyring().retire("becode", "ed-2026", NOW)
    assert "could be issued" in told.value.message
    rotated = keyring().rotate("becode", OTHER_SEED, LATER)
    with pytest.raises(Trouble, match="only key of becode"):
        rotated.retire("becode", "ed-2027", LATER)
    assert rotated.retire("becode", "ed-2026", LATER) == rotated


def test_of_two_keys_that_sign_either_may_go_but_not_both() -> None:
    second = replace(keyring().of("becode")[0], kid="ed-2026-2", seed=OTHER_SEED)
    both = Keyring({"becode": (keyring().of("becode")[0], second)})
    left = both.retire("becode", "ed-2026", NOW)
    assert left.active("becode").kid == "ed-2026-2"
    with pytest.raises(Trouble, match="only key"):
        left.retire("becode", "ed-2026-2", NOW)


def test_to_retire_nothing_names_the_keys_that_there_are() -> None:
    with pytest.raises(Trouble, match=r"none was named.*Its keys: ed-2026\."):
        keyring().retire("becode", "", NOW)


def test_status_lists_go_on_when_an_older_version_left_no_key_that_signs() -> None:
    retired = replace(keyring().of("becode")[0], retired=NOW)
    assert Keyring({"becode": (retired,)}).lister("becode") == retired


def test_a_second_first_key_is_refused() -> None:
    with pytest.raises(Trouble, match=r"has a key already.*rotate"):
        keyring().create("becode", OTHER_SEED, NOW)


def test_an_unknown_key_cannot_be_retired() -> None:
    with pytest.raises(Trouble, match="has no key ed-1999"):
        keyring().retire("becode", "ed-1999", NOW)


def test_the_day_of_retirement_is_kept() -> None:
    once = keyring().rotate("becode", OTHER_SEED, NOW)
    again = once.retire("becode", "ed-2026", datetime(2030, 1, 1, tzinfo=UTC))
    assert again.of("becode")[0].retired == NOW


def test_a_seed_of_the_wrong_size_is_a_bug() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring().create("becode", b"short", NOW)


METHOD = f"{DID}#ed-2026"
GOOD = keyring().did_document("becode", BASE)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "did:web:other.example.org:i:becode"},
        {"assertionMethod": []},
        {"assertionMethod": METHOD + "0"},
        {"assertionMethod": [{"id": METHOD}]},
        {"verificationMethod": []},
        {"verificationMethod": [METHOD]},
        {"verificationMethod": None},
        {"verificationMethod": [GOOD["verificationMethod"][0] | {"controller": "did:web:x:i:y"}]},
        {"verificationMethod": [GOOD["verificationMethod"][0] | {"type": "JsonWebKey"}]},
        {"verificationMethod": [GOOD["verificationMethod"][0] | {"publicKeyMultibase": "z1"}]},
        {"verificationMethod": [GOOD["verificationMethod"][0] | {"publicKeyMultibase": 3}]},
    ],
    ids=str,
)
def test_a_did_document_that_does_not_allow_the_key_gives_none(change: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        did_web.public_key(GOOD | change, DID, METHOD)
    assert refused.value.word == "wrong_key"


def test_a_did_document_gives_the_key_it_allows() -> None:
    assert did_web.public_key(GOOD, DID, METHOD) == keyring().active("becode").public
