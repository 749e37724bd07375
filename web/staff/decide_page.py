"""The pages of a decision: the claim with its evidence, or what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.claims import changes, claim_form, editions, eligibility, recap
from core.claims.claim_form import ClaimForm
from core.claims.evidence import kept_files
from core.claims.states import State
from core.desk.casework import amend
from core.ground.tables import Person
from core.ground.world import Turn
from core.people import roles
from core.people.roles import Right
from core.programmes import answers_as_text
from core.programmes.file_values import said
from core.programmes.form import Question, QuestionKind, ReviewBy
from core.review import cards, decision, jury, second_opinions, undo
from web.claim.fields import LINKS
from web.forms.problems import Problem
from web.public.badge_rows import class_picture
from web.public.errors import lost
from web.read import NONCE
from web.spoken import spoken_in
from web.write import Site

EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Opened:
    """The claim that a secret opens to a reviewer."""

    form: ClaimForm
    reviewer: Person
    locale: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer as the reviewer sees it; `seen` says what was found at its address.

    `before` is what stood there when the claim was sent back, if it has changed since. `files`:
    the name and page of each that was sent, and whether it is an image; a page is empty where the
    file is there no more.
    """

    name: str
    label: str
    text: str
    url: str
    seen: str
    checked: bool
    before: str | None
    files: tuple[tuple[str, str, bool], ...] = ()


def drawn(
    site: Site,
    request: Request,
    turn: Turn,
    seen: Opened,
    *,
    problem: str = "",
    anew: bool = False,
    told: Mapping[str, str] = EMPTY,
) -> Response:
    """The page for where the claim stands now, 403 to who may not decide on it any more.

    `problem` is said above the form (422); `anew`: the claim is not what the reader had seen;
    `told` is what they posted.
    """
    seen = replace(seen, locale=site.locale(request, seen.locale))
    claim = seen.form.claim
    missing = problem if told.get("verdict") != "second" and not anew else ""
    if not roles.may(turn, seen.reviewer, Right.DECIDE, claim.programme, claim):
        return lost(site, request, 403, deciding=True)
    if claim.state != State.IN_REVIEW:
        return show_decided(site, request, turn, seen, problem, told)
    return site.page(
        request,
        "decide",
        seen.locale,
        status=422 if problem else 200,
        **about(site, seen),
        **others(turn, seen),
        claimant=cards.claimant(turn, seen.form),
        issuer=recap.issuer(turn, seen.form, seen.locale),
        pieces=pieces(turn, seen),
        doubts=doubts(turn, seen),
        until=seen.form.day(claim.review_due_at or turn.at, seen.locale),
        nonce=site.world.chance.letters(NONCE),
        edition=editions.mark(turn, seen.form),
        problems=problems(site, seen, problem, beside=bool(missing)),
        missing=missing,
        reason=told.get("reason", ""),
        wrong=told.get("wrong", "").split(","),
        asked=told.get("verdict", ""),
    )


def problems(site: Site, seen: Opened, problem: str, *, beside: bool) -> list[Problem]:
    """What is wrong with a decision, if anything is: told `beside` the reason that it lacks, or on
    top alone."""
    if not beside:
        return [Problem(problem)] if problem else []
    return [Problem(problem, "reason", site.world.words.say(seen.locale, "page.decide_reason"))]


def others(turn: Turn, seen: Opened) -> dict[str, Any]:
    """Who else has a say, as far as this reviewer may know: never who said what."""
    claim, review = seen.form.claim, seen.form.definition.review
    asker = second_opinions.advising(turn, claim, seen.reviewer)
    adviser = second_opinions.asked_by(turn, claim, seen.reviewer)
    return {
        "votes": len(jury.voted(turn, claim)) if review.by is ReviewBy.JURY else 0,
        "of": review.of if review.by is ReviewBy.JURY else 0,
        "voted": undo.own_vote(turn, claim, seen.reviewer) is not None,
        "asker": asker.name if asker else "",
        "adviser": second_opinions.name_of(turn, adviser.person_id) if adviser else "",
        "view": second_opinions.view_of(turn, adviser, seen.locale) if adviser else "",
        "may_ask": not (review.several or asker or adviser),
    }


def show_decided(
    site: Site,
    request: Request,
    turn: Turn,
    seen: Opened,
    problem: str = "",
    told: Mapping[str, str] = EMPTY,
) -> Response:
    """Who decided what, and when; or that there is nothing to decide any more. With the badge for
    who may correct or revoke it."""
    claim = seen.form.claim
    last = decision.decision(turn, claim)
    who = turn.db.get(Person, last.actor_id) if last and last.actor_id else None
    return site.page(
        request,
        "decided",
        seen.locale,
        status=422 if problem else 200,
        **about(site, seen),
        verdict=last.move if last and claim.state != State.WITHDRAWN else "",
        own=who is not None and who.id == seen.reviewer.id,
        who=decision.author(turn, seen.form, who.name if who else "Cocarde", seen.locale),
        when=seen.form.moment(last.at) if last else "",
        reason=last.reason if last else "",
        undoable=undo.undoable(turn, claim, seen.reviewer),
        amendable=amend.amendable(turn, seen.form, seen.reviewer, seen.locale),
        problems=[Problem(problem)] if problem else (),
        posted=told,
        nonce=site.world.chance.letters(NONCE),
    )


def show_taken_back(site: Site, request: Request, seen: Opened) -> Response:
    """The page that says that the decision is taken back; its secret ended with it."""
    return site.page(request, "taken_back", seen.locale, **about(site, seen))


def about(site: Site, seen: Opened) -> dict[str, Any]:
    """What every page of a decision shows of its claim."""
    form, language = seen.form, seen.locale.partition("-")[0]
    return {
        "choosable": site.world.words.languages,
        "badge": said(form.badge.name, language),
        "criteria": spoken_in(form.badge.criteria, language),
        "programme": form.programme.titled(language),
        "palette": form.programme.slug,
        "picture": class_picture(form.programme, form.badge, language),
        "ref": form.claim.ref,
    }


def pieces(turn: Turn, opened: Opened) -> list[AnswerRow]:
    """Each answer, and for an address what was found there."""
    form = opened.form
    seen = [each for each in form.questions if changes.is_for_reviewers(form, each)]
    return [piece(turn, opened, each) for each in seen]


def piece(turn: Turn, opened: Opened, question: Question) -> AnswerRow:
    """One answer as the reviewer sees it: in words, as a link, with what was found there and what
    stood before."""
    form, language = opened.form, opened.locale.partition("-")[0]
    value, row = form.values.get(question.name, ""), form.rows[question.name]
    looked = value and question.name in form.looked_at
    return AnswerRow(
        question.name,
        said(question.label, language),
        answers_as_text.show(question, value, language) if value else "",
        value if question.kind in LINKS else "",
        cards.seen(turn, row, opened.locale) if looked else "",
        not row.unchecked,
        changes.before(form, question),
        sent(turn, opened, question),
    )


def sent(turn: Turn, opened: Opened, question: Question) -> tuple[tuple[str, str, bool], ...]:
    """The files of an answer as a page shows them."""
    if question.kind is not QuestionKind.FILE:
        return ()
    form = opened.form
    there = set(kept_files.stored(turn, form.claim))
    return tuple(
        (
            f"{each.name} ({answers_as_text.size(each.size, opened.locale)})",
            f"/decide/{opened.token}/file/{each.digest}" if each.digest in there else "",
            each.kind.startswith("image/"),
        )
        for each in kept_files.of(form, question.name)
    )


def doubts(turn: Turn, seen: Opened) -> list[str]:
    """What no rule could check, so that the reviewer has to."""
    kinds = [kind for kind in eligibility.unproven(turn, seen.form) if kind != claim_form.REACHABLE]
    return [turn.say(seen.locale, f"review.unproven_{kind}") for kind in kinds]
