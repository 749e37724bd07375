"""What belongs to the person, not to a claim: mail address, language, privacy."""

from email_validator import EmailNotValidError, validate_email

from core.claims import joining, people, tokens
from core.claims.opening import speakable
from core.desk import asking
from core.desk.speaker import Speaker
from core.ground import outbox
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button, Message
from core.ground.outbox import To
from core.ground.tables import Address, Claim

MAIL, CODE = "mail", "code"


def needs_mail(speaker: Speaker) -> bool:
    """A badge bears a mail address, so a chat has to bring one that is proven."""
    return people.proven_mail(speaker.turn, speaker.person) is None


def ask_mail(speaker: Speaker, claim: Claim, before: str = "") -> None:
    """The first step of a claim in a chat, while no mail address is proven."""
    claim.asks_mail = True
    speaker.turn.db.add(claim)
    speaker.about(claim, MAIL)
    speaker.turn.effects.told(Outcome.ASKED)
    step = asking.mail_step(speaker, claim)
    speaker.reply(asking.joined(before, step))


def hear_mail(speaker: Speaker) -> None:
    """An address was said: send a code to it, the same words whether it is known or not."""
    said = speaker.incoming.text.strip().strip("<>.,;")
    try:
        mail = validate_email(said, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        speaker.turn.effects.told(Outcome.REJECTED, "not a mail address")
        speaker.reply(speaker.word("account.mail_wrong", said=said[:80]))
        return
    address = people.find(speaker.turn, people.MAIL, mail) or new_mail(speaker, mail)
    send_code(speaker, address)


def new_mail(speaker: Speaker, mail: str) -> Address:
    """An address that nobody has: it is the speaker's as soon as they prove it."""
    return people.add_address(speaker.turn, speaker.person, people.MAIL, mail)


def send_code(speaker: Speaker, address: Address) -> None:
    try:
        code = tokens.code(speaker.turn, address)
    except Refusal as refusal:
        speaker.reply(speaker.word(refusal.word, **refusal.values))
        return
    values = {"code": f"{code[:4]} {code[4:]}"}
    text = speaker.word("account.code_mail", **values)
    message = Message(text, speaker.locale, letter="code", values=values)
    to = To(people.MAIL, address.value)
    outbox.put(speaker.turn, to, "code", str(speaker.turn.chance.uuid()), message)
    speaker.expect(CODE, str(address.value))
    tell_code_sent(speaker, address.value)


def tell_code_sent(speaker: Speaker, mail: str) -> None:
    """The code is on its way; or give another address."""
    speaker.turn.effects.told(Outcome.ASKED)
    other = Button(speaker.word("account.button_other_mail"), "othermail")
    speaker.reply(speaker.word("account.code_sent", mail=mail), ((other,),))


def hear_code(speaker: Speaker) -> bool:
    """Digits were said: the address is proven, or one more try is left. True when proven."""
    address = people.find(speaker.turn, people.MAIL, speaker.chat.about)
    if address is None or not tokens.try_code(speaker.turn, address, speaker.incoming.text):
        speaker.turn.effects.told(Outcome.REJECTED, "wrong code")
        other = Button(speaker.word("account.button_other_mail"), "othermail")
        again = Button(speaker.word("account.button_new_code"), "newcode")
        speaker.reply(speaker.word("account.code_wrong"), ((again,), (other,)))
        return False
    speaker.person = joining.prove_mail(speaker.turn, speaker.person, address)
    speaker.expect()
    return True


def new_code(speaker: Speaker) -> None:
    """Send another code to the address that was said."""
    address = people.find(speaker.turn, people.MAIL, speaker.chat.about)
    if address is None or speaker.chat.expecting != CODE:
        other_mail(speaker)
        return
    send_code(speaker, address)


def other_mail(speaker: Speaker) -> None:
    """Give another address than the one that was said."""
    speaker.expect(MAIL)
    speaker.reply(speaker.word("account.mail_ask"))


def ask_language(speaker: Speaker) -> None:
    rows = tuple(
        (Button(speaker.turn.say(language, "account.language_name"), f"language:{language}"),)
        for language in speaker.turn.world.words.languages
    )
    speaker.reply(speaker.word("account.language_ask"), rows)


def set_language(speaker: Speaker, language: str) -> None:
    """Remember the language, for the person and for the claim under way."""
    if language not in speaker.turn.world.words.languages:
        ask_language(speaker)
        return
    speaker.person.language = language
    speaker.turn.db.add(speaker.person)
    claim = speaker.claim
    if claim is not None:
        claim.language = speakable(speaker.turn, claim.programme, language)
        speaker.turn.db.add(claim)


def tell_privacy(speaker: Speaker) -> None:
    speaker.reply(speaker.word("account.privacy"))
