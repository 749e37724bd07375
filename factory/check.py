"""What keeps badges from being issued through Open Badge Factory, for `cocarde check`: each
organisation is asked once whether it knows our secret."""

from collections.abc import Iterator

from core.ground.clock import real_now
from core.ground.errors import DeliveryError
from core.ground.findings import Finding, beware, wrong
from core.ground.settings import Settings
from core.programmes.catalogue import read_all


def look(settings: Settings) -> Iterator[Finding]:
    """A finding for each programme that cannot issue there, and for each secret of nobody."""
    if not settings.programmes_folder.is_dir():  # which is told already
        return
    readings = [found.programme for found in read_all(settings.programmes_folder)]
    wanted = {each.slug: each.factory.client for each in readings if each and each.factory}
    for slug, client in wanted.items():
        if client not in settings.factory_clients:
            yield wrong(f"{slug}: factory", "check.factory_no_secret", client=client)
    for client in sorted(settings.factory_clients):
        if client in wanted.values():
            yield from ask(settings, client)
        else:
            yield beware("COCARDE_FACTORY_SECRETS", "check.factory_unknown", client=client)


def ask(settings: Settings, client: str) -> Iterator[Finding]:
    """Whether the service answers and believes us."""
    from factory.deliver import organisations  # noqa: PLC0415 - slow to load, seldom needed

    try:
        organisations(settings).of(client).ping(real_now())
    except DeliveryError as error:
        yield wrong("factory", "check.factory_refuses", client=client, error=error)
