"""One installation lived through by everybody: what each may do, as raw inputs of every door."""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage

from sqlmodel import col, select

from bot.updates.work_update import work as work_update
from core.due import due
from core.ground.effects import Effects, Outcome
from core.ground.errors import CocardeError, Refusal
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.tables import Badge, Claim, Link, Outbox
from core.ground.world import Turn
from core.issuing.revoke import carry_out_now
from core.joining import by_staff
from core.people import people
from core.people.joined import living
from core.review import revocations
from core.review.revocations import RevocationOrder
from core.roster import import_file
from core.roster.invitations.letter import write_out
from core.staff import StaffMember, add, person, remove
from mail.listen import receive_mail
from mail.write import draft, written
from tests.world import bot_updates
from tests.world.letters import parsed
from tests.world.mail_clients import letter
from tests.world.visitors import visitor
from tests.world.world import BASE, Stage

LINK = re.compile(rf"{re.escape(BASE)}/(?:claim|decide|unlink|stop)/\S+")
CODE = re.compile(r"\b\d{4} \d{4}\b")
FIELD = re.compile(
    r'<(?:input|textarea|button)[^>]* name="([^"]+)"[^>]*?(?: value="([^"]*)")?[^>]*>'
)
SHOWN = 40  # what somebody still finds in a chat or a mailbox

# Two of the staff are learners too.
LEARNERS = ("lina", "zoe", "awa", "sam", "nour")
STAFF = {"sam": "reviewer", "ana": "reviewer", "nour": "support", "max": "manager"}
EVERYBODY = tuple(dict.fromkeys((*LEARNERS, *STAFF)))
SAID = (
    "/start", "/start becode_python-avance", "/start becode_mise-en-ligne", "Python avancé",
    "https://github.com/lina/app", "https://site.example.org", "oui", "non", "annuler", "stop",
    "où est mon badge ?", "je n'ai jamais reçu mon badge", "recommencer", "j'abandonne",
    "https://gitlab.com/x", "Lina Haddad", "merci", "valider", "refuser", "je refuse : vide",
    "corriger : ajoutez un lien", "/aide", "/badges", "/status", "je voudrais parler à un humain",
    "badge volontaire du Service Civique", "du 15 mars 2026 au 15 novembre 2026", "Solidarité",
    "Association Les Passerelles", "Awa Diallo", "passer", "retour", "\x00", "é" * 500,
)  # fmt: skip


@dataclass(slots=True)
class Life:
    """The installation, what everybody has been told, and what they sent."""

    stage: Stage
    told: dict[str, list[Message]] = field(default_factory=dict)
    mails: dict[str, list[EmailMessage]] = field(default_factory=dict)
    sent: list[Callable[[], Effects]] = field(default_factory=list)
    numbers: int = 0
    acts: int = 0

    def begin(self) -> None:
        """The staff arrives; who is in a chat has a number there."""
        with self.stage.world.turn() as turn:
            for key, role in STAFF.items():
                add(turn, StaffMember(mail_of(key), "becode", role, key.capitalize(), "", "fr"))
            for key in EVERYBODY:
                mail = people.meet(turn, people.MAIL, mail_of(key), name=key, language="fr")
                if key != "ana":  # she works by mail alone
                    who = people.person_of(turn, mail)
                    people.confirm(turn, mail)
                    chat = people.add_address(turn, who, people.TELEGRAM, str(chat_of(key)))
                    people.used(turn, chat)

    def writes(self, key: str, said: str) -> Effects:
        """Somebody writes in their chat."""
        return self.once(work_of(self, bot_updates.sent(self.message(key), text=said)))

    def presses(self, key: str, number: int) -> Effects | None:
        """Somebody presses a button that their chat ever showed."""
        shown = self.told.get(str(chat_of(key)), [])[-SHOWN:]
        choices = [b.choice for each in shown for row in each.buttons for b in row if b.choice]
        if not choices:
            return None
        choice = choices[number % len(choices)]
        return self.once(work_of(self, bot_updates.pressed(self.message(key), choice)))

    def answers(self, reader: str, writer: str, number: int, said: str) -> Effects | None:
        """A mail that one got is answered, by them or by somebody else who has it."""
        got = self.mails.get(mail_of(reader), [])[-SHOWN:]
        if not got:
            return None
        mail, self.numbers = got[number % len(got)], self.numbers + 1
        if mail["Reply-To"] is None:
            return None
        said = said.replace("\x00", "") or "bonjour"
        made = letter(f"{writer} <{mail_of(writer)}>", said, f"a{self.numbers}", mail, "Badge")
        raw = made.as_bytes()
        return self.once(lambda: receive_mail(self.stage.world, raw))

    def mails_anew(self, writer: str, said: str) -> Effects:
        """Somebody writes to our address by themselves."""
        self.numbers += 1
        said = said.replace("\x00", "") or "bonjour"
        raw = letter(mail_of(writer), said, f"n{self.numbers}", None, "Mon badge").as_bytes()
        return self.once(lambda: receive_mail(self.stage.world, raw))

    def types_a_code(self, key: str) -> Effects | None:
        """Somebody types the last code that came to their mailbox."""
        for mail in reversed(self.mails.get(mail_of(key), [])):
            if found := CODE.search(str(mail["Subject"])):
                return self.writes(key, found[0])
        return None

    def opens_a_page(self, reader: str, number: int, pressed: int) -> None:
        """The link of a mail is opened, and something on its page pressed."""
        got = self.mails.get(mail_of(reader), [])[-SHOWN:]
        links = [link for mail in got for link in LINK.findall(text_of(mail))]
        if not links:
            return
        path = links[number % len(links)].removeprefix(BASE).rstrip(".,>)")
        asyncio.run(self.visit(path, pressed))

    async def visit(self, path: str, pressed: int) -> None:
        """Read a page, which writes nothing, and press one of its buttons."""
        async with visitor(self.stage) as browser:
            before = self.counted()
            page = await browser.get(path)
            assert self.counted() == before, f"reading {path} wrote something"
            given = posted(page.text, pressed)
            answer = await browser.post(path, data=given)
        assert answer.status_code < 500, (path, given, answer.text[:500])

    def happens_again(self, number: int) -> None:
        """An input comes once more, as after a lost receipt: nothing comes of it."""
        if self.sent:
            before = self.counted()
            effects = self.sent[number % len(self.sent)]()
            assert effects.outcome == Outcome.DUPLICATE, effects
            assert self.counted() == before

    def mission(self, key: str, number: int, months: int) -> None:
        """A mission that ended is imported, or changed."""
        today = self.stage.clock.at.date()
        row = {
            "reference": f"m{key}{number % 2}", "mail": mail_of(key), "name": key.capitalize(),
            "starts_on": str(today - timedelta(days=31 * months + 2)),
            "ends_on": str(today - timedelta(days=2)), "domain": "Solidarité",
            "organisation": "Association Les Passerelles",
        }  # fmt: skip
        self.ordered(lambda turn: import_file.write(turn, "service-civique", [row]))

    def time_passes(self, minutes: int) -> None:
        """So many minutes later, or earlier where the clock is set back, what is due is done."""
        self.stage.clock.at += timedelta(minutes=minutes)
        due(self.stage.world)

    def revokes(self, key: str, number: int, name: str) -> None:
        """One of the staff revokes a badge, or corrects its name."""
        with self.stage.world.glance() as turn:
            badges = list(turn.db.exec(select(Badge.id).order_by(col(Badge.id))))
        if not badges:
            return

        def order(turn: Turn) -> None:
            badge = turn.db.get_one(Badge, badges[number % len(badges)])
            reason = RevocationOrder(person(turn, mail_of(key)), "command", "Une erreur.", name)
            revocations.order(turn, badge, reason)

        carry_out_now(self.stage.world, self.ordered(order))

    def joins(self, key: str, merged: str, kept: str) -> None:
        """One of the staff says that two are one person."""

        def order(turn: Turn) -> None:
            by, one, other = (living(turn, person(turn, mail_of(k))) for k in (key, merged, kept))
            by_staff.merge(turn, by, one, other)

        self.ordered(order)

    def parts(self, key: str, number: int) -> None:
        """One of the staff says that they are two after all."""

        def order(turn: Turn) -> None:
            links = list(turn.db.exec(select(Link).order_by(col(Link.id))))
            if links:
                by_staff.unmerge(turn, person(turn, mail_of(key)), links[number % len(links)])

        self.ordered(order)

    def staff_changes(self, key: str, comes: bool) -> None:
        """Somebody of the staff leaves, or comes back."""
        role = STAFF[key]
        member = StaffMember(mail_of(key), "becode", role, key.capitalize(), "", "fr")

        def order(turn: Turn) -> None:
            add(turn, member) if comes else remove(turn, mail_of(key), "becode", role)

        self.ordered(order)

    def carries(self, fails: str = "") -> int:
        """The doors deliver what is due; or each try comes to this failure. Gives how many rows."""
        world, count = self.stage.world, 0
        for door in ("telegram", "mail"):
            while rows := outbox.take(world, door):
                for row in rows:
                    ready = write_out(world, row)
                    count += 1
                    if ready is not None and fails:
                        outbox.failed(world, ready, outbox.Failure(fails))
                    elif ready is not None:
                        self.deliver(ready)
                if fails:
                    break
        return count

    def deliver(self, row: Outbox) -> None:
        """Bring a row to who reads it."""
        self.told.setdefault(row.place, []).append(Message.from_json(row.message))
        number = str(self.numbers)
        if row.door == "mail":
            with self.stage.world.glance() as turn:
                made = written(draft(turn, row))
            self.mails.setdefault(row.place, []).append(parsed(made.raw))
            number = made.message_id
        outbox.sent(self.stage.world, row, number)

    def once(self, act: Callable[[], Effects]) -> Effects:
        """Work an input, which may come again later."""
        self.sent = [*self.sent[-SHOWN:], act]
        return act()

    def ordered(self, act: Callable[[Turn], object]) -> Effects:
        """An order of the staff in one transaction; one that is refused has no effect."""
        try:
            with self.stage.world.turn() as turn:
                act(turn)
        except (Refusal, CocardeError):
            return Effects()
        return turn.effects

    def message(self, key: str) -> bot_updates.Json:
        """The next message of somebody's private chat, in the shape of the Bot API."""
        self.numbers += 1
        sender = bot_updates.user(chat_of(key), key.capitalize())
        return bot_updates.message(self.numbers, sender, self.stage.clock.at)

    def states(self) -> list[str]:
        """The state of each claim, and `badge` or `revoked` for each badge."""
        with self.stage.world.glance() as turn:
            revoked = [each.revoked_at is not None for each in turn.db.exec(select(Badge))]
            states = list(turn.db.exec(select(Claim.state)))
        return [*states, *("revoked" if each else "badge" for each in revoked)]

    def counted(self) -> tuple[int, ...]:
        """What an input that has no effect leaves alone."""
        with self.stage.world.glance() as turn:
            rows = turn.db.connection().exec_driver_sql(
                "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM outbox),"
                " (SELECT count(*) FROM badge), (SELECT count(*) FROM claim)"
            )
            return tuple(rows.one())


def work_of(life: Life, update: bot_updates.Json) -> Callable[[], Effects]:
    raw = json.dumps(update).encode()
    return lambda: work_update(life.stage.world, raw)


def mail_of(key: str) -> str:
    return f"{key}@example.org"


def chat_of(key: str) -> int:
    return 1000 + EVERYBODY.index(key)


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part is not None else ""


def posted(page: str, pressed: int) -> dict[str, str]:
    """What a page posts as it stands, with one of its buttons pressed and a reason given."""
    given = {name: value for name, value in FIELD.findall(page) if name != "verdict"}
    buttons = re.findall(r'<button[^>]* name="([^"]+)" value="([^"]*)"', page)
    if buttons:
        name, value = buttons[pressed % len(buttons)]
        given[name] = value
    given["reason"] = "Le dépôt est vide."
    return given
