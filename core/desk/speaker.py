"""Who is speaking and where their conversation stands; how we answer them."""

from dataclasses import dataclass, replace
from uuid import UUID

from core.claims import sending
from core.claims.states import ASKING
from core.desk import expecting_columns, on_screen
from core.desk.expecting import NOTHING, Expecting
from core.desk.incoming import Incoming, Manner
from core.desk.repeats import said_often, with_way_out
from core.desk.understood import UNREAD, Understood
from core.ground.effects import Outcome
from core.ground.message_kinds import MessageKind
from core.ground.messages import Buttons, Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Claim, Conversation, Person
from core.ground.world import Turn
from core.people import people, tokens
from core.people.tokens import SHOWN_AROUND, Purpose
from core.reading.acts.kinds import ActKind
from core.support.staff_action import StaffAtWork

NOBODY_YET = UUID(int=0)


@dataclass(frozen=True, slots=True)
class SaidFirst:
    """What is said before whatever comes next, in the same message: the answer to a question."""

    text: str
    buttons: Buttons = ()
    programme: str = ""


@dataclass(slots=True)
class Speaker:
    """One person at one door, for one turn.

    `secret` goes with each reply that is about no claim, so that its answer shows who reads there;
    `bears`: a secret of theirs came along, whoever sent it; `new`: nobody was known here before.
    """

    turn: Turn
    incoming: Incoming
    address: Address
    person: Person
    chat: Conversation
    said: int = 0
    aside: SaidFirst | None = None
    secret: str = ""
    bears: bool = False
    new: bool = False
    understood: Understood = UNREAD

    @property
    def at_work(self) -> StaffAtWork:
        """Who speaks, as one of the staff who acts at this door."""
        return StaffAtWork(self.turn, self.person, self.incoming.door, self.understood.published)

    @property
    def chatting(self) -> bool:
        """Whether the door asks one thing at a time; false for letters and pages."""
        return self.incoming.manner is Manner.CHAT

    @property
    def repeats_oneself(self) -> bool:
        """Whether the same answer as before would annoy: to words of which nothing came, but no
        command or courtesy, unless an answer is asked for."""
        incoming, reading, effects = self.incoming, self.understood.reading, self.turn.effects
        typed = bool(incoming.text) and not incoming.text.startswith("/") and not incoming.group
        vain = effects.outcome is not Outcome.CASE and not effects.moves and not effects.answers
        polite = bool(self.understood.command) or reading.has(ActKind.COURTESY)
        asked = self.claim is not None and self.claim.state in ASKING
        return typed and vain and (asked or not polite)

    @property
    def elsewhere(self) -> bool:
        """Whether it is a mail that bears somebody's secret and comes from another address."""
        from_it = is_from(self.incoming, self.address)
        return self.bears and self.incoming.door == people.MAIL and not from_it

    @property
    def proven(self) -> bool:
        """Whether the words count for what they are about: a chat, the page of a secret, a mail
        with its secret from where that was sent to, or a mail that our server vouches for."""
        said = self.chatting or self.bears or self.incoming.authentic
        return said and not self.elsewhere

    @property
    def themselves(self) -> bool:
        """Whether it is the person who speaks: in their chat, or by a mail from their own address
        that our server vouches for. A secret alone never shows that: letters are forwarded."""
        return self.chatting or (self.incoming.authentic and is_from(self.incoming, self.address))

    @property
    def writes_from_own(self) -> bool:
        """Whether our own mail server vouches for the sender, and it is a mailbox of theirs."""
        sender = people.fold(people.MAIL, self.incoming.value)
        own = people.addresses(self.turn, self.person)
        known = {each.value for each in own if each.door == people.MAIL and each.proven_at}
        return self.incoming.authentic and sender in known

    @property
    def claim(self) -> Claim | None:
        """The claim that the conversation is about."""
        if self.chat.claim_id is None:
            return None
        return self.turn.db.get(Claim, self.chat.claim_id)

    @property
    def locale(self) -> str:
        """The locale to speak to them: their language, in the register of the claim's programme."""
        return sending.locale_of(self.turn, self.person, self.claim)

    @property
    def language(self) -> str:
        """The language alone, such as `fr`."""
        return self.locale.partition("-")[0]

    def word(self, key: str, **values: str) -> str:
        """The sentence of a word (`topic.key`) in the speaker's locale, its `$names` filled in."""
        return self.turn.say(self.locale, key, **values)

    @property
    def awaited(self) -> Expecting:
        """What a plain text will answer."""
        return expecting_columns.read(self.chat.expecting, self.chat.about)

    def about(self, claim: Claim | None, awaited: Expecting = NOTHING) -> None:
        """Let the conversation be about this claim from now on, and plain words answer this."""
        self.stand(claim.id if claim else None, awaited)

    def expect(self, awaited: Expecting = NOTHING) -> None:
        """Let the next plain words answer this; the conversation stays with its claim."""
        self.stand(self.chat.claim_id, awaited)

    def stand(self, claim_id: UUID | None, awaited: Expecting) -> None:
        """Write down where the conversation stands, if it moved."""
        chat = self.chat
        if (chat.claim_id, self.awaited) == (claim_id, awaited):
            return
        chat.claim_id = claim_id
        chat.expecting, chat.about = expecting_columns.written(awaited)
        chat.updated_at = self.turn.at
        self.turn.db.add(chat)
        self.turn.db.flush()

    def reply(
        self,
        text: str,
        buttons: Buttons = (),
        *,
        letter: str = "note",
        values: dict[str, str] | None = None,
        claim: Claim | None = None,
        badge: str = "",
        awaits: bool = False,
    ) -> None:
        """Answer where the person spoke, in the words of a letter where that is a mailbox."""
        form = {"text": text, **(values or {})}
        self.put(Message(text, self.locale, buttons, letter, form, badge, awaits=awaits), claim)

    def put(self, message: Message, claim: Claim | None = None) -> None:
        """Send a message back; a form is answered by its page, not by a message."""
        shown = replace(self.after_aside(message), token=self.secret)
        self.said += 1
        if self.chatting and self.said == 1 and self.repeats_oneself:
            to = To(self.address.door, self.address.value)
            shown = with_way_out(self.turn, to, shown, self.person)
        if self.chatting and self.said == 1:
            here = self.incoming.place if self.incoming.group else self.address.value
            shown = on_screen.placed(self.turn, self.incoming, here, shown, self.person)
        subject = f"{self.incoming.source}:{self.incoming.source_id}:{self.said}"
        if self.incoming.door == "web":
            told = {"door": "web", "to": "", "text": shown.text, "buttons": []}
            self.turn.effects.replies.append(told)
        elif self.incoming.group:
            there = To(self.incoming.door, self.incoming.place, self.person.id)
            outbox.put(self.turn, there, MessageKind.REPLY, subject, shown)
        elif said_often(
            self.turn, To(self.address.door, self.address.value), MessageKind.REPLY, shown.text
        ):
            self.turn.effects.conclude(Outcome.IGNORED, "the same answer again and again")
        else:
            sending.send(
                self.turn, self.address, claim or self.claim, MessageKind.REPLY, subject, shown
            )

    def after_aside(self, message: Message) -> Message:
        """The message with what has to be said before it, if there is something."""
        if self.aside is None:
            return message
        aside, self.aside = self.aside, None
        text = f"{aside.text}\n\n{message.text}"
        before = "\n\n".join(filter(None, (aside.text, message.values.get("before", ""))))
        values = {**message.values, "before": before}
        if values.get("text") == message.text:
            values["text"] = text
        return replace(
            message, text=text, buttons=(*message.buttons, *aside.buttons), values=values
        )


def meet(turn: Turn, incoming: Incoming) -> Speaker:
    """The speaker of an input: by the secret that came with it, else by the address.

    With a secret the talk is that of the address to which the secret was sent, and answers go
    there; who bears it has shown no more than that.
    """
    token = tokens.find(turn, incoming.token) if incoming.token else None
    shown = token is not None and token.purpose not in SHOWN_AROUND
    new = False
    if token is not None and token.address_id is not None and shown:
        address = turn.db.get_one(Address, token.address_id)
        recognise(turn, incoming, address)
    else:
        new = people.find(turn, incoming.door, incoming.value) is None
        address = people.meet(
            turn, incoming.door, incoming.value, name=incoming.name, language=incoming.language
        )
    person = people.person_of(turn, address)
    place = incoming.place if incoming.group else address.value
    chat = conversation(turn, address, place)
    speaker = Speaker(turn, incoming, address, person, chat, bears=shown, new=new)
    if speaker.proven and not incoming.group and is_from(incoming, address):
        people.used(turn, address)
    if token is not None and token.claim_id is not None and token.purpose == Purpose.CLAIM:
        speaker.about(turn.db.get_one(Claim, token.claim_id))
    return speaker


def glimpse(turn: Turn, incoming: Incoming) -> Speaker:
    """The speaker as `meet` will find them, for reading only: nothing is written down.

    Who is new has an address, a person and a conversation that are in no table yet.
    """
    token = tokens.find(turn, incoming.token) if incoming.token else None
    shown = token is not None and token.purpose not in SHOWN_AROUND
    sent_to = turn.db.get(Address, token.address_id) if token and token.address_id else None
    address = sent_to if shown and sent_to else people.seen(turn, incoming.door, incoming.value)
    if address is None:
        value = people.fold(incoming.door, incoming.value)
        new = Person(
            id=NOBODY_YET, name=incoming.name, language=incoming.language, created_at=turn.at
        )
        address = Address(id=NOBODY_YET, person_id=new.id, door=incoming.door, value=value)
        chat = Conversation(
            door=address.door, place=value, address_id=address.id, updated_at=turn.at
        )
        return Speaker(turn, incoming, address, new, chat, bears=shown)
    stands = turn.db.get(Conversation, (address.door, address.value))
    chat = Conversation(
        door=address.door,
        place=address.value,
        address_id=address.id,
        claim_id=stands.claim_id if stands else None,
        expecting=stands.expecting if stands else "",
        about=stands.about if stands else "",
        updated_at=stands.updated_at if stands else turn.at,
    )
    if token is not None and token.claim_id is not None and token.purpose == Purpose.CLAIM:
        chat.claim_id, chat.expecting, chat.about = token.claim_id, "", ""
    person = people.person_of(turn, address)
    return Speaker(turn, incoming, address, person, chat, bears=shown)


def recognise(turn: Turn, incoming: Incoming, address: Address) -> None:
    """A secret that comes back from the mailbox it was sent to shows that somebody reads there."""
    if not is_from(incoming, address):
        return
    if incoming.authentic:
        people.confirm(turn, address)
    elif not turn.settings.mail_authserv_id:  # nobody can vouch for anybody here
        people.prove(turn, address)


def is_from(incoming: Incoming, address: Address) -> bool:
    """Whether an input names this address as where it was written."""
    said = people.fold(incoming.door, incoming.value)
    return (incoming.door, said) == (address.door, address.value)


def conversation(turn: Turn, address: Address, place: str) -> Conversation:
    """The conversation of an address at a place; in a group each member has their own."""
    key = place if place == address.value else f"{place}/{address.value}"
    chat = turn.db.get(Conversation, (address.door, key))
    if chat is None:
        chat = Conversation(door=address.door, place=key, address_id=address.id, updated_at=turn.at)
        turn.db.add(chat)
        turn.db.flush()
    return chat
