"""The alerts and the dashboard in `docs/watching` speak of figures that are there."""

import json
import re
from dataclasses import replace

import pytest

from core.ground.paths import ROOT
from core.watching import beating
from core.watching.conditions import NAMES
from tests.world.visitors import visitor
from tests.world.world import Stage

FOLDER = ROOT / "docs" / "watching"
RULES = (FOLDER / "cocarde.rules.yml").read_text(encoding="utf-8")
DASHBOARD = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
SHOWN = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
ALERTS = re.findall(r"- alert: (\w+)", RULES)


async def test_every_figure_that_is_named_is_given(stage: Stage) -> None:
    beating.beat(stage.world, "here/1", ("worker",))
    settings = replace(stage.world.settings, metrics_token="figures")
    seen = replace(stage, world=replace(stage.world, settings=settings))
    async with visitor(seen) as client:
        text = (await client.get("/metrics", headers={"Authorization": "Bearer figures"})).text
    given = {name.removesuffix("_total") for name in re.findall(r"# TYPE (\S+)", text)}
    named = set(re.findall(r"cocarde_\w+", "\n".join([RULES.split("rules:", 1)[1], *SHOWN])))
    assert {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in named} - given == set()


def test_every_ailment_has_its_line_on_the_page_and_every_alert_its_paragraph() -> None:
    assert {name for name in NAMES if f"| `{name}` |" not in PAGE} == set()
    assert [name for name in ALERTS if f"### {name}\n" not in PAGE] == []


@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_leads_to_its_paragraph(alert: str) -> None:
    assert f"docs/watching.md#{alert.lower()}" in RULES


def test_an_alert_about_an_ailment_names_one_that_exists() -> None:
    assert set(re.findall(r'cocarde_condition\{name="(\w+)"\}', RULES)) <= set(NAMES)
