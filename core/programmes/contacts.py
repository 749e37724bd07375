"""Where a person of a programme answers: as the installation has it, else as the file says."""

from core.ground.settings import Settings
from core.programmes.programme import Programme


def written_contact(settings: Settings, programme: Programme) -> str:
    """The programme's mail address for people, by `COCARDE_CONTACTS`, else its own `email`; what a
    page changed is left out."""
    return settings.contact_addresses.get(programme.slug, programme.email)
