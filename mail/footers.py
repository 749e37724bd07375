"""What a phone, a webmail or a company adds below a person's words."""

import re
from collections.abc import Sequence

from core.programmes.folding import fold
from mail.whose import Why

LONGEST_SIGNATURE = 10
_THINGS = (
    "iphone|ipad|ipod|mac|smartphone|telephone|mobile|portable|samsung|galaxy|huawei|xiaomi|redmi"
    "|oppo|honor|oneplus|pixel|android|windows|outlook|yahoo|gmail|proton|protonmail|orange|sfr"
    "|free|bouygues|laposte|la poste|zimbra|application|appli|app|messagerie|webmail|courrier|mail"
    "|infomaniak|thunderbird|bluemail|spark|fairemail|k-9|ordinateur|tablette|appareil|telefoon|handy|tablet"
    "|toestel|gsm|smart phone|phone|device"
)
_PHONE = re.compile(
    rf"envoye (?:de|depuis|a partir d[eu']|avec|via|d')\W?.{{0,50}}\b(?:{_THINGS})\b.{{0,90}}"
    r"|envoye (?:de|depuis) m(?:on|a) .{2,60}|sent from my .{2,60}"
    rf"|sent (?:from|with|via|using) .{{0,50}}\b(?:{_THINGS})\b.{{0,90}}"
    r"|(?:verzonden|verstuurd) (?:vanaf|vanuit|met|via|van|door)"
    rf" .{{0,50}}\b(?:{_THINGS})\b.{{0,90}}"
    r"|(?:verzonden|verstuurd) (?:vanaf|van) mijn .{2,60}"
    r"|von mein\w{0,2} .{2,60} gesendet.{0,20}"
    rf"|gesendet (?:von|mit|aus) .{{0,50}}\b(?:{_THINGS})\b.{{0,90}}"
    r"|(?:telecharge[rz]|obtenir|obtenez|get|download|ontvang|holen sie sich) outlook .{2,80}"
    r"|outlook (?:voor|fur) (?:android|ios) .{2,80}"
    r"|(?:provenance|von|van) ?: (?:courrier|mail) (?:pour|de|fur|voor) windows.{0,60}"
    r"|yahoo mail ?: .{2,80}"
    r"|.{0,30}\b(?:virus-free|sans virus|virusvrij|virenfrei)\b.{0,60}"
    r"|.{0,120}\b(?:avast|avg|norton|mcafee|kaspersky|bitdefender)\b.{0,90}"
    r"|(?:securise par|secured with|gesichert mit|beveiligd met) tuta(?:nota)?\b.{0,60}"
)
_NOTICE = re.compile(
    r"(?:ce (?:message|courriel|mail)|cet e-?mail|le present (?:message|courriel)|les informations"
    r"|this (?:e-?mail|message)|dit bericht|deze e-?mail|diese (?:e-?mail|nachricht)) .{0,200}"
    r"(?:confidentiel|confidential|vertrouwelijk|vertraulich).*"
)
_MEANT_FOR = re.compile(
    r"destinataire|par erreur|privilegi|detrui|addressee|intended|recipient|in error|delete"
    r"|geadresseerde|bestemd|empfanger|bestimmt|pieces jointes|attachment|bijlage"
)
_GREEN = re.compile(
    r".{0,60}(?:avant d'imprimer|pensez a l'environnement|consider the environment"
    r"|denk aan het milieu).{0,120}"
)
_DELIMITER = re.compile(r"--|-- |__")
_ADDRESS = re.compile(r"<[^<>]*>")
_AROUND = " *_.-[](){}"


def footers(lines: Sequence[str]) -> dict[int, Why]:
    """The places below the person's words that are not theirs, each with its reason.

    A signature stands below `-- ` (RFC 3676, 4.3); phone lines and legal notices end a mail.
    """
    found: dict[int, Why] = {}
    end = above_notice(lines, found)
    end = above_phone_lines(lines, end, found)
    for at in reversed(range(end)):
        written = [below for below in range(at + 1, end) if lines[below].strip()]
        if _DELIMITER.fullmatch(lines[at]) and len(written) <= LONGEST_SIGNATURE:
            found |= dict.fromkeys(range(at, end), Why.SIGNATURE)
            end = at
    above_phone_lines(lines, end, found)
    return found


def above_phone_lines(lines: Sequence[str], end: int, found: dict[int, Why]) -> int:
    """Where the words end above the lines that a phone or webmail wrote."""
    while end and (not lines[end - 1].strip() or is_phone_line(lines[end - 1])):
        end -= 1
        if lines[end].strip():
            found[end] = Why.FOOTER
    return end


def above_notice(lines: Sequence[str], found: dict[int, Why]) -> int:
    """Where the words end above a legal notice that ends the mail."""
    for at in range(len(lines)):
        if is_notice(lines, at):
            written = [below for below in range(at, len(lines)) if lines[below].strip()]
            if len(written) > LONGEST_SIGNATURE:
                break
            found |= dict.fromkeys(written, Why.NOTICE)
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
