"""The pages in a real browser: for eyes, for keyboards, for screen readers, on any width."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.servers.chromium import accessibility_faults, chromium, served, target_sizes
from tests.web.test_web_decide import link
from tests.web.test_web_figures import seed, staff
from tests.world.visitors import claimed, invited, issued, only_badge, revoke
from tests.world.world import Stage

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 860}
SMALLEST_TARGET = 24
SPOILT = """() => {
    const spoil = (what, how) => { document.querySelector(what).style.cssText = how; };
    document.querySelector('label').remove();
    spoil('h1', 'color: #bbb; background: #ccc');
    spoil('nav a', 'padding: 0; line-height: 1');
    spoil('main', 'width: 3000px');
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a phone in the light."""
    context = browser.new_context(
        viewport=PHONE, color_scheme="light", locale="fr-FR", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def faults(page: Page, address: str) -> list[str]:
    """What is wrong with a page: for assistive technology, in width, in size, on the console."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("requestfailed", lambda request: told.append(request.url))
    page.goto(address)
    return told + seen_faults(page)


def seen_faults(page: Page) -> list[str]:
    """What is wrong with the page as it is shown on a desk in the dark, and on a phone."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="dark")
    found = [f"on a desk, {fault}" for fault in faults_as_shown(page)]
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    return found + faults_as_shown(page)


def faults_as_shown(page: Page) -> list[str]:
    found = accessibility_faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        found.append(f"{wide} pixels too wide")
    small = {what: size for what, size in target_sizes(page).items() if size < SMALLEST_TARGET}
    return found + [f"{size} pixels: {what}" for what, size in small.items()]


def test_the_check_sees_what_is_wrong(stage: Stage, page: Page) -> None:
    with served(stage.world) as base:
        page.goto(f"{base}/verify")
        page.evaluate(SPOILT)
        found = seen_faults(page)
    desk = [fault for fault in found if fault.startswith("on a desk, ")]
    for seen in (desk, [fault for fault in found if fault not in desk]):
        for fault in ("label:", "color-contrast:", "pixels too wide", "pixels: <a"):
            assert fault in " ".join(seen)


@pytest.mark.parametrize(
    "path", ["/", "/i/becode", "/i/normandie/join", "/verify", "/accessibility", "/privacy"]
)
def test_a_public_page_has_no_fault(stage: Stage, page: Page, path: str) -> None:
    with served(stage.world) as base:
        assert faults(page, base + path) == []


def test_a_badge_page_has_no_fault_shut_or_open(stage: Stage, page: Page) -> None:
    badge = issued(stage)
    with served(stage.world) as base:
        assert faults(page, f"{base}/b/{badge.id}") == []
        page.locator("summary").press("Enter")
        expect(page.get_by_text("Champ par champ")).to_be_visible()
        assert seen_faults(page) == []


def test_a_revoked_badge_has_no_fault(stage: Stage, page: Page) -> None:
    badge = issued(stage)
    revoke(stage, badge, "Délivré par erreur")
    with served(stage.world) as base:
        page.goto(f"{base}/b/{badge.id}")
        assert seen_faults(page) == []


def test_a_claim_is_filled_mended_and_confirmed(stage: Stage, page: Page) -> None:
    token = invited(stage)
    with served(stage.world) as base:
        assert faults(page, f"{base}/claim/{token}") == []
        page.get_by_label("Organisme d'accueil").fill("Maison des aînés")
        page.get_by_label("Domaine de la mission").select_option("Solidarité")
        page.get_by_label("Dernier jour").fill("2026-05-30")
        page.get_by_role("button", name="Continuer").click()
        dates = page.get_by_role("group", name="Dates de la mission")
        expect(dates).to_contain_text("5 mois et 30 jours")
        assert seen_faults(page) == []
        page.get_by_role("alert").get_by_role("link").click()
        page.get_by_label("Dernier jour").fill("2026-06-30")
        page.get_by_role("button", name="Continuer").click()
        expect(page.get_by_text("Voici ce que dira votre badge")).to_be_visible()
        assert seen_faults(page) == []
        page.get_by_role("button", name="Oui, tout est exact").click()
        expect(page.get_by_text("Votre badge est délivré")).to_be_visible()
        assert seen_faults(page) == []
        page.get_by_role("link", name="Voir mon badge").click()
        page.wait_for_url(f"{base}/b/{only_badge(stage).id}")
        title = page.get_by_role("heading", level=1)
        expect(title).to_have_text("Volontaire en Service Civique")


def test_a_reviewer_gives_a_reason_then_decides(stage: Stage, page: Page) -> None:
    claimed(stage)
    token = link(stage)
    with served(stage.world) as base:
        assert faults(page, f"{base}/decide/{token}") == []
        page.get_by_role("button", name="Refuser").click()
        expect(page.get_by_role("alert")).to_contain_text("Il faut une raison")
        assert seen_faults(page) == []
        page.get_by_label("Sinon, votre raison").fill("Le site ne s'ouvre pas.")
        page.get_by_role("button", name="Demander une correction").click()
        expect(page.get_by_text("votre décision est enregistrée")).to_be_visible()
        assert seen_faults(page) == []


def test_the_figures_have_no_fault_and_their_tables_open(stage: Stage, page: Page) -> None:
    seed(stage)
    path = staff(stage, "manager", "becode", "service-civique")
    with served(stage.world) as base:
        assert faults(page, base + path) == []
        page.locator("#causes summary").press("Enter")
        expect(page.get_by_role("rowheader", name="Mission trop courte")).to_be_visible()
        assert seen_faults(page) == []
        page.get_by_role("link", name="7 jours").click()
        expect(page.get_by_role("link", name="7 jours")).to_have_attribute("aria-current", "true")
        page.get_by_role("link", name="Service Civique").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Chiffres · Service Civique")
        assert seen_faults(page) == []


def test_a_picture_is_downloaded_and_verified(stage: Stage, page: Page, tmp_path: Path) -> None:
    badge = issued(stage)
    with served(stage.world, public=False) as base:
        page.goto(f"{base}/b/{badge.id}")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Télécharger l'image").click()
        waiting.value.save_as(tmp_path / "badge.png")
        page.goto(f"{base}/verify")
        page.get_by_label("Fichier du badge").set_input_files(tmp_path / "badge.png")
        page.get_by_label("Adresse e-mail").fill("lina@example.org")
        page.get_by_role("button", name="Vérifier").click()
        expect(page.get_by_role("status")).to_contain_text("Ce badge est authentique")
        assert seen_faults(page) == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_keyboard_alone_reaches_the_content(
    stage: Stage, page: Page, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    with served(stage.world) as base:
        page.goto(base)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(outline.removesuffix("px")) >= 2
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_paper_shows_the_code_to_scan_and_no_buttons(stage: Stage, page: Page) -> None:
    badge = issued(stage)
    page.emulate_media(color_scheme="dark")
    with served(stage.world) as base:
        page.goto(f"{base}/b/{badge.id}")
        assert not page.locator(".paper svg").is_visible()
        page.emulate_media(media="print")
        assert page.locator(".paper svg").is_visible()
        assert not page.get_by_role("link", name="Vérifier un badge").is_visible()
        assert not page.locator("details").is_visible()
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == "rgb(255, 255, 255)"


def test_a_big_upload_is_answered_with_a_page(stage: Stage, page: Page, tmp_path: Path) -> None:
    big = tmp_path / "big.png"
    big.write_bytes(bytes(8_000_000))
    with served(stage.world) as base:
        page.goto(f"{base}/verify")
        page.get_by_label("Fichier du badge").set_input_files(big)
        page.get_by_role("button", name="Vérifier").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Fichier trop gros")
