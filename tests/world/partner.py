"""A world in which a programme has a partner, with badges of that partner to be handed in."""

import json
import shutil
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

from core.ground.world import World
from core.programmes.link_check import FoundDocument
from tests.verifiers import foreign

HOLDER = "lina@example.org"


def with_partner(world: World, programme: str = "becode") -> World:
    """The world with "Atelier Nord" as a partner of the programme, whose hosts answer."""
    folder = Path(world.settings.key_path).parent / "programmes"
    shutil.copytree(world.settings.programmes_folder, folder)
    issuers = json.dumps([foreign.PROFILE, foreign.WEB])
    with (folder / programme / "programme.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[partner]]\nname = "Atelier Nord"\nissuers = {issuers}\n')
    settings = replace(world.settings, programmes=str(folder))
    return replace(world, settings=settings, ask=partial(answered, there()), files=badge_file)


def there() -> foreign.Hosts:
    """What the partner publishes, with a badge that was given to Lina."""
    published = foreign.hosts()
    given = foreign.assertion(recipient=foreign.identity(holder=HOLDER))
    published.documents[foreign.ASSERTION] = json.dumps(given).encode()
    return published


def answered(hosts: foreign.Hosts, url: str, _hosts: Collection[str]) -> FoundDocument | None:
    """The partner's answer to one request."""
    body = hosts.ask(url)
    return FoundDocument(200 if body else 404, body or b"") if body is not None else None


def badge_file(name: str) -> bytes:
    """A badge by its file name, as the partner gave it; `changed.png` has been tampered with."""
    given = foreign.assertion(recipient=foreign.identity(holder=HOLDER))
    if name == "changed.png":
        given |= {"issuedOn": "2020-01-01T00:00:00Z"}
    return foreign.baked(json.dumps(given))
