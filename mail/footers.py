"""What a phone, a webmail or a company adds below a person's words."""

import re
from collections.abc import Sequence

from core.programmes.folding import fold

LONGEST_SIGNATURE = 10
_THINGS = (
    "iphone|ipad|ipod|mac|smartphone|telephone|mobile|portable|samsung|galaxy|huawei|xiaomi|redmi"
    "|oppo|honor|oneplus|pixel|android|windows|outlook|yahoo|gmail|proton|protonmail|orange|sfr"
    "|free|bouygues|laposte|la poste|zimbra|application|appli|app|messagerie|webmail|courrier|mail"
    "|thunderbird|bluemail|spark|fairemail|k-9|ordinateur|tablette|appareil|telefoon|handy|tablet"
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
    r"|(?:.{0,30}\b(?:virus-free|sans virus|virusvrij|virenfrei)\b.{0,40}|.{0,120})\bavast\b.{0,90}"
)
_NOTICE = re.compile(
    r"(?:ce (?:message|courriel|mail)|cet e-?mail|le present (?:message|courriel)|les informations"
    r"|this (?:e-?mail|message)|dit bericht|deze e-?mail|diese (?:e-?mail|nachricht)) .{0,200}"
    r"(?:confidentiel|confidential|vertrouwelijk|vertraulich).*"
    r"|.{0,60}(?:avant d'imprimer|pensez a l'environnement|consider the environment"
    r"|denk aan het milieu).{0,120}"
)
_DELIMITER = re.compile(r"--|-- |__")


def without_footers(lines: Sequence[str]) -> list[str]:
    """The lines less a signature below `-- ` (RFC 3676, 4.3), phone lines and legal notices."""
    kept = without_phone_lines(above_notice(lines))
    for at in reversed(range(len(kept))):
        below = [line for line in kept[at + 1 :] if line.strip()]
        if _DELIMITER.fullmatch(kept[at]) and len(below) <= LONGEST_SIGNATURE:
            kept = kept[:at]
    return without_phone_lines(kept)


def without_phone_lines(lines: Sequence[str]) -> list[str]:
    """The lines less those at the end that a phone or webmail wrote."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or is_phone_line(kept[-1])):
        kept.pop()
    return kept


def above_notice(lines: Sequence[str]) -> list[str]:
    """Everything above a legal notice that ends the mail."""
    notice = next((at for at, line in enumerate(lines) if is_notice(line)), None)
    if notice is None:
        return list(lines)
    below = [line for line in lines[notice:] if line.strip()]
    return list(lines[:notice] if len(below) <= LONGEST_SIGNATURE else lines)


def is_notice(line: str) -> bool:
    return _NOTICE.fullmatch(fold(line).strip(" *_")) is not None


def is_phone_line(line: str) -> bool:
    return len(line) < 220 and _PHONE.fullmatch(fold(line).strip(" *_.-[](){}")) is not None
