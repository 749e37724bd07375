"""What Cocarde is made of beside its own code: each package's licence is told, and allowed."""

import json

from tools.dependencies import PAGE, judged, licence, locked, rows, with_licences

ALLOWED = {
    "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "GPL-3.0-only", "ISC", "LGPL-3.0-only", "MIT",
    "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Unlicense",
}  # fmt: skip
SOUND = {"dependencies": [{"name": "one", "version": "1", "vulns": []}]}


def test_the_page_names_the_licence_of_each_package() -> None:
    assert set(rows()) <= set(PAGE.read_text("utf-8").splitlines())


def test_each_licence_is_one_that_was_looked_at() -> None:
    told = {name: licence(name) for name in locked()}
    parts = {name: set(each.replace(" AND ", " OR ").split(" OR ")) for name, each in told.items()}
    assert {name: each for name, each in parts.items() if told[name] and not each <= ALLOWED} == {}
    assert sum(bool(each) for each in told.values()) > 50


def test_a_package_that_nothing_was_said_of_is_no_sound_one() -> None:
    assert judged(SOUND, {"one": "1"}) == (0, ["Nothing known of any of 1 packages."])
    skipped = {"dependencies": [{"name": "one", "skip_reason": "not found"}]}
    for answer, wanted in ((skipped, {"one": "1"}), (SOUND, {"one": "1", "two": "2"})):
        code, lines = judged(answer, wanted)
        assert (code, len(lines)) == (2, 1)


def test_a_known_fault_is_told_with_its_mend() -> None:
    fault = {"id": "GHSA-1", "fix_versions": ["1.1"]}
    answer = {"dependencies": [{"name": "one", "version": "1", "vulns": [fault]}]}
    assert judged(answer, {"one": "1"}) == (1, ["one 1: GHSA-1, mended in 1.1"])


def test_a_bill_of_materials_names_licences() -> None:
    bill = with_licences({"components": [{"name": "httpx", "description": "line 7"}]})
    assert json.dumps(bill["components"]) == (
        '[{"name": "httpx", "licenses": [{"expression": "BSD-3-Clause"}]}]'
    )
