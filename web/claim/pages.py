"""The pages of a claim: its form, its recap, where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.claims import recap, sending
from core.claims.claim_form import ClaimForm
from core.claims.standing import badge_of, revoked
from core.claims.states import ASKING, MENDABLE
from core.ground.world import Turn
from core.programmes import answers_as_text
from core.programmes.catalogue import catalogue
from core.programmes.changed.in_force import contact_of
from core.programmes.file_values import said
from core.programmes.form import QuestionKind
from web.claim import fields as controls
from web.forms.problems import of_fields
from web.public.badge_rows import class_picture
from web.read import NONCE
from web.write import Site

FURTHER = "further"  # the query of a page whose answers have made more questions apply


@dataclass(frozen=True, slots=True)
class PostedForm:
    """What was just posted and what is wrong with it; nothing when the page is only read."""

    posted: Mapping[str, str] | None = None
    problems: Mapping[str, str] = field(default_factory=dict)


def show_form(
    site: Site, request: Request, turn: Turn, form: ClaimForm, said_now: PostedForm
) -> Response:
    """The form, prefilled; each problem beside its field."""
    problems = dict(said_now.problems)
    if said_now.posted is None:
        wrong_ones = [name for name, row in form.rows.items() if row.wrong and row.value]
        problems |= dict.fromkeys(wrong_ones, to_mend(turn, form))
    listed = controls.fields(turn, form, said_now.posted, problems)
    further = form.missing if FURTHER in request.query_params and not said_now.problems else []
    return site.page(
        request,
        "claim",
        form.locale,
        status=422 if said_now.problems else 200,
        **about(site, form),
        fields=listed,
        problems=of_fields(listed, problems.get("", "")) if said_now.problems else (),
        further=[(each.name, each.label_in(form.language)) for each in further],
        reason=form.claim.reason if form.claim.state in ASKING | MENDABLE else "",
        chat=sending.deep_link(turn, request.path_params["token"]),
        faq=asked(turn, form),
        contact=contact_of(turn, form.programme),
    )


def to_mend(turn: Turn, form: ClaimForm) -> str:
    """What stands beside an answer that was marked as wrong: the reviewer's reason, if they gave
    one."""
    reason = form.claim.reason
    word = "page.form_wrong_said" if reason else "page.form_wrong"
    return turn.say(form.locale, word, **({"reason": reason} if reason else {}))


def show_recap(site: Site, request: Request, turn: Turn, form: ClaimForm) -> Response:
    """The exact text of the badge, and the button that makes it final."""
    return site.page(
        request,
        "recap",
        form.locale,
        **about(site, form),
        description=said(form.badge.description, form.language),
        issuer=recap.issuer(turn, form),
        recipient=recap.recipient(turn, form),
        answers=[
            (question.label_in(form.language), form.shown(question.name))
            for question in form.questions
            if form.shown(question.name) and question.kind is not QuestionKind.CONSENT
        ],
        accepting=not form.questions,
        editable=bool(form.questions),
    )


def show_state(site: Site, request: Request, turn: Turn, form: ClaimForm) -> Response:
    """The page of a claim that asks nothing of its person now: who acts next, and by when."""
    claim = form.claim
    due = claim.promised_at or claim.review_due_at
    badge = badge_of(turn, claim)
    return site.page(
        request,
        "standing",
        form.locale,
        **about(site, form),
        state=claim.state,
        until=answers_as_text.day(due.astimezone(form.programme.zone).date(), form.language)
        if due
        else "",
        gone=revoked(turn, form),
        link=f"/b/{badge.id}" if badge else "",
    )


def asked(turn: Turn, form: ClaimForm) -> list[tuple[str, str]]:
    """The questions asked often about the programme, with their answers."""
    entries = catalogue(turn.settings.programmes_folder).faq.get(form.programme.slug, ())
    return [
        (said(each.question, form.language), said(each.answer, form.language)) for each in entries
    ]


def about(site: Site, form: ClaimForm) -> dict[str, Any]:
    """What every page of a claim shows of it."""
    return {
        "choosable": form.programme.languages,
        "badge": said(form.badge.name, form.language),
        "level": form.programme.level_name(form.badge, form.language),
        "programme": form.programme.titled(form.language),
        "palette": form.programme.slug,
        "picture": class_picture(form.programme, form.badge, form.language),
        "ref": form.claim.ref,
        "nonce": site.world.chance.letters(NONCE),
    }
