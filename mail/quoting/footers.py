"""What a phone, a webmail or a company adds below a person's words."""

import re
from collections.abc import Sequence

from core.reading.text import fold
from mail.quoting.sorted_lines import LineReason

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
    r"|denk aan het milieu|denken sie an die umwelt|preserv\w+ l'environnement).{0,120}"
    r"|\W*(?:n'imprime[rz]? .{0,60}(?:necessaire|utile|besoin|indispensable)"
    r"|evite[rz] d'imprimer.{0,80}"
    r"|(?:please )?(?:do not|don't|only|think before you) print .{0,100}"
    r"|print (?:dit|deze|alleen) .{0,100}|(?:bitte )?drucken sie .{0,60}(?:notig|notwendig"
    r"|erforderlich))\W*"
)
# what a list or a sender of many mails writes below
_LIST = re.compile(
    r"\W*(?:se desabonner|se desinscrire|me desabonner|unsubscribe|uitschrijven|abmelden"
    r"|abbestellen)"
    r"(?: (?:de|d'|from|van|von|ici|here|hier|this|cette|cliquez|:).{0,120})?\W*"
    r"|(?:vous recevez ce|vous avez recu ce|you (?:are receiving|received|receive) this"
    r"|u ontvangt dit"
    r"|je ontvangt dit|sie erhalten diese) .{4,200}"
    r"|(?:pour|afin de) (?:vous|se) (?:desabonner|desinscrire).{0,160}"
    r"|to unsubscribe .{0,160}|.{0,60}\bmailing list\b.{0,60}|https?://\S{3,200}"
)
_LIST_RULE = re.compile(r"[-_=*~ ]{3,}")
# what a mail server writes above what came from outside
_BANNER = re.compile(
    r"\W*(?:attention|avertissement|prudence|mefiez-vous|caution|warning|external|externe?"
    r"|extern(?:e|al)? (?:e-?mail|mail|sender|bericht)"
    r"|opgelet|let op|waarschuwing|achtung|vorsicht|warnung|ext|be careful|important"
    r"|courriel externe|mail externe|message externe)\b.{0,60}"
    r"(?:externe?s?|external|exterieur|outside|buiten|extern\w*|ausserhalb|außerhalb)\b.{0,300}"
    r"|\W*(?:external|externe|extern)(?: (?:e-?mail|mail|sender|message|email))?\W*"
    r"|\W*(?:this (?:e-?mail|message)|ce (?:message|courriel|mail)|cet e-?mail|dit bericht"
    r"|deze e-?mail|diese (?:e-?mail|nachricht)) "
    r".{0,40}(?:originated|provient|vient|a ete envoye|came|is from|was sent|komt|is afkomstig"
    r"|stammt|kommt|wurde).{0,80}"
    r"(?:outside|external|exterieur|externe|buiten|extern\w*|ausserhalb)\b.{0,300}"
    r"|\W*(?:ne cliquez pas|ne pas cliquer|n'ouvrez pas|do not click|don't click|klik niet"
    r"|klicken sie nicht) .{0,220}"
    r"|\W*(?:you don't often get email from|vous n'obtenez pas souvent"
    r"|vous ne recevez pas souvent|u ontvangt niet vaak|sie erhalten nicht (?:oft"
    r"|haufig)) .{0,220}"
    r"|\W*(?:learn why this is important|decouvrez pourquoi (?:ceci|cela) est important"
    r"|meer informatie over waarom|erfahren sie, warum)\W*.{0,120}"
    r"|\W*zjqc\w+\W*|\W*this message (?:needs your attention|is from an external sender"
    r"|was sent from outside)\W*.{0,120}"
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
