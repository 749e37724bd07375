"""What somebody says and is told, from the first word to the badge, played in a preview's world."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP

from sqlmodel import select

from cocarde.demo.mails import ReceivedMail, as_page, read
from cocarde.programme.preview_world import PreviewWorld
from cocarde.programme.sample_answers import SAMPLE_NAME, sample_answer
from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.states import State
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.due import due
from core.ground.effects import Effects
from core.ground.rows import outbox
from core.ground.tables import Badge, Claim
from core.issuing import badge_card
from core.issuing.picture import badge_picture, picture
from core.people import people
from core.programmes.badge_class import BadgeClass
from core.programmes.evidence.prepare_file import Attachment
from core.programmes.file_values import said
from core.programmes.form import QuestionKind
from core.reading.languages import in_language
from core.roster.invitations.letter import write_out
from core.staff import StaffMember, add
from mail.listen import receive_mail
from mail.write import draft, written

MOST, ROUNDS = 30, 3  # answers in a chat, mails; a form takes fewer
STAFF = "sam"


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One message: whose it is, through which door, and what it holds. `page`: a mail as its
    reader sees it; `card`: the picture that a chat shows with it."""

    who: str
    door: str
    text: str
    buttons: tuple[str, ...] = ()
    subject: str = ""
    page: str = ""
    card: bytes = b""
    reply_to: str = ""
    message_id: str = ""


@dataclass(slots=True)
class Story:
    """A talk with one person about one badge, in one language."""

    preview: PreviewWorld
    badge: BadgeClass
    language: str
    key: str
    said: list[ShownMessage] = field(default_factory=list)
    last: Effects = field(default_factory=Effects)

    @property
    def mail(self) -> str:
        """The mailbox of whom it is about."""
        return f"{self.key}@example.org"

    @property
    def name(self) -> str:
        """Who it is about: the sample, or the person of the real claim that is shown."""
        real = self.preview.real
        return (real.name if real else "") or SAMPLE_NAME

    def meet(self, *, chat: bool) -> None:
        """Make the person known, with a proven mailbox, and at a chat if they have one."""
        with self.preview.world.turn() as turn:
            address = people.meet(
                turn, people.MAIL, self.mail, name=self.name, language=self.language
            )
            people.confirm(turn, address)
            if chat:
                people.add_address(turn, people.person_of(turn, address), people.TERMINAL, self.key)

    def send(
        self, text: str = "", choice: str = "", who: str = "", files: tuple[Attachment, ...] = ()
    ) -> None:
        """Say, press or send something in the chat, and note what came of it."""
        who = who or self.key
        named = "".join(f"[{each.name}]" for each in files)
        self.said.append(ShownMessage(who, "chat", text or named or self.label(choice)))
        incoming = Incoming(
            door="terminal", source="preview", source_id=self.preview.number(),
            value=who, text=text, choice=choice, language=self.language, files=files,
        )  # fmt: skip
        self.note(receive(self.preview.world, incoming))

    def begin_by_mail(self) -> None:
        """Ask for the badge in a mail of one line."""
        name = said(self.badge.name, self.language)
        self.said.append(ShownMessage(self.key, "mail", name))
        incoming = Incoming(
            door="mail", source="preview", source_id=self.preview.number(),
            value=self.mail, text=name, language=self.language,
        )  # fmt: skip
        self.note(receive(self.preview.world, incoming))

    def answer_mail(self, text: str, *, photo: bool = False) -> None:
        """Answer the last mail, as a mail program writes it."""
        letters = [each for each in self.said if each.reply_to and self.mail in each.door]
        if not letters:
            return
        self.said.append(ShownMessage(self.key, "mail", text or "[photo.png]"))
        answer = EmailMessage(policy=SMTP)
        answer["From"], answer["To"] = f"{self.name} <{self.mail}>", letters[-1].reply_to
        answer["Subject"] = f"Re: {letters[-1].subject}"
        answer["Message-ID"] = f"<{self.preview.number()}@example.org>"
        answer["In-Reply-To"] = letters[-1].message_id
        answer.set_content(text)
        if photo:
            sent = self.photo()
            answer.add_attachment(sent.content, "image", "png", filename=sent.name)
        self.note(receive_mail(self.preview.world, answer.as_bytes()))

    def answers_by_mail(self) -> None:
        """Answer all that is asked in one mail, a line each, and what is asked after it; then the
        yes."""
        for _ in range(ROUNDS):
            form = self.form()
            if form is None or form.claim.state != State.DRAFT or not form.missing:
                break
            asked = [each for each in form.missing if each.kind is not QuestionKind.FILE]
            lines = [
                f"{each.label_in(self.language)} : {self.answer(form, each.name)}" for each in asked
            ]
            self.answer_mail("\n".join(lines), photo=len(asked) < len(form.missing))
        if form and form.claim.state == State.READY:
            self.answer_mail(in_language(self.language, "language.yes", "oui"))

    def press(self, action: str, who: str) -> bool:
        """Press the button of this action in what somebody was last told; whether it was there."""
        found = [each["choice"] for each in self.buttons(who) if each["choice"].startswith(action)]
        if found:
            self.send(choice=found[0], who=who)
        return bool(found)

    def label(self, choice: str) -> str:
        """What stands on a button that was pressed."""
        found = [each["label"] for each in self.buttons() if each["choice"] == choice]
        return f"[{found[0] if found else said(self.badge.name, self.language)}]"

    def buttons(self, who: str = "") -> list[dict[str, str]]:
        """The buttons of the last messages to somebody."""
        replies = [each for each in self.last.replies if who in ("", each["to"])]
        return [button for reply in replies for button in reply["buttons"]]

    def note(self, effects: Effects) -> None:
        """Keep what was said to people in the chat, then the mails that went out."""
        self.last = effects if effects.replies else self.last
        for reply in effects.replies:
            if reply["door"] == "terminal":
                labels = tuple(each["label"] for each in reply["buttons"])
                self.said.append(
                    ShownMessage(
                        "", f"chat:{reply['to']}", reply["text"], labels, card=self.card(reply)
                    )
                )
        self.said += [self.letter(mail) for mail in self.sent()]

    def card(self, reply: dict[str, object]) -> bytes:
        """The picture that goes with a message: of the badge, or of what it would become."""
        form = self.form()
        if form is None or reply["to"] != self.key:
            return b""
        if form.claim.state == State.ISSUED and "/b/" in str(reply["text"]):
            with self.preview.world.glance() as turn:
                badge = turn.db.exec(select(Badge).where(Badge.claim_id == form.claim.id)).first()
            asked = badge_card.of_badge(badge.id) if badge else ""
        else:
            asked = badge_card.of_claim(form.claim) if form.claim.state == State.READY else ""
        return badge_card.card(self.preview.world, asked)[1] if asked else b""

    def sent(self) -> Iterator[ReceivedMail]:
        """The mails that wait, as they go out."""
        world = self.preview.world
        for row in outbox.take(world, "mail"):
            whole = write_out(world, row)
            if whole is None:
                continue
            with world.glance() as turn:
                made = written(draft(turn, whole))
            outbox.sent(world, whole, made.message_id)
            yield read(made.raw)

    def letter(self, mail: ReceivedMail) -> ShownMessage:
        """A mail as it is shown."""
        to = str(mail.mail["To"])
        return ShownMessage(
            "", f"mail:{to}", mail.text, subject=mail.subject, page=as_page(mail),
            reply_to=str(mail.mail["Reply-To"]), message_id=str(mail.mail["Message-ID"]),
        )  # fmt: skip

    def form(self) -> ClaimForm | None:
        """The claim of this person, as it stands."""
        with self.preview.world.glance() as turn:
            address = people.find(turn, people.MAIL, self.mail)
            if address is None:
                return None
            claims = select(Claim).where(Claim.person_id == address.person_id)
            claim = turn.db.exec(claims).first()
            form = claim_form.form_of(turn, claim) if claim else None
            if form:
                _ = form.missing, form.definition
            return form

    def answers(self) -> None:
        """Answer what is asked, until nothing is missing."""
        for _ in range(MOST):
            form = self.form()
            if form is None or form.claim.state != State.DRAFT or not form.missing:
                return
            asked = form.missing[0]
            chosen = [each for each in self.buttons(self.key) if offers(each["choice"], asked.name)]
            if chosen:
                self.send(choice=chosen[0]["choice"])
            elif asked.kind is QuestionKind.FILE:
                self.send(files=(self.photo(),))
            else:
                self.send(self.answer(form, asked.name))

    def photo(self) -> Attachment:
        """A picture that somebody sends as evidence: for want of another, that of the badge."""
        look = badge_picture(self.preview.programme, self.badge, self.language)
        png = picture(self.preview.world.settings, self.preview.programme, look)
        return Attachment("photo.png", png)

    def answer(self, form: ClaimForm, name: str) -> str:
        """What the person answers to one question: what was answered once, where a real claim is
        shown."""
        real = self.preview.real
        if real and name in real.said:
            return real.said[name]
        question = next(each for each in form.questions if each.name == name)
        return sample_answer(
            self.preview.programme, self.badge.slug, form.definition, question,
            self.language, self.preview.clock.at.date(),
        )  # fmt: skip

    def confirm(self) -> None:
        """Say yes to the recap."""
        form = self.form()
        if form and form.claim.state == State.READY:
            self.send(in_language(self.language, "language.yes", "oui"))

    def wait(self, days: float = 0) -> None:
        """Let time pass, and note what was due."""
        self.preview.clock.pass_days(days)
        self.note(due(self.preview.world))


def offers(choice: str, question: str) -> bool:
    """Whether a button is one of the readings of what was answered."""
    return choice.startswith("choose:") and f":{question}:" in choice


def staff(preview: PreviewWorld, language: str) -> None:
    """Somebody who may do everything in the programme, at a chat and with a mailbox."""
    mail, name = f"{STAFF}@example.org", STAFF.capitalize()
    with preview.world.turn() as turn:
        address = people.meet(turn, people.MAIL, mail, name=name, language=language)
        people.confirm(turn, address)
        people.add_address(turn, people.person_of(turn, address), people.TERMINAL, STAFF)
        add(turn, StaffMember(mail, preview.programme.slug, "manager", name, "", language))


def reach_staff(preview: PreviewWorld, *, chat: bool) -> None:
    """From now on they are written to in the chat, or by mail."""
    with preview.world.turn() as turn:
        if address := people.find(turn, people.TERMINAL, STAFF):
            people.confirm(turn, address)
            address.last_used_at = turn.at if chat else None
            turn.db.add(address)
