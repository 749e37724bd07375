"""The words of a returned mail that count: what the remote server said, not what came back."""

import re
from email.message import Message

from core.reading.text import tidy
from mail.parsing.bodies import body, content_type, parts, words
from mail.quoting.html_lines import from_html
from mail.screening.bounce_reasons import ANY_CODE, REPLY

LONGEST = 20_000
BELOW = 3  # lines that a server's answer may go on for
# from here on it is our own mail, enclosed in plain text
_ENCLOSED = re.compile(
    r"^[ \t>]*(?:"
    r"[-=_*. ]{2,}[^\n]{0,30}(?:copy of|original|origine|returned|undelivered|unsent|message header"
    r"|below this line|message follows|text of your|start of|begin|your message|enclosed"
    r"|headers? follow)[^\n]{0,60}$"
    r"|(?:Return-Path|Received|Message-ID|DKIM-Signature|X-Mailer|MIME-Version) ?:"
    r"|(?:The (?:header|body|text) of (?:the|your)|Original message headers"
    r"|En-t[eê]tes? (?:de|du) message|Oorspronkelijke berichtkop|Urspr[uü]ngliche Nachrichtenkopf"
    r"|Included is a copy of|The original message follows|Message header follows"
    r"|Your original message|Below is the|Here is (?:a|the) copy)[^\n]{0,80}$)",
    re.I | re.M,
)
_SAID = re.compile(
    r"\bsaid ?:|returned ['\"«“]|remote host|responded|response|diagnostic|error from remote"
    r"|replied|answered|a repondu|because ?:|reason ?:|raison ?:|cause ?:|grund ?:|reden ?:",
    re.I,
)


def said_in(message: Message) -> str:
    """What the outer mail says in words, as text, down to the mail that it returns."""
    found = body(message)
    text = found.text if found.text.strip() else ""
    if not text and found.html:
        text = "\n".join(line.text for line in from_html(found.html))
    if not text:
        leaves = (part for part in parts(message) if content_type(part) == "text/plain")
        text = next(map(words, leaves), "")
    text = tidy(text[:LONGEST])
    enclosed = _ENCLOSED.search(text)
    return text[: enclosed.start()] if enclosed and text[: enclosed.start()].strip() else text


def remote_line(text: str) -> str:
    """The lines in which the remote server speaks, on one line; empty without any.

    Such a line bears a reply code or says who said it; its sentence goes on below it.
    """
    lines = [line.strip() for line in text.splitlines()]
    kept: list[str] = []
    left = 0
    for line in lines:
        if REPLY.search(line) or ANY_CODE.search(line) or _SAID.search(line):
            left = BELOW + 1
        if not line or left == 0:
            left = min(left, 1) if not line and kept and kept[-1].endswith(":") else 0
            continue
        kept.append(line)
        left -= 1
    return " ".join(kept)
