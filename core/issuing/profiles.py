"""What an issuer says of itself now: its profiles and its logo. They stand at lasting addresses and
change with the programme, while a badge keeps what it said when it was signed."""

from core.badges.openbadges import paths
from core.badges.openbadges.award import Issuer
from core.badges.picture import logo
from core.badges.publish import documents as hosted_documents
from core.badges.publish.documents import HostedDocument
from core.ground.errors import Trouble
from core.ground.world import Turn
from core.issuing import credential, documents, picture
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme


def issuer_of(turn: Turn, programme: Programme) -> Issuer:
    """A programme as the issuer of badges at this installation."""
    logo_path = picture.logo_path(turn.settings.programmes_folder, programme.slug)
    return credential.issuer(turn.world.words, programme, paths.root(turn.settings.base), logo_path)


def named(turn: Turn, slug: str) -> Issuer | None:
    """The issuer of that slug; None where its programme is gone, or cannot be read just now."""
    try:
        programme = catalogue(turn.settings.programmes_folder).programmes.get(slug)
        return issuer_of(turn, programme) if programme else None
    except Trouble:
        return None


def as_now(turn: Turn, path: str) -> HostedDocument | None:
    """The profile or the logo at that URL path as its issuer has it now; None for any other path,
    and for an issuer that is gone: what was stored last stands there then."""
    issuer = named(turn, paths.issuer_at(path))
    if issuer is None:
        return None
    if path == issuer.logo:
        return HostedDocument(drawn_logo(turn, issuer), documents.PNG)
    return hosted_documents.of_profile(issuer).get(path)


def drawn_logo(turn: Turn, issuer: Issuer) -> bytes:
    """The PNG of an issuer's logo. Raises `Trouble` where it cannot be drawn."""
    drawing = picture.logo_drawing(turn.settings.programmes_folder, issuer.programme)
    return logo.logo(drawing)


def places(turn: Turn) -> list[str]:
    """The URL path of every profile and logo of the issuers there are now."""
    found = []
    for slug in catalogue(turn.settings.programmes_folder).programmes:
        if issuer := named(turn, slug):
            found += [*hosted_documents.of_profile(issuer), issuer.logo]
    return found
