"""Where a person of a programme answers: as the installation has it, else as the file says."""

from core.ground.settings import Settings
from core.programmes.programme import Programme


def contact_of(settings: Settings, programme: Programme) -> str:
    """The programme's mail address for people, by `COCARDE_CONTACTS`, else its own `email`."""
    return settings.contact_addresses.get(programme.slug, programme.email)
