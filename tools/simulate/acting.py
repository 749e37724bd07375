"""How the people of the simulation behave: they read what they got, and answer as people do."""

import json
import re
from dataclasses import dataclass
from email.message import EmailMessage
from random import Random

from bot.updates.work_update import work
from core.ground.effects import Effects
from mail.listen import receive_mail
from tests.world import bot_updates
from tests.world.mail_clients import letter
from tests.world.world import Stage
from tools.simulate.post import Heard
from tools.simulate.town import Somebody

SHORT = 60  # signs: a line of a form
SAY_YES = re.compile(r"un « oui » suffit|[Rr]épondez (?:simplement )?« oui »")
CODE = re.compile(r"\b\d{4} \d{4}\b")
LOST = (
    "je n'ai jamais reçu mon badge",
    "Bonjour, je n'ai pas reçu mon badge",
    "bonjour, où est mon badge svp ?",
    "Je n'ai rien reçu pour mon badge Service Civique",
    "j'attends toujours mon badge",
)
LOST_BY_MAIL = (
    "Bonjour,\n\nJe n'ai jamais reçu mon badge. Pouvez-vous m'aider ?\n\nMerci,\n{name}",
    "Bonjour, je n'ai toujours pas reçu mon badge de Service Civique.\nBonne journée\n{name}",
    "Je n'ai rien reçu. Où est mon badge ?\n\nCordialement\n{name}",
)


@dataclass(slots=True)
class Acting:
    """What people say and press; each input goes through its door as raw bytes."""

    stage: Stage
    chance: Random
    inputs: int = 0

    def ask(self, who: Somebody) -> None:
        """Let somebody ask where their badge is."""
        if who.fate.at == "mail":
            self.write(who, self.chance.choice(LOST_BY_MAIL).format(name=who.name), None)
        else:
            self.note(who, self.type(who, "/start"))
            self.note(who, self.type(who, self.chance.choice(LOST)))

    def react(self, who: Somebody, heard: list[Heard]) -> bool:
        """Answer what was heard last, if there is something to answer."""
        if any(each.badge for each in heard):
            who.badges.update(each.badge for each in heard if each.badge)
            return False
        for each in reversed(heard):
            if each.mail is not None and who.fate.at == "mail":
                return self.react_to_mail(who, each)
            if each.mail is None:
                return self.react_in_chat(who, each)
        return False

    def react_in_chat(self, who: Somebody, heard: Heard) -> bool:
        """Let somebody press or write what they would after this message; false where they leave it
        at that."""
        for label, choice in heard.choices.items():
            if choice and self.presses(who, label):
                who.said.append(label)
                who.log.append(f"{who.number} > [{label}]")
                return self.note(who, self.press(who, choice))
        answer = self.answer(who, heard.text)
        if not answer and "8 chiffres" in heard.text:
            return self.without_code(who, heard)
        if not answer or who.said.count(answer) > 1:
            return False
        who.said.append(answer)
        return self.note(who, self.type(who, answer))

    def without_code(self, who: Somebody, heard: Heard) -> bool:
        """No code came: another address where they mistyped it, else they no longer read it."""
        mistyped = who.fate.own and who.given not in who.said
        wanted = "autre adresse" if mistyped else "plus accès"
        for label, choice in heard.choices.items():
            if wanted in label:
                who.log.append(f"{who.number} > [{label}]")
                return self.note(who, self.press(who, choice))
        return False

    def presses(self, who: Somebody, label: str) -> bool:
        """Whether a button says what this person would say."""
        if label in who.said[-3:]:
            return False
        if "@" in label:
            return who.given in label
        return label in ("Oui, tout est exact", who.domain, "Service Civique")

    def answer(self, who: Somebody, text: str) -> str:
        """What they would say to this, in words."""
        if "8 chiffres" in text:
            return self.code(who)
        folded = text.lower()
        if "nom" in folded and "dates" in folded and "un seul message" in folded:
            return self.story(who)
        if "adresse" in folded and "?" in text:
            return self.address(who)
        asked = text.rsplit("·", 1)[-1]
        for label, told in self.facts(who).items():
            if label in asked:
                return told
        return ""

    def address(self, who: Somebody) -> str:
        """The address that they have in mind; some mistype it the first time."""
        if who.fate.mistypes and not who.said:
            return who.given.replace(".org", ",org" if who.number % 2 else ".ogr")
        return who.given if who.fate.own or not who.said else who.own_mail

    def code(self, who: Somebody) -> str:
        """The code of the latest mail that they can read."""
        for mail in reversed(who.mails):
            if found := CODE.search(str(mail["Subject"])):
                return found[0]
        return ""

    def facts(self, who: Somebody) -> dict[str, str]:
        """What somebody would answer to each label of a form."""
        return {
            "Prénom et nom": who.name,
            "Dates de la mission": f"du {who.starts_on:%d/%m/%Y} au {who.ends_on:%d/%m/%Y}",
            "Organisme": who.host,
            "Domaine": who.domain,
            "Lieu": who.place,
            "Programme": "Service Civique",
            "Nom et prénom": who.name,
        }

    def story(self, who: Somebody) -> str:
        """What somebody would tell of their mission in one line."""
        days = f"du {who.starts_on:%d/%m/%Y} au {who.ends_on:%d/%m/%Y}"
        return f"{who.name}, {days}, {who.host} à {who.place}"

    def react_to_mail(self, who: Somebody, heard: Heard) -> bool:
        """Answer a letter: yes, the lines that are missing, or a code."""
        mail = heard.mail
        assert mail is not None
        if CODE.search(str(mail["Subject"])):
            return False  # the letter that asks for it says where it goes
        if "8 chiffres" in heard.text:
            code = self.code(who)
            return self.once(who, code or "plus accès", mail)
        if SAY_YES.search(f"{mail['Subject']}\n{heard.text}"):
            return self.once(who, "oui", mail)
        return self.once(who, self.form(who, heard.text), mail)

    def once(self, who: Somebody, text: str, to: EmailMessage) -> bool:
        """Say it, unless it was said before or is nothing."""
        if not text or text in who.said:
            return False
        who.said.append(text)
        return self.write(who, text, to)

    def form(self, who: Somebody, text: str) -> str:
        """The lines of a form, each with what they know."""
        facts = self.facts(who) | {"Ancienne adresse": who.roster_mail}
        lines = [line.strip() for line in text.splitlines() if line.strip().endswith(":")]
        return "\n".join(
            f"{line} {told}"
            for line in lines
            for label, told in facts.items()
            if len(line) < SHORT and line.startswith(label)
        )

    def write(self, who: Somebody, text: str, to: EmailMessage | None) -> bool:
        """A mail as a client writes it: the words on top, what is answered quoted below."""
        self.inputs += 1
        who.log.append(f"{who.number} by mail > {text}")
        sender = str(to["To"]) if to is not None and to["To"] in who.mailboxes else who.own_mail
        mail = letter(f'"{who.name}" <{sender}>', text, f"s{self.inputs}", to, "Mon badge")
        return self.note(who, receive_mail(self.stage.world, mail.as_bytes()))

    def type(self, who: Somebody, text: str) -> Effects:
        """Send somebody's words to the bot as an update of their private chat; gives what they
        caused."""
        self.inputs += 1
        who.log.append(f"{who.number} > {text}")
        return self.work(bot_updates.sent(self.message(who), text=text))

    def press(self, who: Somebody, choice: str) -> Effects:
        """Press a button in somebody's chat (Bot API: `callback_query`); gives what it caused."""
        self.inputs += 1
        return self.work(bot_updates.pressed(self.message(who), choice))

    def message(self, who: Somebody) -> bot_updates.Json:
        """The next message of somebody's private chat, in the shape of the Bot API."""
        sender = bot_updates.user(who.chat, who.name)
        return bot_updates.message(self.inputs, sender, self.stage.clock.at)

    def work(self, update: bot_updates.Json) -> Effects:
        """Work one update through the bot's own path; gives what it caused."""
        return work(self.stage.world, json.dumps(update).encode())

    def note(self, who: Somebody, effects: Effects) -> bool:
        """Remember of which causes they heard."""
        told = effects.as_json().get("diagnoses", [])
        who.causes.update(str(each["cause"]) for each in told)
        return True
