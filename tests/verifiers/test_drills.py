"""Three badges live through it all, and every verifier says of each what is so.

`python -m tools.drills` does the same, step by step, with a badge of every class in every language.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.verifiers import every_class
from tests.verifiers.accepting import OPENBADGES, OPENBADGESLIB_2
from tests.verifiers.every_class import Kind
from tests.world.world import Stage, make_stage
from tools.drills import OURS, Drill, documents, judged, pictures, web_server

KINDS = (
    Kind("becode", "travail-equipe", "nl"),
    Kind("normandie", "region-organiser-2", "fr"),  # bears no name
    Kind("normandie", "partenaire-adapter-1", "en"),  # an organisation is its issuer
)
NOBODY: set[str] = set()


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[set[str]]]:
    """Who refuses each picture, by what became of the badge: all are asked at the very end, of a
    plain web server over the documents of a static export."""
    folder = tmp_path_factory.mktemp("drills")
    stage = make_stage(folder)
    became = lived(stage)
    whole = {name: png for several in became.values() for name, png in several.items()}
    with web_server(documents(stage.world, folder)) as address:
        told = judged(stage.world, Drill("", address, whole), folder / "pictures")
    stage.world.store.close()
    refused = {
        name: {each.verifier for each in told if each.png.stem == name and not each.accepted}
        for name in whole
    }
    return {name: [refused[each] for each in several] for name, several in became.items()}


def lived(stage: Stage) -> dict[str, dict[str, bytes]]:
    """Badges are issued, keys rotated and stolen, names corrected, one is revoked; gives the
    pictures by what became of them."""
    world = stage.world
    ids = [every_class.issue_badge(world, kind) for kind in KINDS]
    stage.clock.pass_(hours=1)
    every_class.rotate(world)
    ids.append(every_class.issue_badge(world, KINDS[0]))
    before = pictures(world, ids)
    stage.clock.pass_(hours=1)
    assert every_class.compromise(world) == len(ids)
    stage.clock.pass_(hours=1)
    replaced = [each for each in ids if every_class.correct(world, each)]
    revoked, *others = (each for each in ids if each not in replaced)
    every_class.revoke(world, revoked)
    standing = pictures(world, every_class.standing(world))
    return {
        "stands": standing,
        "signed by a stolen key": {f"{each}-old": before[each] for each in others},
        "replaced": pictures(world, replaced),
        "revoked": pictures(world, [revoked]),
        "altered": {f"{each}-x": every_class.tampered(png) for each, png in standing.items()},
    }


def test_all_accept_what_stands(refusing: Mapping[str, list[set[str]]]) -> None:
    assert refusing["stands"] == [NOBODY] * len(KINDS)


@pytest.mark.parametrize("became", ["replaced", "revoked"])
def test_all_refuse_what_was_replaced_or_revoked(
    refusing: Mapping[str, list[set[str]]], became: str
) -> None:
    assert refusing[became]
    assert all(len(each) == 8 for each in refusing[became])


def test_a_stolen_key_is_believed_by_no_verifier_of_signatures(
    refusing: Mapping[str, list[set[str]]],
) -> None:
    """In 2.0 there is none, and we have every word of the old file in our store."""
    for each in refusing["signed by a stolen key"]:
        assert not each & {OPENBADGES, OPENBADGESLIB_2, OURS}
        assert len(each) == 5


def test_what_was_altered_is_refused_by_all_that_read_it(
    refusing: Mapping[str, list[set[str]]],
) -> None:
    for each in refusing["altered"]:
        assert len(each - {OPENBADGES, OPENBADGESLIB_2}) == 6
