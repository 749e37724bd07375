"""The beginning of a claim: what it is for, and what the words that asked for it answer already."""

from dataclasses import replace

from core.claims import claim_form, eligibility, opening, recap
from core.claims.claim_form import PERSON
from core.claims.gathering.progress import progress
from core.claims.moves import move
from core.claims.opening import ENGLISH
from core.claims.states import ASKING, Move
from core.desk import menu
from core.desk.claim import conversation, next_question, read_answers, status
from core.desk.identity import addresses_said
from core.desk.speaker import Speaker
from core.ground.tables import Claim
from core.programmes.answers.answering import CheckedAnswer
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.form import QuestionKind, ReviewBy
from core.programmes.programme import Programme
from core.reading.acts.kinds import ActKind
from core.reading.languages import in_language


def start(speaker: Speaker, programme: str, badge: str, code: str = "") -> None:
    """Open the claim, or go on with the one that is open, after saying what data are for."""
    known = catalogue(speaker.turn.settings.programmes_folder)
    wanted = known.badge(programme, badge)
    if not claimable(speaker, known[programme], wanted):
        status.explain_unclaimable(speaker, known[programme], wanted)
        return
    claim = opening.open_claim(
        speaker.turn,
        speaker.person,
        programme,
        badge,
        language=speaker.language,
        actor=conversation.actor(speaker),
    )
    if eligibility.has_badge(speaker.turn, claim_form.form_of(speaker.turn, claim)):
        move(speaker.turn, claim, Move.WITHDRAW, conversation.actor(speaker), "held")
        speaker.reply(speaker.word("claim.held", badge=said(wanted.name, speaker.language)))
        return
    before = welcome(speaker, claim) if claim.opened_at == speaker.turn.at else ""
    if code and claim.state in ASKING:
        show_code(speaker, claim, code)
    conversation.resume(speaker, claim, next_question.joined(before, keep_told(speaker, claim)))


def claimable(speaker: Speaker, programme: Programme, badge: BadgeClass) -> bool:
    """Whether the speaker can ask for a badge: not for one that is only given, and for one that
    others add up to once they do."""
    if badge.milestone:
        far = progress(speaker.turn, speaker.person, programme.slug, badge)
        return far is not None and far.reached
    return programme.form_of(badge).review.by is not ReviewBy.AWARDED


def keep_told(speaker: Speaker, claim: Claim) -> str:
    """What the words that ask for a badge answer already: kept, and said with what is wrong."""
    incoming = speaker.incoming
    if not incoming.text or incoming.text.startswith("/") or claim.state not in ASKING:
        return ""
    form = claim_form.form_of(speaker.turn, claim)
    beside = replace(incoming, text=addresses_said.without_them(incoming.text))
    heard = read_answers.read_beside(speaker.turn, form, beside)
    given = heard.answers
    conversation.keep_halves(speaker, form, heard)
    wrong = conversation.keep(speaker, form, given)
    noted = (
        conversation.kept(speaker, form, given) if form.missing else ""
    )  # else the recap says it
    return next_question.joined(noted, "\n".join(wrong.values()))


def show_code(speaker: Speaker, claim: Claim, code: str) -> None:
    """An event's own link or QR brings its code along."""
    form = claim_form.form_of(speaker.turn, claim)
    for question in form.missing:
        if question.kind is QuestionKind.CODE:
            claim_form.record(speaker.turn, form, question.name, CheckedAnswer(code, code), PERSON)


def welcome(speaker: Speaker, claim: Claim) -> str:
    """What is being claimed and what the answers are for, before the first of them."""
    form = claim_form.form_of(speaker.turn, claim)
    speaker.about(claim)
    named = {
        "badge": said(form.badge.name, form.language),
        "programme": said(form.programme.name, form.language),
        "issuer": recap.issuer(speaker.turn, form),
    }
    ticked = speaker.word("claim.understood", **named) if picked(speaker) else ""
    told = speaker.word("claim.welcome" if speaker.chatting else "claim.welcome_letter", **named)
    before = "\n".join(filter(None, (not_theirs(speaker, form.language), ticked)))
    return next_question.joined(before, told)


def picked(speaker: Speaker) -> bool:
    """Whether the badge was picked out of a sentence, and not named alone, pressed or linked to."""
    text = speaker.incoming.text
    named, asks = menu.named(speaker, text), speaker.understood.reading.has(ActKind.CLAIM)
    sentence = speaker.chatting and not named.alone and not text.startswith("/")
    return sentence and bool(named.badges or asks)


def not_theirs(speaker: Speaker, language: str) -> str:
    """What somebody is told in their own language where a programme speaks another with them."""
    own = speaker.person.language
    told = own and own != language and language == ENGLISH
    return in_language(own, "usual_questions.in_english") if told else ""
