"""What a phone, a webmail or a company adds below a person's words."""

import re
from collections.abc import Sequence

from core.reading import languages
from core.reading.languages import compiled, either, fill
from core.reading.text import fold, words
from mail.quoting.banners import LEAST_BROKEN, banner
from mail.quoting.notices import above_notice, is_rule, written_end
from mail.quoting.sorted_lines import LineReason
from mail.quoting.topics import is_by_a_person

LONGEST_SIGNATURE = 10
# Names of makers and programs, the same in any language.
_MADE = (
    "iphone|ipad|ipod|mac|smartphone|samsung|galaxy|huawei|xiaomi|redmi|oppo|honor|oneplus|pixel"
    "|android|windows|outlook|yahoo|gmail|proton|protonmail|orange|sfr|free|freebox|bouygues"
    "|laposte|la poste|zimbra|webmail|infomaniak|thunderbird|bluemail|spark|fairemail|k-9|gmx"
    r"|web\.de|telenet|skynet|proximus|hotmail|icloud|aol|edison|airmail|canary|roundcube"
)
_SYSTEMS = "android|ios|iphone|ipad|windows|mac|macos"


def _whole(pattern: str) -> re.Pattern[str]:
    """A pattern with the words of each language's `footers.toml` in it."""
    things = f"{_MADE}|{either('footers.things')}"
    return compiled(
        fill(pattern, "footers", things=things, device=either("footers.phone"), systems=_SYSTEMS)
    )


_PHONE = _whole(
    r"{device}|{get} (?:outlook|bluemail|spark|gmail|k-9) .{2,80}"
    r"|.{2,40} {for_system} {systems}\b.{0,60} {fetch}|{provenance} ?: .{2,40}"
    r" {for_system} {systems}\b.{0,60}|yahoo mail ?: .{2,80}"
    r"|.{0,30}\b{virus_free}\b.{0,60}"
    r"|.{0,120}\b(?:avast|avg antivirus|www\.avg|norton|mcafee|kaspersky|bitdefender)\b.{0,90}"
    r"|{secured} tuta(?:nota)?\b.{0,60}|{excuse} .{0,60}"
)
# what stands in a text for a picture
_PICTURE = _whole(
    r"\[(?:image|cid|inline image|photo|logo|{picture})\b ?[:\d]?.{0,200}\]"
    r"|<(?:cid:[^<>]{1,100}|[^<>@/:]{0,80}\.(?:png|jpe?g|gif|heic|tiff?|webp|pdf|txt|docx?|ics))>"
    r"|\[{described}.{0,200}|.{0,200}{described_by}\]?"
)
_DELIMITER = re.compile(r"--|-- |__")
_ADDRESS = re.compile(r"<[^<>]*>")
_AROUND = " *_.-[](){}"


def footers(lines: Sequence[str]) -> dict[int, LineReason]:
    """The places around the person's words that are not theirs, each with its reason.

    A signature stands below `-- ` (RFC 3676, 4.3); phone lines, legal notices and what a list says
    end a mail; a mail server's warning begins it.
    """
    found: dict[int, LineReason] = banner(lines)
    found |= {at: LineReason.FOOTER for at, line in enumerate(lines) if is_picture(line)}
    end = above_known(lines, len(lines), found)
    while end:
        start, why = added(lines, end, found)
        if start == end:
            break
        found |= dict.fromkeys(range(start, end), why)
        end = above_known(lines, start, found)
    return found


def above_known(lines: Sequence[str], end: int, found: dict[int, LineReason]) -> int:
    """The place below the last line above `end` that is neither blank nor known already."""
    while end and (not lines[end - 1].strip() or end - 1 in found):
        end -= 1
    return end


def added(lines: Sequence[str], end: int, found: dict[int, LineReason]) -> tuple[int, LineReason]:
    """Where the last thing above `end` begins that a program or a company added, and what it is;
    `end` itself where there is none."""
    below = next((found[at] for at in range(end, len(lines)) if at in found), LineReason.OWN)
    if is_phone_line(lines[end - 1]) or (is_rule(lines[end - 1]) and (below or frames(lines, end))):
        return end - 1, LineReason.FOOTER
    if end > 1 and is_broken_phone_line(lines[end - 2], lines[end - 1]):
        return end - 2, LineReason.FOOTER
    first = next((at + 1 for at in reversed(range(end)) if at in found), 0)
    start, why = above_notice(lines, end, noticed=below is LineReason.NOTICE, start=first)
    if why:
        return start, why
    return signature(lines, end), LineReason.SIGNATURE


def frames(lines: Sequence[str], end: int) -> bool:
    """Whether the line of dashes or stars above `end` stands below something that was added."""
    higher = written_end(lines, end)
    return higher > 0 and above_notice(lines, higher, noticed=False)[0] < higher


def signature(lines: Sequence[str], end: int) -> int:
    """The line of two dashes above a signature that ends here; `end` itself where there is none, or
    where what stands below them says something."""
    written = 0
    for at in reversed(range(end)):
        if _DELIMITER.fullmatch(lines[at]):
            return end if says_something(lines[at + 1 : end]) else at
        written += bool(lines[at].strip())
        if written > LONGEST_SIGNATURE:
            break
    return end


def says_something(lines: Sequence[str]) -> bool:
    """Whether a word stands there that takes something back, or that only a person writes."""
    against = languages.words("around_answers.no", "around_answers.reserve")
    return any(is_by_a_person(line) or not against.isdisjoint(words(line)) for line in lines)


def is_picture(line: str) -> bool:
    """Whether a line only stands for a picture of the HTML."""
    return _PICTURE.fullmatch(fold(line).strip()) is not None


def is_broken_phone_line(above: str, line: str) -> bool:
    """Whether two lines are one that a client wrote and broke."""
    return len(above.strip()) >= LEAST_BROKEN and is_phone_line(f"{above.strip()} {line.strip()}")


def is_phone_line(line: str) -> bool:
    """Whether a client wrote the line; a question is a person's."""
    bare = _ADDRESS.sub("", line).strip() or line
    if len(bare) > 220 or "?" in bare:
        return False
    return _PHONE.fullmatch(fold(bare).strip(_AROUND)) is not None
