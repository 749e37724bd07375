"""What a badge's pictures show, drawn before a transaction opens, as that takes a while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from core.badges.openbadges.award import Achievement, Issuer
from core.badges.picture import logo
from core.badges.publish import documents as hosted_documents
from core.claims import claim_form, unasked
from core.claims.claim_form import ClaimForm
from core.ground.tables import Badge, Claim
from core.ground.world import Turn, World, runs_again
from core.issuing import credential, documents, picture, profiles, signing_keys
from core.programmes.badge_class import BadgeClass
from core.programmes.members import organisations
from core.programmes.programme import Programme


@dataclass(frozen=True, slots=True)
class Pictures:
    """PNGs: those of the badge class that are not hosted yet, by path, and the dated one."""

    plain: dict[str, bytes]
    dated: bytes


def drawn(
    world: World, claim_id: UUID, issued_at: datetime, replaced: Badge | None = None
) -> Pictures:
    """The pictures of a claim's badge, which bear the month of `issued_at`; rendered before a
    transaction opens, as drawing takes a while. Its issuer has a key from then on."""
    with world.glance() as turn:
        form = claim_form.form_of(turn, turn.db.get_one(Claim, claim_id))
        issuer, what = stated(turn, form, replaced)
        day = issued_at.astimezone(form.programme.zone).date()
        plain = plain_pictures(turn, form.programme, form.badge, issuer, what)
        known = documents.standing(turn, plain)
    signing_keys.make_first(world, issuer.slug)
    missing = {path: drawing() for path, drawing in plain.items() if path not in known}
    dated = render(world, form.programme, form.badge, form.language, day, issuer.organisation)
    return Pictures(missing, dated)


def plain_pictures(
    turn: Turn, programme: Programme, badge: BadgeClass, issuer: Issuer, what: Achievement
) -> dict[str, Callable[[], bytes]]:
    """How to draw what all badges of a class show: path → its picture in each language, and the
    issuer's logo."""
    drawings: dict[str, Callable[[], bytes]] = {
        hosted_documents.plain_picture(issuer, what, language): partial(
            render, turn.world, programme, badge, language, None, issuer.organisation
        )
        for language in programme.languages
    }
    return drawings | {issuer.logo: partial(logo.logo, profiles.logo_of(turn, issuer))}


def render(
    world: World,
    programme: Programme,
    badge: BadgeClass,
    language: str,
    day: date | None = None,
    organisation: str = "",
) -> bytes:
    shown = picture.badge_picture(programme, badge, language, day, organisation)
    return picture.picture(world.settings, programme, shown)


@runs_again
def draw_ahead(world: World, programme: Programme, badge: BadgeClass) -> int:
    """Draw and store the plain pictures of a badge class before its first badge waits for them;
    gives how many were missing. Those of a class that organisations issue bear their names, and are
    drawn with the first badge of each."""
    if programme.form_of(badge).issuer == "organisation":
        return 0
    with world.glance() as turn:
        issuer = profiles.issuer_of(turn, programme)
        drawing = picture.drawing(world.settings.programmes_folder, programme.slug, badge.slug)
        what = credential.achievement(programme, badge, issuer, drawing, criteria={})
        plain = plain_pictures(turn, programme, badge, issuer, what)
        known = documents.standing(turn, plain)
    drawn = {
        path: (draw_one(), documents.PNG) for path, draw_one in plain.items() if path not in known
    }
    if drawn:
        with world.turn() as turn:
            documents.keep_all(turn, drawn)
    return len(drawn)


def stated(
    turn: Turn, form: ClaimForm, replaced: Badge | None = None
) -> tuple[Issuer, Achievement]:
    """Who gives the badge of a claim, and what it recognises; a badge that another has `replaced`
    keeps its issuer."""
    programme, folder = form.programme, turn.settings.programmes_folder
    own = (
        organisations.of_slug(turn, programme, replaced.issuer)
        if replaced
        else organisations.issuing(turn, programme, form.badge, form.confirming)
    )
    issuer = profiles.issuer_of(turn, programme, own)
    drawing = picture.drawing(folder, programme.slug, form.badge.slug, issuer.organisation)
    criteria = unasked.criteria(turn, form)
    return issuer, credential.achievement(programme, form.badge, issuer, drawing, criteria)
