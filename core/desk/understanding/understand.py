"""One reading of a message, before its turn opens: no transaction waits for it or for a link."""

from collections.abc import Hashable
from dataclasses import replace

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.states import ASKING, MENDABLE
from core.desk import at_hand, menu
from core.desk.claim import read_answers, sent_files
from core.desk.expecting import (
    ExpectingAddress,
    ExpectingAwardReason,
    ExpectingAwardYes,
    ExpectingCode,
    ExpectingNothing,
    ExpectingReason,
    ExpectingRecipient,
    ExpectingRecipientDoubt,
)
from core.desk.identity import addresses_said
from core.desk.incoming import Incoming, Manner
from core.desk.known_writer import known_of
from core.desk.speaker import Speaker, glimpse
from core.desk.understanding import acts_heard
from core.desk.understanding.asked_to_join import presses_join, request_joining
from core.desk.understanding.situation_of import situation_of
from core.desk.understood import UNREAD, Understood
from core.ground.tables import Claim
from core.ground.world import World
from core.issuing.asked_again import ask_of_held
from core.issuing.judged_badges import is_badge_text
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes.faq.find import FaqMatches, find, indexes
from core.programmes.members import membership
from core.reading.acts import read as acts
from core.reading.acts.accounting import NOBODY, KnownWriter
from core.reading.acts.commands import command_in
from core.reading.acts.kinds import ActKind
from core.reading.acts.question_words import questioning
from core.reading.acts.wishes import Wish, half_said, wish_in
from core.reading.addresses import code_hosts, links
from core.reading.text import fold
from core.support.misused_badges import handed_in

# A reason or a recipient that was asked for is neither a wish nor a question.
GIVEN = (
    ExpectingReason
    | ExpectingRecipient
    | ExpectingRecipientDoubt
    | ExpectingAwardReason
    | ExpectingAwardYes
)
NOTICES = (Purpose.UNLINK, Purpose.READDRESS)  # whose answers are about no claim
ALSO_ANSWERS = (Wish.LOST, Wish.STATUS)  # give way to answers in the same words
FEW = 3  # links that are looked at before it is known which badge they are for


def look_ahead(world: World, incoming: Incoming) -> Understood:
    """What a message means, with the links among its answers looked at; nothing is written."""
    brings = bool(incoming.file or incoming.files)
    if not has_words(incoming) and not brings and not presses_join(incoming):
        return UNREAD
    with world.glance() as turn:
        speaker = glimpse(turn, incoming)
        request = request_joining(speaker)
        understood = understand(speaker) if has_words(incoming) else UNREAD
        urls = evidence(speaker, understood)
        badge = badge_in(speaker, understood)
        mails = mails_of(speaker) if badge else []
        proving = proven_by(speaker)
        plan, language = sent_files.planned(speaker), speaker.language
    files = sent_files.read(plan, language)
    handed = handed_in(world, badge, mails) if badge else None
    checks = {url: world.fetch(code_hosts.checked(url)) for url in urls}
    published = membership.looked(world, *request) if request else None
    held = ask_of_held(world, speaker.person.id, proving) if proving else {}
    return replace(
        understood, checks=checks, handed_in=handed, held=held, published=published, files=files
    )


def proven_by(speaker: Speaker) -> str:
    """The address that is proven where the digits in a message are the code that was sent there;
    empty for none."""
    awaited, text = speaker.awaited, speaker.incoming.text
    if isinstance(awaited, ExpectingCode) and addresses_said.digits_in(text):
        return awaited.mail
    return ""


def mails_of(speaker: Speaker) -> list[str]:
    """The mail addresses that are the speaker's for sure: those that they have proven, and the one
    from which they write where our server vouches for it."""
    proven = [each.value for each in people.proven_mails(speaker.turn, speaker.person)]
    here = speaker.address
    writes = here.door == people.MAIL and speaker.themselves and here.value not in proven
    return [*proven, here.value] if writes else proven


def badge_in(speaker: Speaker, read: Understood) -> bytes:
    """The badge that a message hands in: a file, a signed token, the address of a badge of ours or
    a partner's; empty where its words want something else."""
    text = speaker.incoming.text
    if speaker.incoming.file:
        return b"" if read.wish or read.command else speaker.incoming.file
    if (
        not text
        or at_hand.under_way(speaker) is not None
        or not isinstance(speaker.awaited, ExpectingNothing)
    ):
        return b""
    return text.encode() if is_badge_text(speaker.turn, text) else b""


def still(speaker: Speaker, understood: Understood) -> Understood:
    """The reading, if it still holds within the turn; else a new one, with the same links."""
    if not has_words(speaker.incoming) or understood.basis == basis(speaker):
        return understood
    again = understand(speaker)
    return replace(
        again,
        checks=understood.checks,
        handed_in=understood.handed_in,
        held=understood.held,
        published=understood.published,
        files=understood.files,
    )


def has_words(incoming: Incoming) -> bool:
    """Whether there is something to read: no button, no command of a chat, nothing in a group."""
    command = incoming.manner is Manner.CHAT and incoming.text.startswith("/")
    said = bool(incoming.text or incoming.fields)
    return said and not (command or incoming.choice or incoming.group)


def basis(speaker: Speaker) -> Hashable:
    """What a reading leans on: who speaks, what is awaited, and the claim as it stands."""
    claim = at_hand.under_way(speaker)
    here = (speaker.person.name, speaker.awaited, speaker.chat.claim_id)
    if claim is None:
        return here
    rows = claim_form.form_of(speaker.turn, claim).rows.values()
    stands = tuple(sorted((row.question, row.value or row.said, row.wrong) for row in rows))
    return (*here, claim.id, claim.state, claim.asked, claim.language, stands)


def understand(speaker: Speaker) -> Understood:
    """Read a message once, against what is at hand. Writes nothing."""
    incoming, claim = speaker.incoming, at_hand.under_way(speaker)
    read = Understood(basis(speaker), words=incoming.text)
    if incoming.fields:
        return with_answers(speaker, claim, read)
    read = replace(read, command=command_in(incoming.text))
    if not incoming.text:
        return read
    situation = situation_of(speaker)
    reading = acts.read(incoming.text, situation)
    if read.command or is_given(speaker):
        return acts_heard.heard(speaker, replace(read, reading=reading), situation)
    known = writer(speaker)
    wish = wish_in(incoming.text, known)
    if wish is None and (unnamed := at_hand.unnamed(speaker)):
        wish = wish_in(unnamed, known)
    otherwise = acts_heard.no_question(situation)
    others = [act for act in reading.sure if act.kind in otherwise]
    asking = "?" in incoming.text and all(map(acts.outweighed, others))
    asks = reading.has(ActKind.ASK) or asking or not others
    programme, questions = asked_of(speaker, at_hand.about(speaker))
    read = replace(
        read,
        wish=wish,
        half_wish=None if wish else half_said(incoming.text),
        programme=programme,
        reading=reading,
        questions=questions if asks else {},
        story=claim is not None and tells_a_story(speaker, claim),
    )
    read = with_answers(speaker, claim, replace(read, words=left_to_answer(read)))
    return acts_heard.heard(speaker, read, situation)


def is_given(speaker: Speaker) -> bool:
    """Whether the words are a reason, a recipient or a decision that was asked for."""
    token = speaker.incoming.token
    decides = token and tokens.find(speaker.turn, token, Purpose.DECIDE)
    return isinstance(speaker.awaited, GIVEN) or bool(decides)


def writer(speaker: Speaker) -> KnownWriter:
    """What is known of who wrote: nothing of who writes with somebody else's secret."""
    if speaker.elsewhere:
        return NOBODY
    token = tokens.find(speaker.turn, speaker.incoming.token) if speaker.incoming.token else None
    about_no_claim = token is not None and token.purpose in NOTICES
    return known_of(speaker, None if about_no_claim else speaker.claim)


def asked_of(
    speaker: Speaker, programme: str, *, unmarked: bool = False
) -> tuple[str, dict[str, FaqMatches]]:
    """The questions asked often in the words and the programme that they are about: the one at
    hand, else the only other that surely answers all that is said.

    `unmarked`: what is not shaped like a question may be one all the same.
    """
    found = questions_in(speaker, programme, unmarked=unmarked)
    if found or not programme or not (unmarked or questioning(fold(speaker.incoming.text))):
        return programme, found
    others = {
        slug: asked
        for slug, asked in questions_in(speaker, "", unmarked=unmarked).items()
        if not asked.rest and all(question.sure for question in asked.questions)
    }
    return (next(iter(others)), others) if len(others) == 1 else (programme, {})


def questions_in(speaker: Speaker, programme: str, *, unmarked: bool) -> dict[str, FaqMatches]:
    """The questions asked often in the words: of one programme, of each where none is at hand."""
    known = indexes(speaker.turn.settings.programmes_folder)
    wanted = [programme] if programme else list(known)
    text = speaker.incoming.text
    found = {slug: find(known[slug], text, unmarked=unmarked) for slug in wanted}
    return {slug: asked for slug, asked in found.items() if asked.questions}


def looks_for_badge(asked: FaqMatches) -> bool:
    """Whether nothing but a badge that never came is asked for."""
    hits = [question.hits[0] for question in asked.questions if question.sure]
    sure = len(hits) == len(asked.questions) and not asked.rest
    return sure and all(hit.entry.way == "lost" for hit in hits)


def tells_a_story(speaker: Speaker, claim: Claim) -> bool:
    """Whether a story is being told, in which a question may be part of it."""
    asked = read_answers.being_asked(claim_form.form_of(speaker.turn, claim), speaker.incoming)
    return claim.state in ASKING and asked is not None and asked.kind in read_answers.WHOLE


def left_to_answer(read: Understood) -> str:
    """The words that may answer the claim's questions: those around a question asked often."""
    asked = read.questions.get(read.programme)
    if asked is None or read.story or looks_for_badge(asked) or read.wish in ALSO_ANSWERS:
        return read.words
    return asked.rest


def with_answers(speaker: Speaker, claim: Claim | None, read: Understood) -> Understood:
    """The reading with what it answers of the claim under way."""
    if claim is None or claim.state not in ASKING | MENDABLE:
        return read
    form = claim_form.form_of(speaker.turn, claim)
    if isinstance(speaker.awaited, ExpectingAddress | ExpectingCode):
        beside = replace(speaker.incoming, text=addresses_said.without_them(read.words))
        answers = read_answers.read_beside(speaker.turn, form, beside)
        return replace(read, answers=answers)
    incoming = replace(speaker.incoming, text=read.words)
    return replace(read, answers=read_answers.read(speaker.turn, form, incoming))


def evidence(speaker: Speaker, read: Understood) -> list[str]:
    """The addresses among the answers that a rule wants to reach; those of a message that may ask
    for a badge, as far as they are few."""
    claim = at_hand.under_way(speaker)
    told = [link.url for link in links.find(read.words)][:FEW] if claim is None else []
    if told and (read.reading.has(ActKind.CLAIM) or menu.named(speaker, read.words).badges):
        return told
    form: ClaimForm | None = claim_form.form_of(speaker.turn, claim) if claim else None
    wanted = form.looked_at if form else set()
    given = [answer.value for name, answer in read.answers.answers.items() if name in wanted]
    return list(dict.fromkeys(filter(None, given)))
