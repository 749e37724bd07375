"""The ways in which a claim begins elsewhere than on our pages: a chat, a mail."""

from urllib.parse import quote

from core.claims import sending
from core.ground.world import Turn
from core.programmes.badge_class import BadgeClass
from core.programmes.file_values import said
from core.programmes.programme import Programme

LONGEST_PAYLOAD = 64  # Bot API, deep linking


def chat(turn: Turn, programme: Programme, badge: BadgeClass) -> str:
    """The address that opens the bot at the claim of a badge; empty where no bot runs, or where its
    name is too long for one."""
    payload = f"{programme.slug}_{badge.slug}"
    return sending.deep_link(turn, payload) if len(payload) <= LONGEST_PAYLOAD else ""


def letter(turn: Turn, programme: Programme, badge: BadgeClass, locale: str) -> str:
    """The address that opens a mail which asks for a badge (RFC 6068); empty without a mailbox."""
    mailbox = turn.settings.mail_address
    language = locale.partition("-")[0]
    named = {
        "badge": said(badge.name, language),
        "programme": said(programme.name, language),
    }
    subject = turn.say(locale, "ask.letter_subject", badge=named["badge"])
    text = turn.say(locale, "ask.letter_text", **named)
    body = quote(text.replace("\n", "\r\n"))
    return f"mailto:{mailbox}?subject={quote(subject)}&body={body}" if mailbox else ""
