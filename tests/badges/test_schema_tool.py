"""The tool that holds documents against a JSON schema tells each fault with its place."""

import json
from pathlib import Path

import pytest

from core.badges.openbadges import ob3
from tests.verifiers.samples import achievement, award, export, issue, issuer
from tools import schema

# As small as a schema with the same parts can be; the genuine one is given by its path.
SMALL = {
    "$schema": "https://json-schema.org/draft/2019-09/schema",
    "type": "object",
    "required": ["credentialSubject"],
    "$defs": {
        "Achievement": {"required": ["criteria"], "properties": {"name": {"type": "string"}}},
        "Profile": {"required": ["id"]},
        "EndorsementCredential": {"required": ["issuer"]},
    },
}


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(SMALL))
    return str(path)


def test_a_picture_and_hosted_documents_that_keep_to_it(
    small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / name for name in ("badge.png", "achievement.json", "profile.json")]
    made = ob3.hosted(ob3.achievement(issuer(), achievement(), "fr"))
    files[0].write_bytes(issue(award()).png)
    files[1].write_text(json.dumps(made))
    files[2].write_text(json.dumps(ob3.hosted(ob3.profile(issuer()))))
    assert schema.main([small, *map(str, files)]) == 0
    assert capsys.readouterr().out.count("keeps to the schema") == 3


def test_a_fault_is_told_with_its_place(
    small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "achievement.json"
    made = ob3.achievement(issuer(), achievement(), "fr")
    file.write_text(json.dumps(ob3.hosted(made | {"name": 7})))
    assert schema.main([small, str(file)]) == 1
    assert "$.name: 7 is not of type" in capsys.readouterr().out


def test_a_folder_is_looked_through_but_for_its_status_lists(
    small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(tmp_path / "site", issue(award()))
    assert schema.main([small, str(tmp_path / "site")]) == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 4  # credential, achievement, profile, picture
    assert not any("status" in line for line in told)
