"""What an issuer says of itself now: its profiles and its logo. They stand at lasting addresses and
change with the programme, while a badge keeps what it said when it was signed."""

from collections.abc import Iterable

from core.badges.openbadges import paths
from core.badges.openbadges.award import Issuer
from core.badges.picture import logo
from core.badges.publish import documents as hosted_documents
from core.badges.publish.documents import HostedDocument
from core.ground.errors import Trouble
from core.ground.world import Turn
from core.issuing import credential, documents, picture
from core.programmes.catalogue import catalogue
from core.programmes.changed.in_force import contact_of
from core.programmes.members import organisations
from core.programmes.programme import Programme
from core.programmes.programme_parts import KnownOrganisation


def issuer_of(
    turn: Turn, programme: Programme, organisation: KnownOrganisation | None = None
) -> Issuer:
    """A programme as the issuer of badges at this installation, or an organisation in it."""
    words, base = turn.world.words, paths.root(turn.settings.base)
    name, slug = (organisation.name, organisation.slug) if organisation else ("", "")
    drawing = picture.logo_drawing(turn.settings.programmes_folder, programme.slug, name)
    logo_path = paths.logo("", paths.issuer_slug(programme.slug, slug), logo.digest(drawing))
    email = contact_of(turn, programme)
    if organisation is None:
        return credential.issuer(words, programme, email, base, logo_path)
    left = not organisations.still_in(turn, programme, slug)
    return credential.organisation_issuer(
        words, programme, organisation, email, base, logo_path, left=left
    )


def named(turn: Turn, slug: str) -> Issuer | None:
    """The issuer of that slug; None where it or its programme is gone, or cannot be read just
    now."""
    within, own = paths.programme_and_organisation(slug)
    try:
        programme = catalogue(turn.settings.programmes_folder).programmes.get(within)
        organisation = organisations.of_slug(turn, programme, own) if programme else None
        known = programme is not None and (not own or organisation is not None)
        return issuer_of(turn, programme, organisation) if programme and known else None
    except Trouble:
        return None


def as_now(turn: Turn, path: str) -> HostedDocument | None:
    """The profile or the logo at that URL path as its issuer has it now; None for any other path,
    and for an issuer that is gone: what was stored last stands there then."""
    issuer = named(turn, paths.issuer_at(path))
    if issuer is None:
        return None
    if path == issuer.logo:
        return HostedDocument(logo.logo(logo_of(turn, issuer)), documents.PNG)
    return hosted_documents.of_profile(issuer).get(path)


def logo_of(turn: Turn, issuer: Issuer) -> str:
    """The SVG of an issuer's logo."""
    programme, organisation = paths.programme_and_organisation(issuer.slug)
    name = issuer.name if organisation else ""
    return picture.logo_drawing(turn.settings.programmes_folder, programme, name)


def places(turn: Turn, issuers: Iterable[str]) -> list[str]:
    """The URL path of every profile and logo of these issuers, as far as they are known now."""
    found = []
    for slug in issuers:
        if issuer := named(turn, slug):
            found += [*hosted_documents.of_profile(issuer), issuer.logo]
    return found
