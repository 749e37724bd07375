"""The pages in a real browser: for eyes, for keyboards, for screen readers, on any width, on paper.

`python -m tools.pages_in_pictures FOLDER` writes what these tests look at, for people to look at.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from core.programmes.catalogue import catalogue
from tests.servers.chromium import answering, chromium, port
from tests.world.page_modes import PAPER, WIDE, faults, show
from tests.world.papers import read_paper
from tests.world.shown_pages import PAGES, ShownPage, a_year
from tests.world.world import Stage, make_stage
from tools.pages_in_pictures import pictures

A4 = 1123 - 98  # CSS pixels between the margins of a sheet
SPOILT = """() => {
    const spoil = (what, how) => { document.querySelector(what).style.cssText = how; };
    document.querySelector('label').remove();
    spoil('h1', 'color: #bbb; background: #ccc');
    spoil('nav a', 'padding: 0; line-height: 1; outline: none');
    spoil('main', 'width: 3000px');
    document.querySelector('footer a').tabIndex = -1;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, Mapping[str, str]]]:
    """An installation that answers, with all that its pages show, and the places of these."""
    place, base = port()
    stage = make_stage(tmp_path_factory.mktemp("town"))
    places = a_year(stage, base)
    with answering(stage.world, place):
        yield stage, places
    stage.world.store.close()


@pytest.fixture
def places(town: tuple[Stage, Mapping[str, str]]) -> Mapping[str, str]:
    return town[1]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Page:
    """One tab for all."""
    return browser.new_context(locale="fr-FR", reduced_motion="reduce").new_page()


@pytest.fixture
def page(tab: Page) -> Page:
    show(tab, WIDE)
    return tab


@pytest.mark.parametrize("shown", PAGES, ids=lambda each: each.name)
def test_a_page_has_no_fault_in_any_mode(
    page: Page, places: Mapping[str, str], shown: ShownPage
) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("requestfailed", lambda request: told.append(request.url))
    shown.open(page, places)
    assert faults(page) == []
    assert [each for each in told if "status of 4" not in each] == []


def test_the_check_sees_what_is_wrong(page: Page, places: Mapping[str, str]) -> None:
    page.goto(f"{places['base']}/verify")
    page.evaluate(SPOILT)
    found = " ".join(faults(page))
    for fault in (
        "label:", "color-contrast:", "pixels too wide", "pixels: <a", "keyboard: reached",
        "keyboard: an outline of 0",
    ):  # fmt: skip
        assert fault in found


def test_every_badge_class_with_its_longest_words_fits_on_one_sheet(
    page: Page, places: Mapping[str, str], town: tuple[Stage, Mapping[str, str]]
) -> None:
    page.goto(f"{places['base']}/b/{places['named']}")
    show(page, PAPER)
    page.set_viewport_size({"width": 794 - 98, "height": 500})
    tall = {}
    for programme in catalogue(town[0].world.settings.programmes_folder).programmes.values():
        for badge in programme.badge:
            for language in programme.languages:
                said = [badge.name, badge.description, badge.criteria]
                told = [each.get(language, "") for each in said] + [
                    list(badge.skills.get(language, ()))
                ]
                tall[f"{badge.slug} {language}"] = page.evaluate(PUT, told)
    assert len(tall) > 80
    assert {name: height for name, height in tall.items() if height > A4} == {}


def test_the_paper_of_the_longest_badge_is_one_page_with_its_picture_and_its_code(
    page: Page, places: Mapping[str, str]
) -> None:
    page.goto(f"{places['base']}/b/{places['named']}")
    long = ["Accompagner un collectif " * 3, "Mot " * 120, "Mot " * 120, ["mot mot"] * 12]
    page.evaluate(PUT, long)
    show(page, PAPER)
    paper = page.pdf(format="A4", print_background=False)
    read = read_paper(paper)
    assert read.pages == 1
    assert "Siobhan O'Connor" in read.text
    picture = page.locator(".picture img")
    assert picture.evaluate("each => each.complete && each.naturalWidth") == 600
    assert picture.is_visible()
    with Image.open(BytesIO(page.screenshot(full_page=True))) as seen:
        (code,) = zxingcpp.read_barcodes(seen.convert("L"))
    assert code.text == f"{places['base']}/b/{places['named']}"


PUT = """([name, description, criteria, skills]) => {
    document.querySelector('h1').textContent = name;
    document.querySelector('.lead').textContent = description;
    document.querySelector('.lead ~ p').textContent = criteria;
    document.querySelector('.chips').replaceChildren(...skills.map(each => {
        const chip = document.createElement('li');
        chip.textContent = each;
        return chip;
    }));
    return document.documentElement.scrollHeight;
}"""


def test_a_picture_is_downloaded_and_verified(
    page: Page, places: Mapping[str, str], tmp_path: Path
) -> None:
    page.goto(f"{places['base']}/b/{places['badge']}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Télécharger l'image").click()
    waiting.value.save_as(tmp_path / "badge.png")
    page.goto(f"{places['base']}/verify")
    page.get_by_label("Fichier du badge").set_input_files(tmp_path / "badge.png")
    page.get_by_label("Adresse e-mail").fill("lina@example.org")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("status")).to_contain_text("Ce badge est authentique")
    shown = page.get_by_role("img", name="Badge Python avancé")
    assert shown.evaluate("each => each.naturalWidth") == 320
    assert faults(page) == []


def test_a_big_upload_is_answered_with_a_page(
    page: Page, places: Mapping[str, str], tmp_path: Path
) -> None:
    big = tmp_path / "big.png"
    big.write_bytes(bytes(8_000_000))
    page.goto(f"{places['base']}/verify")
    page.get_by_label("Fichier du badge").set_input_files(big)
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fichier trop gros")


def test_the_first_stop_of_the_keyboard_leads_to_the_content(
    page: Page, places: Mapping[str, str]
) -> None:
    page.goto(places["base"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_pictures_of_a_page_are_written_for_people_to_look_at(
    page: Page, places: Mapping[str, str], tmp_path: Path
) -> None:
    pictures(page, ShownPage("home", "/"), places, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        f"home-{mode}.png" for mode in ("1280", "1280-dark", "320", "320-dark", "print")
    } | {"home.pdf"}
