"""What a phone, a webmail or a company adds below a person's words."""

import re
from collections.abc import Sequence

from core.reading.languages import compiled, either, fill
from core.reading.text import fold
from mail.quoting.sorted_lines import LineReason

LONGEST_SIGNATURE = 10
# Names of makers and programs, the same in any language.
_MADE = (
    "iphone|ipad|ipod|mac|smartphone|samsung|galaxy|huawei|xiaomi|redmi|oppo|honor|oneplus|pixel"
    "|android|windows|outlook|yahoo|gmail|proton|protonmail|orange|sfr|free|bouygues|laposte"
    "|la poste|zimbra|webmail|infomaniak|thunderbird|bluemail|spark|fairemail|k-9"
)


def _whole(pattern: str) -> re.Pattern[str]:
    """A pattern with the words of each language's `footers.toml` in it."""
    things = f"{_MADE}|{either('footers.things')}"
    return compiled(fill(pattern, "footers", things=things, device=either("footers.phone")))


_PHONE = _whole(
    r"{device}|{get} outlook .{2,80}|outlook {outlook_for} (?:android|ios) .{2,80}"
    r"|{provenance} ?: {mail} {for_windows} windows.{0,60}|yahoo mail ?: .{2,80}"
    r"|.{0,30}\b{virus_free}\b.{0,60}"
    r"|.{0,120}\b(?:avast|avg|norton|mcafee|kaspersky|bitdefender)\b.{0,90}"
    r"|{secured} tuta(?:nota)?\b.{0,60}"
)
_NOTICE = _whole(r"{notice} .{0,200}{confidential}.*")
_MEANT_FOR = _whole(r"{meant_for}")
_GREEN = _whole(r".{0,60}{green}.{0,120}|\W*{print}\W*")
# what a list or a sender of many mails writes below
_LIST = _whole(
    r"\W*{unsubscribe}(?: (?:{unsubscribe_rest}|:).{0,120})?\W*|{list}|https?://\S{3,200}"
)
_LIST_RULE = re.compile(r"[-_=*~ ]{3,}")
# what a mail server writes above what came from outside
_BANNER = _whole(
    r"\W*{caution}\b.{0,60}{outside}\b.{0,300}"
    r"|\W*{outside_word}(?: (?:e-?mail|mail|sender|message|email))?\W*"
    r"|\W*{this_mail} .{0,40}{comes}.{0,80}{from_outside}\b.{0,300}"
    r"|\W*{do_not_click} .{0,220}|\W*{not_often} .{0,220}|\W*{learn_why}\W*.{0,120}"
    r"|\W*zjqc\w+\W*|\W*{outsider}\W*.{0,120}"
)
LINES_ABOVE = 6  # written lines of a banner
_DELIMITER = re.compile(r"--|-- |__")
_ADDRESS = re.compile(r"<[^<>]*>")
_AROUND = " *_.-[](){}"


def footers(lines: Sequence[str]) -> dict[int, LineReason]:
    """The places below the person's words that are not theirs, each with its reason.

    A signature stands below `-- ` (RFC 3676, 4.3); phone lines and legal notices end a mail.
    """
    found: dict[int, LineReason] = banner(lines)
    end = above_list(lines, above_notice(lines, found), found)
    end = above_phone_lines(lines, end, found)
    for at in reversed(range(end)):
        written = [below for below in range(at + 1, end) if lines[below].strip()]
        if _DELIMITER.fullmatch(lines[at]) and len(written) <= LONGEST_SIGNATURE:
            found |= dict.fromkeys(range(at, end), LineReason.SIGNATURE)
            end = at
    above_phone_lines(lines, end, found)
    return found


def banner(lines: Sequence[str]) -> dict[int, LineReason]:
    """The places above the person's words where a mail server warns of who is outside."""
    found: dict[int, LineReason] = {}
    written = [at for at, line in enumerate(lines) if line.strip()][:LINES_ABOVE]
    for at in written:
        line = fold(lines[at]).strip()
        ruled = at == written[0] and _LIST_RULE.fullmatch(line)
        known = _BANNER.fullmatch(line) or (found and goes_on(lines, at))
        if "?" in line or not (known or ruled):
            break
        found[at] = LineReason.NOTICE
    else:
        return {}  # nothing but a banner: then it may be words
    return found if any(not _LIST_RULE.fullmatch(lines[at].strip()) for at in found) else {}


def goes_on(lines: Sequence[str], at: int) -> bool:
    """Whether a line only goes on with the one above, which has no end: a client broke it."""
    return at > 0 and bool(re.search(r"[\w,]\s*$", lines[at - 1])) and lines[at][:1].islower()


def above_list(lines: Sequence[str], end: int, found: dict[int, LineReason]) -> int:
    """Where the words end above what a list writes below them: a rule, then its lines only."""
    for at in range(end):
        rest = [below for below in range(at, end) if lines[below].strip()]
        if not rest or rest[0] != at or len(rest) > LONGEST_SIGNATURE:
            continue
        told = [fold(lines[below]).strip() for below in rest]
        ruled = bool(_LIST_RULE.fullmatch(told[0])) and len(told) > 1
        body = told[1:] if ruled else told
        known = [bool(_LIST.fullmatch(line)) for line in body]
        if any(known) if ruled else (at and len(body) > 1 and all(known) and "://" not in body[0]):
            found |= dict.fromkeys(rest, LineReason.FOOTER)
            return at
    return end


def above_phone_lines(lines: Sequence[str], end: int, found: dict[int, LineReason]) -> int:
    """Where the words end above the lines that a phone or webmail wrote."""
    while end and (not lines[end - 1].strip() or is_phone_line(lines[end - 1])):
        end -= 1
        if lines[end].strip():
            found[end] = LineReason.FOOTER
    return end


def above_notice(lines: Sequence[str], found: dict[int, LineReason]) -> int:
    """Where the words end above a legal notice that ends the mail."""
    for at in range(len(lines)):
        if is_notice(lines, at):
            written = [below for below in range(at, len(lines)) if lines[below].strip()]
            if len(written) > LONGEST_SIGNATURE:
                break
            found |= dict.fromkeys(written, LineReason.NOTICE)
            return at
    return len(lines)


def is_notice(lines: Sequence[str], at: int) -> bool:
    """Whether a line says that the mail is confidential, and it or those below for whom it is."""
    line = fold(lines[at]).strip(" *_")
    if _GREEN.fullmatch(line):
        return True
    return bool(_NOTICE.fullmatch(line)) and any(
        _MEANT_FOR.search(fold(below)) for below in lines[at : at + LONGEST_SIGNATURE]
    )


def is_phone_line(line: str) -> bool:
    """Whether a client wrote the line; a question is a person's."""
    bare = _ADDRESS.sub("", line).strip() or line
    if len(bare) > 220 or "?" in bare:
        return False
    return _PHONE.fullmatch(fold(bare).strip(_AROUND)) is not None
