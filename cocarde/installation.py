"""Opening an installation: settings, words, programmes, store and keys made into a World."""

from collections.abc import Callable
from datetime import datetime

from core.badges.signing import key_file
from core.desk.staff_actions import STAFF_ACTIONS
from core.followers import FOLLOWERS
from core.ground.clock import real_now
from core.ground.database.store import Store
from core.ground.errors import Trouble
from core.ground.paths import home, left_behind
from core.ground.settings import Settings, read_settings
from core.ground.tables import Bookmark
from core.ground.words import Words
from core.ground.world import World
from core.programmes.catalogue import catalogue
from core.programmes.evidence.fetch import GuardedFetch

PUBLIC_URL = "public_url"


def open_world(
    settings: Settings | None = None, *, now: Callable[[], datetime] = real_now
) -> World:
    """The world of an installation, its store brought up to date and its keys made."""
    settings = settings or read_settings()
    refuse_left_behind()
    known = catalogue(settings.programmes_folder)
    store = Store(settings.database_url)
    store.prepare()
    remember_address(store, settings.base)
    fetch = GuardedFetch(settings.fetch_hosts)
    world = World(
        store,
        Words.read(),
        settings,
        fetch,
        followers=FOLLOWERS,
        staff_actions=STAFF_ACTIONS,
        ask=fetch.document,
        now=now,
    )
    make_missing_keys(world, list(known.programmes))
    return world


def refuse_left_behind() -> None:
    """Stop before new keys are made while the old ones lie where no version looks any more."""
    old = left_behind()
    if old is not None:
        setting = f"COCARDE_HOME={old.parent}"
        raise Trouble("trouble.left_behind", old=old, new=home() / "var", setting=setting)


def remember_address(store: Store, base: str) -> None:
    """Where this installation's badges point to, for `verify` and `check`."""
    with store.write() as db:
        mark = db.get(Bookmark, PUBLIC_URL) or Bookmark(name=PUBLIC_URL, value=base)
        mark.value = base
        db.add(mark)


def make_missing_keys(world: World, programmes: list[str]) -> None:
    """Each programme signs with a key of its own, made when it first has none."""
    path = world.settings.key_path
    keyring = key_file.read(path)
    missing = [slug for slug in programmes if not keyring.of(slug)]
    for slug in missing:
        keyring = keyring.create(slug, world.chance.key(), world.now())
    if missing:
        key_file.write(keyring, path)
