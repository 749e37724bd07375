"""What every secret may do at each door: the table of `docs/security.md`, played."""

import os
from pathlib import Path

import pytest

from core.ground.paths import TEMPLATES
from core.people.tokens import Purpose
from tests.secrets.held import HELD
from tests.secrets.showing import DOORS, HOLDERS, found
from tests.secrets.table import TABLE, May, joins, may, printed
from tests.world.world import make_stage

DOCS = TEMPLATES.parent / "docs" / "security.md"
BEGIN, END = (
    "<!-- the matrix of secrets: REWRITE=1 pytest tests/whole/test_secrets.py -->",
    "<!-- end -->",
)
KINDS = {
    "review": Purpose.DECIDE,
    "claim": Purpose.CLAIM,
    "invitation": Purpose.CLAIM,
    "unsubscribe": Purpose.CLAIM,
    "link code": Purpose.CODE,
    "undo": Purpose.UNLINK,
    "figures": Purpose.STAFF,
    "report": Purpose.REPORT,
    "what one shows": Purpose.SHOW,
    "own data": Purpose.DATA,
    "case": Purpose.CASE,
    "support": Purpose.SUPPORT,
    "changed address": Purpose.READDRESS,
    "lost badge": Purpose.LOST,
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("secret", TABLE)
async def test_a_secret_does_what_the_table_says_and_no_more(
    tmp_path: Path, secret: str, door: str
) -> None:
    for holder, expected in zip(HOLDERS, TABLE[secret][door], strict=True):
        if expected is May.CANNOT_BE:
            continue
        folder = tmp_path / holder.replace(" ", "-")
        folder.mkdir()
        stage = make_stage(folder)
        seen = await found(stage, secret, door, holder)
        stage.world.store.close()
        what = may(seen, door, holder)
        assert what is expected, (holder, seen)
        assert seen.joined == joins(secret, door, what), (holder, seen)


def test_no_kind_of_secret_is_left_out() -> None:
    assert set(KINDS.values()) | {Purpose.LINK} == set(Purpose)  # a code's letter bears the link
    assert set(KINDS) == set(TABLE) == {*HELD, "link code"}


def test_the_page_on_security_holds_what_is_played() -> None:
    before, _, rest = DOCS.read_text(encoding="utf-8").partition(f"{BEGIN}\n")
    held, _, after = rest.partition(f"\n{END}")
    if os.environ.get("REWRITE"):
        DOCS.write_text(f"{before}{BEGIN}\n{printed()}\n{END}{after}", encoding="utf-8")
        return
    assert held == printed()
