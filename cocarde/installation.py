"""Opening an installation: settings, words, programmes, store and keys made into a World."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from core.audit import sealing, versions
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
from core.issuing import signing_keys
from core.people import trials
from core.programmes.catalogue import catalogue
from core.programmes.evidence.fetch import GuardedFetch
from core.programmes.members import organisations

PUBLIC_URL = "public_url"


def open_world(
    settings: Settings | None = None, *, now: Callable[[], datetime] = real_now
) -> World:
    """The world of an installation, its store brought up to date and its keys made."""
    settings = settings or read_settings()
    refuse_left_behind()
    catalogue(settings.programmes_folder)
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
        holds_back=trials.holds_back,
    )
    with world.glance() as turn:
        issuers = organisations.issuers(turn)
    signing_keys.make_missing(world, issuers)
    versions.keep(world)
    world = replace(world, audit_keys=signing_keys.audit_keys(world))
    sealing.tell_restored(world)
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
