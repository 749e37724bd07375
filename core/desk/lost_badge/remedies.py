"""What mends each cause, done in the same answer: each at most once for one asking."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.claims import opening
from core.claims.states import CLOSED
from core.desk import menu
from core.desk.casework import person_notices
from core.desk.claim import conversation, status
from core.desk.claim.next_question import joined
from core.desk.lost_badge import ask_address, remind_reviewers, wording
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.ground.tables import Claim, Diagnosed
from core.people import roles
from core.roster.invitations import campaign
from core.support import CaseSubject, Occasion, open_case
from core.support.diagnosis.causes import Cause, Cure, Diagnosis


@dataclass(frozen=True, slots=True)
class RemedyReply:
    """One asking: who asks, the badge it is about, the others, and the row that counts it."""

    speaker: Speaker
    diagnosis: Diagnosis
    others: list[Diagnosis]
    row: Diagnosed

    def word(self, key: str) -> str:
        return wording.word(self.speaker, self.diagnosis, key)

    def around(self, done: str) -> tuple[str, ...]:
        """The cause, what is done about it, and the other badges."""
        speaker, diagnosis = self.speaker, self.diagnosis
        return wording.cause(speaker, diagnosis), done, wording.also(speaker, self.others)

    def reply(self, done: str = "") -> None:
        """Nothing more than that, with the ways on."""
        speaker, diagnosis = self.speaker, self.diagnosis
        text = joined(*self.around(done), wording.last(speaker, diagnosis))
        ways = wording.ways_on(speaker, diagnosis, self.others)
        speaker.reply(text, ways, claim=diagnosis.claim)

    def first(self, done: str = "") -> None:
        """That, before what comes next in the same message."""
        ways = wording.ways_on(self.speaker, self.diagnosis, self.others)
        self.speaker.aside = SaidFirst(joined(*self.around(done)), ways)


def cure(speaker: Speaker, diagnosis: Diagnosis, others: list[Diagnosis], row: Diagnosed) -> None:
    """Do what the diagnosis names; a letter that nothing proves moves no claim."""
    if diagnosis.cure is Cure.RECLAIM and not speaker.proven:
        diagnosis = replace(diagnosis, cure=Cure.NONE)
    if diagnosis.claim is not None:
        speaker.about(diagnosis.claim)
    CURES[diagnosis.cure](RemedyReply(speaker, diagnosis, others, row))


def none(told: RemedyReply) -> None:
    """Nothing to do but to know."""
    told.reply()


def send_again(told: RemedyReply) -> None:
    """The badge once more, to where its holder speaks from."""
    if told.diagnosis.held is not None:
        told.first()
        status.send_badge(told.speaker, told.diagnosis.held.id)


def invite(told: RemedyReply) -> None:
    """What the invitation would have begun, begun here."""
    speaker, diagnosis = told.speaker, told.diagnosis
    claim = opening.open_claim(
        speaker.turn,
        speaker.person,
        diagnosis.programme,
        diagnosis.badge,
        language=speaker.language,
        mission=diagnosis.mission,
        actor=conversation.actor(speaker),
    )
    if diagnosis.mission is not None:
        campaign.call_off(speaker.turn, diagnosis.mission)
    told.row.claim_id = claim.id
    speaker.turn.db.add(told.row)
    go_on(told, claim, "recovery.anew" if unseen(told.diagnosis) else "recovery.invite")


def resume(told: RemedyReply) -> None:
    """The claim where it stands; one that the person had stopped begins anew."""
    claim = told.diagnosis.claim
    if claim is None or claim.state in CLOSED:
        invite(told)
    else:
        go_on(told, claim, "recovery.anew" if unseen(told.diagnosis) else "recovery.resume")


def unseen(diagnosis: Diagnosis) -> bool:
    """Whether the invitation went out, and may never have been read."""
    return diagnosis.cause in (Cause.UNANSWERED, Cause.INVITATION_BOUNCED)


def reclaim(told: RemedyReply) -> None:
    """Open again; only what was wrong is asked."""
    if told.diagnosis.claim is not None:
        told.first("")
        conversation.resume(told.speaker, told.diagnosis.claim, told.word("recovery.reclaim"))


def go_on(told: RemedyReply, claim: Claim, done: str) -> None:
    told.first(told.word(done))
    conversation.resume(told.speaker, claim)


def issue(told: RemedyReply) -> None:
    """The badge is issued as soon as this turn is over, as its timer would have done."""
    claim = told.diagnosis.claim
    if claim is not None:
        told.speaker.turn.effects.approved.append(str(claim.id))
    told.reply(told.word("recovery.issue"))


def remind(told: RemedyReply) -> None:
    """Those who are late with a decision are reminded, once a day."""
    claim = told.diagnosis.claim
    reminded = claim is not None and remind_reviewers.remind(told.speaker.turn, claim)
    told.reply(told.word("recovery.remind" if reminded else "recovery.reminded"))


def match(told: RemedyReply) -> None:
    """Nobody here is known by this address: it may be another one that the organisation had."""
    ask_address.begin(told.speaker, told.diagnosis.programme)


def human(told: RemedyReply) -> None:
    """A case that arrives with its diagnosis; what the person answers comes to it as well."""
    speaker, diagnosis = told.speaker, told.diagnosis
    subject = f"{speaker.person.id}:{diagnosis.programme}:{diagnosis.badge}:{diagnosis.cause}"
    matter = CaseSubject(
        Occasion.UNSOLVED,
        subject,
        f"« {speaker.incoming.text} »" if speaker.incoming.text else "",
        diagnosis.programme,
        speaker.person,
        diagnosis.claim,
        diagnosis.mission,
        diagnosis.cause,
    )
    case = open_case(speaker.turn, matter)
    told.row.case_id = case.id
    speaker.turn.db.add(told.row)
    speaker.turn.effects.conclude(Outcome.CASE, f"unsolved: {diagnosis.cause}")
    if not roles.supporters(speaker.turn, diagnosis.programme):
        told.reply(menu.contact(speaker, diagnosis.programme))
    elif speaker.chatting:
        told.reply(person_notices.sentence(speaker, case))
        person_notices.await_reply(speaker.turn, case, speaker.address)
    else:
        text = joined(*told.around(person_notices.sentence(speaker, case)))
        person_notices.by_mail(speaker, case, text, "human-noted")


CURES: dict[Cure, Callable[[RemedyReply], None]] = {
    Cure.NONE: none,
    Cure.SEND_AGAIN: send_again,
    Cure.INVITE: invite,
    Cure.RESUME: resume,
    Cure.RECLAIM: reclaim,
    Cure.ISSUE: issue,
    Cure.REMIND: remind,
    Cure.MATCH: match,
    Cure.HUMAN: human,
}
