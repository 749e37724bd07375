"""`/report/{token}`: what a learner has acquired, for them and for who decides on their claims."""

import csv
from io import StringIO

import httpx
import pytest

from core.ground.tables import Person
from core.people import people
from core.showing import report_access
from core.staff import remove
from tests.world.awarded import awarded
from tests.world.issued_badges import member
from tests.world.papers import read_paper
from tests.world.talking import Talk
from tests.world.visitors import visitor
from tests.world.world import BASE, Stage

ZOE, TIM = "zoe@example.org", "tim@example.org"


@pytest.fixture
def school(either: Stage) -> Stage:
    """Sam coaches Zoé, who has two badges and asks for a third, and Tim, who has one."""
    either.reviewer("sam", "Sam Okafor", "becode")
    either.known("zoe", "Zoé Lambert", ZOE)
    either.known("tim", "=HYPERLINK(1)", TIM)
    awarded(either, "sam", "becode", "git", ZOE)
    either.clock.pass_(minutes=1)
    awarded(either, "sam", "becode", "html-css", ZOE)
    awarded(either, "sam", "becode", "git", TIM)
    zoe = Talk(either, "zoe")
    zoe.say("/start becode_javascript")
    return either


def link(stage: Stage, reader: str, learner: str = "", programme: str = "becode") -> str:
    """The path of a report that somebody was given."""
    about: Person | None = member(stage, learner) if learner else None
    with stage.world.turn() as turn:
        address = people.find(turn, people.MAIL, f"{reader}@example.org")
        assert address is not None
        return report_access.give(turn, address, programme, about).removeprefix(BASE)


async def get(stage: Stage, path: str) -> httpx.Response:
    async with visitor(stage) as web:
        return await web.get(path)


def rows(content: bytes) -> list[dict[str, str]]:
    """The lines of a table, as a spreadsheet reads them."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("reader", ["sam", "zoe"])
async def test_a_report_says_what_is_there_under_way_and_left(school: Stage, reader: str) -> None:
    page = await get(school, link(school, reader, "zoe"))
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    told = page.text
    for each in ("Bilan de Zoé Lambert", "Git et GitHub", "HTML et CSS", "Sam Okafor"):
        assert each in told
    held, _, rest = told.partition("En cours")
    assert "travail par branches" in held
    under_way, _, left = rest.partition("Ce qui reste")
    assert "JavaScript" in under_way
    assert "Python avancé" in left
    assert "Git et GitHub" not in left


async def test_the_paper_is_tagged_in_its_language_and_says_the_same(school: Stage) -> None:
    answer = await get(school, f"{link(school, 'zoe', 'zoe')}.pdf?lang=nl")
    paper = read_paper(answer.content)
    assert answer.headers["content-disposition"] == (
        'attachment; filename="rapport-zoe-lambert.pdf"'
    )
    assert (paper.language, paper.title, paper.tagged) == ("nl", "Rapport van Zoé Lambert", True)
    for told in ("Git en GitHub", "Sam Okafor", "versiebeheer met Git", "JavaScript"):
        assert told in paper.text
    assert not paper.loose


async def test_a_table_opens_in_a_spreadsheet_without_a_formula(school: Stage) -> None:
    own = rows((await get(school, f"{link(school, 'zoe', 'zoe')}.csv")).content)
    assert [each["Badge"] for each in own] == ["Git et GitHub", "HTML et CSS", "JavaScript"]
    assert own[0]["Validé par"] == "Sam Okafor"
    assert own[0]["Depuis le"] == "2026-11-16"
    assert own[0]["Preuve"].startswith(f"{BASE}/b/")
    every = rows((await get(school, f"{link(school, 'sam')}.csv")).content)
    assert {each["Nom"] for each in every} == {"Zoé Lambert", "'=HYPERLINK(1)"}
    assert len(every) == 4


async def test_a_program_reads_the_report_as_it_is_described(school: Stage) -> None:
    told = (await get(school, f"{link(school, 'sam', 'zoe')}.json?lang=en")).json()
    assert (told["version"], told["programme"], told["learner"]) == (1, "becode", "Zoé Lambert")
    first, _, third, fourth, *_ = told["badges"]
    assert (first["name"], first["standing"], first["issued"]) == (
        "Git and GitHub",
        "held",
        "2026-11-16",
    )
    assert first["validated_by"] == ["Sam Okafor"]
    assert (third["badge"], third["standing"], third["state"]) == (
        "javascript",
        "under_way",
        "draft",
    )
    assert fourth["standing"] == "left"
    assert "version control with Git" in told["competences"]


async def test_who_lost_the_role_reads_nothing_by_any_link(school: Stage) -> None:
    one, every = link(school, "sam", "zoe"), link(school, "sam")
    with school.world.turn() as turn:
        remove(turn, "sam@example.org", "becode", "reviewer")
    for path in (one, every, f"{one}.pdf", f"{one}.json", f"{every}.csv"):
        assert (await get(school, path)).status_code == 404


async def test_nobody_reads_the_report_of_another(school: Stage) -> None:
    school.reviewer("ines", "Inès Roux", "biklab")
    for reader in ("tim", "ines"):
        assert (await get(school, link(school, reader, "zoe"))).status_code == 404
        assert (await get(school, link(school, reader))).status_code == 404
    assert (await get(school, link(school, "ines", "zoe", "biklab"))).status_code == 404


async def test_a_withdrawn_link_shows_nothing_any_more(school: Stage) -> None:
    path = link(school, "zoe", "zoe")
    async with visitor(school) as web:
        assert (await web.post(path)).status_code == 200
        assert [(await web.get(each)).status_code for each in (path, f"{path}.pdf")] == [404, 404]


async def test_a_link_lasts_thirty_days(school: Stage) -> None:
    path = link(school, "zoe", "zoe")
    school.clock.pass_(days=29)
    assert (await get(school, path)).status_code == 200
    school.clock.pass_(days=2)
    assert (await get(school, path)).status_code == 404


async def test_an_organisation_sees_what_it_confirms_and_nothing_else(either: Stage) -> None:
    either.reviewer("nord", "Nora Nord", "normandie", "Atelier du Bocage")
    either.reviewer("sud", "Sofia Sud", "normandie", "Les Vergers Solidaires")
    either.known("moussa", "Moussa Traoré", "moussa@example.org")
    awarded(either, "nord", "normandie", "partenaire-communiquer-1", "moussa@example.org")
    awarded(either, "sud", "normandie", "partenaire-organiser-1", "moussa@example.org")
    page = (await get(either, link(either, "nord", "moussa", "normandie"))).text
    held = page.partition("En cours")[0]
    assert "Communiquer" in held
    assert "Organiser" not in held
