"""github.com that leads elsewhere is not GitHub: an address is judged by where it ends."""

import pytest
from sqlmodel import select

from core.ground.tables import Answer
from core.programmes.link_check import LinkCheck
from tests.programmes.test_fetching import looking, site
from tests.servers.public_network import NAMES, Names
from tests.servers.web_sites import Site
from tests.world.talking import Talk, texts
from tests.world.world import Stage

__all__ = ["site"]

REPOSITORY, SITE = "https://github.com/lina/meteo", "https://meteo.example.org"
AWAY = (
    LinkCheck("found", 200, "https://evil.example.net/login"),
    LinkCheck("found", 200, "https://github.com.example.net/lina/meteo"),
    LinkCheck("found", 200, "https://lina.github.io/meteo"),
    LinkCheck("found", 200, "http://notgithub.com/lina/meteo"),
    LinkCheck("unchecked", 403, "https://example.net/", why="refused"),
    LinkCheck("unchecked", 500, "https://example.net/", why="broken"),
    LinkCheck("unchecked", None, "https://example.net/", why="silent"),
)
STAYS = (
    LinkCheck("found", 200, "https://github.com/lina-haddad/meteo"),
    LinkCheck("found", 200, "https://www.github.com/lina/meteo"),
    LinkCheck("found", 200, "https://github.com/lina/meteo/?tab=readme-ov-file"),
    LinkCheck("found", 200, ""),
    LinkCheck("unchecked", None, "", why="silent"),
)


def claims(stage: Stage, look: LinkCheck, at: str = REPOSITORY) -> tuple[str, dict[str, bool]]:
    """What Lina is answered, and which of her answers are wrong."""
    stage.known("lina", "Lina Haddad", "lina@example.org")
    stage.web.looks[at] = look
    lina = Talk(stage, "lina")
    lina.say("Python avancé")
    told = texts(lina.say(f"{REPOSITORY} {SITE}"), to="lina")
    with stage.world.glance() as turn:
        return told, {each.question: each.wrong for each in turn.db.exec(select(Answer))}


@pytest.mark.parametrize("look", AWAY, ids=lambda look: f"{look.state} {look.final_url}")
def test_a_repository_that_leads_to_another_host_is_asked_again(
    stage: Stage, look: LinkCheck
) -> None:
    told, wrong = claims(stage, look)
    assert "mène en fait à" in told
    assert wrong == {"repository": True, "site": False}


@pytest.mark.parametrize("look", STAYS, ids=lambda look: f"{look.state} {look.final_url}")
def test_a_repository_that_was_renamed_or_not_seen_is_kept(stage: Stage, look: LinkCheck) -> None:
    told, wrong = claims(stage, look)
    assert "mène en fait à" not in told
    assert wrong == {"repository": False, "site": False}


def test_a_site_that_leads_to_the_code_is_no_site(stage: Stage) -> None:
    told, wrong = claims(stage, LinkCheck("found", 200, REPOSITORY), SITE)
    assert "est celle du code" in told
    assert wrong == {"repository": False, "site": True}


def test_how_far_an_address_led_is_told_even_where_nothing_answers(site: Site) -> None:
    known = {name: found for name, found in NAMES.items() if name != "other.example.org"}
    look = looking(site, Names(known))[0]("http://www.example.org/elsewhere")
    assert look == LinkCheck("unchecked", None, "http://other.example.org/", why="unreachable")
