"""Every style of quoting in HTML that we know of, as functions from new words to a whole page."""

from html import escape

from tests.world.quoting_text import FROM, OURS, PAGE, SUBJECT, TEXT, Style


def html(text: str, tag: str = "div") -> str:
    lines = [escape(line, quote=False) or "<br>" for line in text.split("\n")]
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def word(text: str) -> str:
    """The paragraphs of Word; an empty one holds a no-break space."""
    lines = [escape(line) or "&nbsp;" for line in text.split("\n")]
    return "".join(f'<p class="MsoNormal">{line}<o:p></o:p></p>\n' for line in lines)


def header_html(labels: str) -> str:
    values = (escape(OURS), "lundi 8 juin 2026 10:00", "Awa", SUBJECT)
    pairs = zip(labels.split("/"), values, strict=True)
    return "<br>\n".join(f"<b>{label}</b> {value}" for label, value in pairs)


CITE = f'<blockquote type="cite">{PAGE}</blockquote>'
GMAIL_ATTR = f'<div dir="ltr" class="gmail_attr">Le 8 juin {escape(OURS)} a écrit&nbsp;:<br></div>'
RENAMED = PAGE.replace('class="', 'class="m_-48207')
GMAIL_QUOTE = f'<blockquote class="gmail_quote" style="margin:0px">{RENAMED}</blockquote>'
OUTLOOK = f'<div id="divRplyFwdMsg"><font>{header_html("De :/Envoyé :/À :/Objet :")}</font></div>'
HTML_STYLES: dict[str, Style] = {
    "gmail": lambda new: (
        f'<div dir="ltr">{html(new)}</div><br><div class="gmail_quote">{GMAIL_ATTR}'
        f"{GMAIL_QUOTE}</div>"
    ),
    "gmail, its signature": lambda new: (
        f'<div dir="ltr">{html(new)}<span class="gmail_signature_prefix">-- </span><br>'
        f'<div class="gmail_signature">{html("Awa")}</div></div><div class="gmail_quote">'
        f"{GMAIL_ATTR}{GMAIL_QUOTE}</div>"
    ),
    "gmail forwards": lambda new: (
        f'<div dir="ltr">{html(new)}<br><div class="gmail_quote"><div class="gmail_attr">'
        f"---------- Forwarded message ---------<br>De : {escape(OURS)}<br>Date: lundi<br></div>"
        f"<br><br>{PAGE}</div></div>"
    ),
    "outlook web": lambda new: (
        f'{html(new)}<div id="appendonsend"></div><hr>{OUTLOOK}'
        + PAGE.replace('class="', 'class="x_')
    ),
    "outlook for ios": lambda new: (
        f'{html(new)}<div id="ms-outlook-mobile-signature">Obtenir <a href="https://aka.ms/o">'
        f'Outlook pour iOS</a></div><div class="ms-outlook-mobile-reference-message"><hr>{OUTLOOK}'
        f"{PAGE}</div>"
    ),
    "outlook desktop": lambda new: (
        f'<div class="WordSection1">{word(new)}<div style="border-top:solid #E1E1E1 1.0pt">'
        f'<p class="MsoNormal">{header_html("De :/Envoyé :/À :/Objet :")}</p></div>'
        f"{word(TEXT)}</div>"
    ),
    "thunderbird": lambda new: (
        f'<div>{html(new)}</div><br><div class="moz-cite-prefix">Le 08/06/2026, S a écrit :'
        f"<br></div>{CITE}"
    ),
    "apple mail": lambda new: (
        f'{html(new)}<div><br><blockquote type="cite"><div>Le 8 juin 2026 à 10:00, '
        f"{escape(OURS)} a écrit :</div><br><div>{PAGE}</div></blockquote></div>"
    ),
    "iphone": lambda new: (
        f'{html(new)}<div><br><div dir="ltr">Envoyé de mon iPhone</div><div dir="ltr"><br>'
        f'<blockquote type="cite">Le 8 juin 2026 à 10:00, S a écrit :<br><br></blockquote></div>'
        f'<blockquote type="cite"><div dir="ltr">\ufeff{PAGE}</div></blockquote></div>'
    ),
    "samsung": lambda new: (
        f'{html(new)}<div id="composer_signature"><div>Envoyé depuis mon appareil Galaxy</div>'
        f"</div><div>-------- Message d'origine --------</div><div>De : {escape(OURS)}</div>"
        f"<div>Date : 08/06/2026 10:00</div><div>Objet : {SUBJECT}</div>{PAGE}"
    ),
    "yahoo": lambda new: (
        f'<div class="ydp6d1yahoo-style-wrap">{html(new)}</div><div id="yahoo_quoted_51" '
        f'class="ydp6d1yahoo_quoted"><div>Le lundi 8 juin, S a écrit :</div>{PAGE}</div>'
    ),
    "yahoo for android": lambda new: (
        f'{html(new)}<br><div id="ymail_android_signature"><a href="https://mail.onelink.me/1">'
        f"Yahoo Mail : Simplifiez-vous le mail</a></div><br><blockquote><div>Le lun., juin 8, S"
        f"</div><div>{escape(FROM)} a écrit :</div><div>{PAGE}</div></blockquote>"
    ),
    "yahoo for android, typed into its signature": lambda new: (
        "".join(
            f'<div id="ymail_android_signature">{escape(line) or "<br>"}</div>'
            for line in new.split("\n")
        )
        + f"<br><blockquote><div>Le lun., S a écrit :</div><div>{PAGE}</div></blockquote>"
    ),
    "proton": lambda new: (
        f'{html(new)}<div class="protonmail_signature_block"><div>Envoyé avec Proton Mail</div>'
        f'</div><div class="protonmail_quote">Le lundi 8 juin 2026 à 10:00, {escape(OURS)} a écrit '
        f':<br><blockquote class="protonmail_quote" type="cite">{PAGE}</blockquote></div>'
    ),
    "tuta": lambda new: (
        f"{html(new)}<div>8 juin 2026, 10:00 de {FROM}:<br></div>"
        f'<blockquote class="tutanota_quote">{PAGE}</blockquote>'
    ),
    "zimbra": lambda new: (
        f'{html(new)}<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">'
        f'{header_html("De: /Envoyé: /À: /Objet: ")}</div><div data-marker="__QUOTED_TEXT__">'
        f"{PAGE}</div>"
    ),
    "open-xchange": lambda new: (
        f'{html(new)}<blockquote type="cite"><div>Le 08/06/2026 10:00 CEST, {escape(OURS)} a écrit '
        f":</div><div><br></div>{PAGE}</blockquote>"
    ),
    "infomaniak": lambda new: (
        f'{html(new)}<div class="editorUserSignature">Envoyé avec Infomaniak</div>'
        f'<div class="ik_mail_quote"><div>Le 2026-06-08T10:00, S a écrit :</div>'
        f'<blockquote class="ws-ng-quote">{PAGE}</blockquote></div>'
    ),
    "gmx": lambda new: (
        f'{html(new)}<div name="quote"><div>{header_html("Von:/Gesendet:/An:/Betreff:")}</div>'
        f'<div name="quoted-content">{PAGE}</div></div>'
    ),
    "zoho": lambda new: (
        f'{html(new)}<div class="zmail_extra"><div>---- Le lun., S a écrit ----</div>'
        f'<blockquote id="blockquote_zmail">{PAGE}</blockquote></div>'
    ),
    "spark": lambda new: (
        f'<div name="messageBodySection">{html(new)}</div><div name="messageSignatureSection">'
        f'Envoyé avec Spark</div><div name="messageReplySection">Le 8 juin 2026 à 10:00 +0200, '
        f"{escape(OURS)}, a écrit :<br>{CITE}</div>"
    ),
    "no mark at all": lambda new: f"{html(new)}<br>{PAGE}",
    "thunderbird, below": lambda new: (
        f'<div class="moz-cite-prefix">Le 08/06/2026, S a écrit :<br></div>{CITE}{html(new)}'
    ),
    "roundcube, below": lambda new: (
        f'<p id="reply-intro">Le 2026-06-08 10:00, S a écrit :</p>{CITE}{html(new)}'
    ),
    "gmail, between": lambda new: (
        f'<div class="gmail_quote">{GMAIL_ATTR}<blockquote class="gmail_quote">'
        f"Ce qu'il nous manque</blockquote></div>"
        f'{html(new)}<blockquote class="gmail_quote">{PAGE}</blockquote>'
    ),
}
