"""What becomes of our badges where they are imported: importer × what is given × outcome.

The table in docs/importing.md is made here; `REWRITE=1` writes it anew.
"""

import os
import re

import httpx
import pytest

from core.ground.paths import ROOT
from core.ground.tables import Badge
from tests.importers.importers import IMPORTERS, Kept, Refused
from tests.world.talking import Talk
from tests.world.visitors import CIVIC, issued, only_badge, revoke, visitor
from tests.world.world import BASE, Stage

PAGE = ROOT / "docs" / "importing.md"
TABLE = re.compile(r"(?<=<!-- made by the tests -->\n).*?(?=<!-- end -->)", re.DOTALL)
GIVEN = (
    "the PNG",
    "the page's address",
    "the 2.0 file",
    "the 2.0 address",
    "the 3.0 file",
    "the 3.0 address",
)
GONE = "a revoked one, as it takes a true one"
Outcomes = dict[tuple[str, str], Kept | str]


async def forms(client: httpx.AsyncClient, badge: Badge) -> dict[str, bytes | str]:
    """Every form in which a badge can be given to an importer."""
    given: tuple[bytes | str, ...] = (
        (await client.get(f"/b/{badge.id}.png")).content,
        f"{BASE}/b/{badge.id}",
        badge.assertion,
        f"{BASE}/ob2/a/{badge.id}.json",
        badge.credential,
        f"{BASE}/ob3/b/{badge.id}.json",
    )
    return dict(zip(GIVEN, given, strict=True))


async def taken(
    client: httpx.AsyncClient, name: str, form: bytes | str, account: str
) -> Kept | str:
    """What an importer keeps of a badge in this form, or why it takes none."""
    try:
        return await IMPORTERS[name](client, form, account)
    except Refused as refused:
        return str(refused)
    except Exception as error:
        return f"cannot read it ({type(error).__name__})"


async def outcomes(client: httpx.AsyncClient, badge: Badge, account: str) -> Outcomes:
    """What each importer makes of each form."""
    given = await forms(client, badge)
    return {
        (name, label): await taken(client, name, form, account)
        for name in IMPORTERS
        for label, form in given.items()
    }


async def once_revoked(
    stage: Stage, client: httpx.AsyncClient, badge: Badge, account: str
) -> Outcomes:
    """The same, and what each importer makes of the badge when it is revoked, given in the first
    form that it has taken before."""
    given, found = await forms(client, badge), await outcomes(client, badge, account)
    revoke(stage, badge, "Délivré par erreur")
    for name in IMPORTERS:
        takes = (label for label in GIVEN if isinstance(found[name, label], Kept))
        if form := next(takes, ""):
            found[name, GONE] = await taken(client, name, given[form], account)
    return found


def in_words(found: Kept | str) -> str:
    """A cell of the table."""
    if isinstance(found, str):
        return f"no: {found}"
    evidence = f"{found.evidence} of 2 pieces of evidence"
    return f"**in**, {evidence}" + (", the name" if found.holder else "")


def table(found: Outcomes) -> str:
    """The table of the page, a row an importer."""
    columns = (*GIVEN, GONE)
    lines = ["| importer | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name in IMPORTERS:
        cells = (in_words(found.get((name, label), "takes none")) for label in columns)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


async def test_the_table_of_importers_is_true(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        made = table(await once_revoked(stage, client, badge, "lina@example.org"))
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("REWRITE"):
        PAGE.write_text(TABLE.sub(lambda _: made, page), encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
    assert TABLE.findall(page) == [made]


def volunteer(stage: Stage) -> Badge:
    """Awa's badge for her mission, which bears her name."""
    stage.mission(
        CIVIC,
        reference="SC-1",
        given_name="Awa",
        family_name="Diallo",
        mail="awa@example.org",
        starts_on="2025-12-01",
        ends_on="2026-06-30",
        organisation="Association Les Passerelles",
        domain="Environnement",
    )
    stage.clock.pass_(days=1)
    stage.invite()
    stage.known("awa", "Awa Diallo", "awa@example.org")
    talk = Talk(stage, "awa")
    for line in ("badge service civique", "oui"):
        talk.say(line)
    return only_badge(stage)


async def test_a_badge_that_bears_a_name_keeps_its_evidence_everywhere(stage: Stage) -> None:
    badge = volunteer(stage)
    async with visitor(stage) as client:
        found = await outcomes(client, badge, "awa@example.org")
    kept = {place: each for place, each in found.items() if isinstance(each, Kept)}
    assert {name for name, _ in kept} == set(IMPORTERS) - {"Learner Credential Wallet 2024"}
    for place, each in kept.items():
        assert each.evidence == 3, place
        assert each.criteria.startswith(f"{BASE}/ob3/a/{CIVIC}/")
        assert each.picture.startswith(f"{BASE}/ob2/i/{CIVIC}/logo-")
        if place[0] != "Open Badge Passport":  # which has no place for it
            assert each.holder == "Awa Diallo"


@pytest.mark.parametrize(
    ("account", "takers"),
    [
        ("lina@example.org", {"Open Badge Passport", "Badgr", "edubadges"}),
        ("Lina@Example.org", {"Open Badge Passport", "Badgr"}),  # so the help says: small letters
        ("eve@example.org", set()),
    ],
)
async def test_the_account_s_address_may_be_typed_in_capitals_where_the_importer_bears_it(
    stage: Stage, account: str, takers: set[str]
) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        found = await outcomes(client, badge, account)
    by_address = {"Open Badge Passport", "Badgr", "edubadges"}
    assert {name for name in by_address if isinstance(found[name, "the PNG"], Kept)} == takers
