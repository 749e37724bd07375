"""How the house is built: its wings, their faces, no circles, no room too full, no name twice."""

import re
from functools import cache

import pytest

from core.ground.paths import ROOT
from tools.house import drawing, graph, measures
from tools.house.house import DRAWING, DRAWN
from tools.house.imports import Import, Modules, read
from tools.house.wings import HOLDS, PRODUCT, WINGS, row_of, wing_of

LARGEST = 22  # files in a folder
# What may be imported from outside a wing; a wing that is not here shows all its files.
FACES = {
    "core.ground": (
        "* database.store database.read_only database.snapshots database.postgres"
        " database.copied_rows database.moving leases.* rows.* watched.* tables"
    ),
    "core.reading": (
        "text written_speech languages language_keys sentence_language names.* organisations"
        " organisation_words organisation_sentences form_steps phrases lookalikes"
        " same_person acts.* addresses.links addresses.code_hosts addresses.mail_typos"
        " addresses.address_secrets addresses.said_signs"
        " keyboard_mash other_languages typeset report_orders numbers"
        " dates.one_end dates.dates dates.ranges dates.months dates.calendar dates.future"
    ),
    "core.programmes": (
        "programme programme_parts delays form badge_class file_values competences members.*"
        " changed.*"
        " validity frameworks catalogue contacts badge_names rules answers_as_text"
        " period faq_file faq.find faq.badge_lists link_check mistakes.mistake mistakes.frame"
        " mistakes.programme_mistakes"
        " toml_files answers.answering answers.form_labels answers.answer answers.free_text"
        " answers.form_lines answers.links answers.files answers.options"
        " evidence.fetch evidence.prepare_file"
        " evidence.guarded_request"
    ),
    "core.badges": (
        "openbadges.award openbadges.paths openbadges.status_list openbadges.ob3 openbadges.shape"
        " signing.key_file signing.sign signing.check_signable picture.* pdf"
        " publish.serve publish.documents publish.share"
        " verify.verify verify.verdict verify.issuers verify.store_issuers verify.this_installation"
        " verify.trusted_folders verify.partners verify.issuer_keys verify.jws"
        " verify.strict_json"
    ),
    "core.desk": (
        "incoming receive commands known_writer understanding.understand understanding.sample_talk"
        " page_forms.asked claim.read_answers claim.sent_files"
        " casework.actions casework.amend casework.case_page casework.join_form"
        " review.actions review.outcome_reply staff_actions"
    ),
    "bot": "listen check updates.webhook updates.work_update",
    "mail": "listen deliver check write quoting.reply",
    "web": "listen export.pages export.ask",
    "webhooks": "deliver check",
    "factory": "deliver check",
    "cocarde": "",
}
# Why an import stands in a function, as its line says after the mark for PLC0415.
REASONS = {
    "slow to load, seldom needed",
    "slow to load, and told so before",
    "loads the languages just checked",
}


@cache
def house() -> Modules:
    """The product and its tools, read once."""
    return read(ROOT, DRAWN)


@cache
def product() -> Modules:
    """What is installed."""
    return read(ROOT, PRODUCT)


def test_every_file_stands_in_a_wing() -> None:
    assert [name for name in house().paths if not wing_of(name)] == ["core"]
    assert {wing for row in WINGS for wing in row} == set(HOLDS)


@pytest.mark.parametrize("wing", HOLDS)
def test_a_wing_imports_only_those_before_it(wing: str) -> None:
    wrong = [
        f"{each.by}:{each.line} imports {each.of}"
        for each in house().imports
        if wing_of(each.by) == wing
        and (other := wing_of(each.of))
        and other != wing
        and row_of(other) >= row_of(wing)
    ]
    assert wrong == []


def test_no_files_import_each_other_in_a_circle() -> None:
    assert graph.circles(house().graph) == []


def test_no_folders_import_each_other_in_a_circle() -> None:
    assert measures.folder_circles(house()) == {}


@pytest.mark.parametrize("wing", FACES)
def test_only_the_faces_of_a_wing_are_imported_from_outside(wing: str) -> None:
    """The tools may look inside: they prove, they don't serve."""
    faces = {f"{wing}.{face}" for face in FACES[wing].split()}
    whole = {face.removesuffix("*") for face in faces if face.endswith("*")}
    hidden = {
        f"{each.by} imports {each.of}"
        for each in product().imports
        if wing_of(each.of) == wing != wing_of(each.by)
        and each.of not in faces
        and f"{each.of.rpartition('.')[0]}." not in whole
    }
    assert hidden == set()


def test_the_product_imports_neither_tests_nor_tools() -> None:
    wrong = [each for each in product().imports if each.of.partition(".")[0] in ("tests", "tools")]
    assert wrong == []


def test_core_imports_no_file_of_the_house_late() -> None:
    late = [each for each in product().imports if each.late and each.by.startswith("core.")]
    assert [each for each in late if wing_of(each.of)] == []


def test_a_late_import_names_its_reason() -> None:
    for each in product().imports:
        if each.late:
            assert reason(each) in REASONS, each


def reason(found: Import) -> str:
    """What the line of an import says after its mark."""
    line = product().paths[found.by].read_text(encoding="utf-8").splitlines()[found.line - 1]
    told = re.search(r"# noqa: PLC0415 - (.+)$", line)
    return told[1] if told else ""


def test_no_folder_is_too_full() -> None:
    full = {name: number for name, number in measures.sizes(house()).items() if number > LARGEST}
    assert full == {}


def test_no_two_public_classes_share_a_name() -> None:
    assert measures.named_twice(product()) == {}


def test_the_drawing_shows_the_imports_as_they_are() -> None:
    """`python3 run.py house draw` draws it anew."""
    assert (ROOT / DRAWING).read_text(encoding="utf-8") == drawing.svg(house())


def test_every_path_that_the_page_names_is_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:bot|cocarde|core|mail|templates|tests|tools|web)/[^`<*]*)", page))
    assert len(named) > 30
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
