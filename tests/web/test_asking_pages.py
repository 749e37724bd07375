"""« Demander un badge » in a real browser, as a new user on the narrowest phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.claims.sending import BOT_NAME
from core.desk.page_forms import asked
from core.ground.tables import Bookmark
from tests.servers.chromium import chromium, served
from tests.world.visitors import only_badge, secret
from tests.world.world import Stage

NARROW: ViewportSize = {"width": 320, "height": 640}
ZOE = "zoe@example.org"
MISSION = {
    "reference": "SC-1", "name": "Zoé Martin", "mail": ZOE, "starts_on": "2025-12-01",
    "ends_on": "2026-06-30", "place": "Rouen",
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on the narrowest phone."""
    context = browser.new_context(viewport=NARROW, locale="fr-FR", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_from_the_home_page_to_a_badge_received(stage: Stage, page: Page) -> None:
    stage.mission("service-civique", **MISSION)
    with stage.world.turn() as turn:
        turn.db.add(Bookmark(name=BOT_NAME, value="cocarde_bot"))
    with served(stage.world) as base:
        page.goto(base)
        page.get_by_role("link", name="Demander un badge").click()
        page.get_by_role("link", name="Région Normandie").click()
        page.get_by_role("link", name="Organiser, niveau 2").click()
        page.goto(f"{base}/ask")
        page.get_by_role("link", name="Service Civique").click()
        expect(page.get_by_role("link", name="Ouvrir Telegram")).to_be_visible()
        page.get_by_label("Adresse e-mail").fill("zoe")
        page.get_by_role("button", name="Recevoir le lien").click()
        expect(page).to_have_title(
            "Erreur : Demander le badge Volontaire en Service Civique · Service Civique"
        )
        expect(page.get_by_role("alert")).to_be_focused()
        page.get_by_role("alert").get_by_role("link").click()
        expect(page.get_by_label("Adresse e-mail")).to_be_focused()
        page.get_by_label("Adresse e-mail").fill(ZOE)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Regardez votre boîte e-mail")
        asked.answer_waiting(stage.world)
        page.goto(f"{base}/claim/{secret(stage, ZOE)}")
        page.get_by_label("Organisme d'accueil").fill("Maison des aînés")
        page.get_by_role("button", name="Continuer").click()
        expect(page.get_by_role("alert")).to_be_focused()
        page.get_by_label("Domaine de la mission").select_option("Solidarité")
        page.get_by_role("button", name="Continuer").click()
        page.get_by_role("button", name="Oui, tout est exact").click()
        page.get_by_role("link", name="Voir mon badge").click()
        page.wait_for_url(f"{base}/b/{only_badge(stage).id}")


def test_the_language_is_changed_on_top_and_kept(stage: Stage, page: Page) -> None:
    with served(stage.world) as base:
        page.goto(f"{base}/ask/becode")
        page.get_by_role("navigation", name="Langue").get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Which badge do you want to claim?"
        )
        page.get_by_role("link", name="Advanced Python").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Claim the badge Advanced Python")


def test_a_link_of_a_document_lands_on_its_badge(stage: Stage, page: Page) -> None:
    with served(stage.world) as base:
        page.goto(f"{base}/i/normandie#region-integrer-2")
        expect(page.locator("#region-integrer-2")).to_be_in_viewport()


def test_a_date_takes_no_year_of_five_digits(stage: Stage, page: Page) -> None:
    stage.mission("service-civique", **MISSION)
    stage.clock.pass_(days=1)
    stage.invite()
    with served(stage.world) as base:
        page.goto(f"{base}/claim/{secret(stage, ZOE)}")
        day = page.get_by_label("Dernier jour")
        day.focus()
        page.keyboard.type("06302026" + "6")
        assert len(day.input_value()) == len("2026-06-30")
