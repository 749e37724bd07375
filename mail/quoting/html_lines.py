"""HTML of a mail client as lines: quotes as depth, the client's marks kept, hidden words left.

One walk over the tags, no tree: a hostile page takes no longer than its length.
"""

import re
from dataclasses import dataclass
from html import unescape

from core.reading.text import tidy
from mail.quoting.lines import MOST_LINES, Line, LineMark

MOST = 400_000
DEEPEST = 300
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)([^<>]*)>")
_OTHER = re.compile(r"<[!?][^<>]*>")
_ATTRIBUTE = re.compile(
    r"\b(class|id|style|type|name|href|data-marker|bgcolor|color)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.I,
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*(?:0(?!\.?\d*[1-9])|[012](?:\.\d+)?p[xt]\b)"
    r"|(?<![\w-])opacity\s*:\s*0(?!\.?\d*[1-9])"
    r"|(?:(?<![\w-])(?:left|right|top)|text-indent|margin(?:-\w{1,8})?)\s*:[^;]{0,40}-\d{3,}"
)
# no wider or higher than nothing, and what does not fit is cut off
_NO_ROOM = re.compile(r"(?<![\w-])(?:max-)?(?:width|height)\s*:\s*0(?!\.?\d*[1-9])")
_CUT_OFF = re.compile(r"overflow\s*:\s*hidden")
_INK = re.compile(r"(?<![\w-])color\s*:\s*([^;!]+)")
_PAPER = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)")
_WHITE = re.compile(r"white|#f{3,8}|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,[^)]*)?\)", re.I)
_NO_COLOUR = frozenset({"", "none", "transparent", "inherit", "initial", "unset"})
_BAR = re.compile(r"border-left\s*:[^;]{0,80}solid")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN_FLAG = re.compile(r"(?:^|\s)hidden(?=[\s=/]|$)", re.I)  # alone or with any value
_STRUCK = frozenset({"s", "del", "strike"})
_STRUCK_OUT = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
_STRIKES = re.compile(r"<(?:s|del|strike)[\s>]|line-through", re.I)
_CLASS_RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{1,500})\}")
_ON_ITS_OWN_LINE = re.compile(r"display\s*:\s*(?:block|table|flex|list-item)\b")
_NO_GAP = re.compile(r"\bMso\w|margin\s*:\s*0\w*\s*(?:[;\"']|$)", re.I)
_SKIPPED = frozenset({"script", "style", "title", "template", "svg", "noscript"})
_SAID_BY_OTHERS = frozenset({"q", "cite"})
_VOID = frozenset({"br", "img", "hr", "meta", "link", "input", "area", "col", "wbr", "base"})
_BLOCK_NAMES = """
p div ul ol li table tr h1 h2 h3 h4 h5 h6 blockquote pre hr center section article header footer
dl dt dd address form body html
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_PARAGRAPHS = frozenset({"p", "ul", "ol", "table", "h1", "h2", "h3", "blockquote", "pre"})

# what the clients write into class, id, name and data-marker
_QUOTED = {"yahoo_quoted", "quote", "zmail_extra", "ik_mail_quote", "forwardcontentmessage"}
_INTRODUCTIONS = {"gmail_attr", "moz-cite-prefix", "yahoo-quoted-begin", "reply-intro"}
_CUTS = {
    "divrplyfwdmsg", "appendonsend", "outlookmessageheader", "zwchr", "__divider__",
    "__quoted_text__", "ms-outlook-mobile-body-separator-line", "moz-forward-container",
    "ms-outlook-mobile-reference-message", "mail-editor-reference-message-container",
}  # fmt: skip
# not Yahoo's `ymail_…_signature`: people type into it
_SIGNATURES = {
    "gmail_signature", "gmail_signature_prefix", "moz-signature", "signature",
    "ms-outlook-mobile-signature", "protonmail_signature_block", "applemailsignature",
    "composer_signature", "editorusersignature", "k9mail-signature", "messagesignaturesection",
}  # fmt: skip
_NAMED = ("class", "id", "name", "data-marker")
# a webmail renames what it quotes
_RENAMED = re.compile(r"^(?:x_|yiv\d+|ydp[0-9a-f]+|m_-?\d+)+")
_MARK_NAMES = """
gmail_ moz- yahoo protonmail_ rplyfwdmsg appendonsend ms-outlook-mobile reply-intro
outlookmessageheader mail-editor-ref zwchr __quoted __divider <blockquote ymail_ signature
zmail_ ik_mail_ name="quote name='quote
"""
_MARKS = tuple(_MARK_NAMES.split())


def is_marked(html: str) -> bool:
    """Whether the client said what it quotes."""
    lower = html[:MOST].lower()
    return any(mark in lower for mark in _MARKS)


def is_struck(html: str) -> bool:
    """Whether words are struck out anywhere, which no text part shows."""
    return _STRIKES.search(html[:MOST]) is not None


def from_html(html: str) -> list[Line]:
    """The visible lines; a link whose words differ from its address is followed by it."""
    return _Walk(html[:MOST]).over()


@dataclass(slots=True)
class _Open:
    """An element that is open, and what changed with it."""

    tag: str
    depth: int
    mark: LineMark
    hidden: bool
    paper: str
    href: str = ""
    start: int = 0
    gap: bool = False  # a blank line below
    alone: bool = False  # on lines of its own by its style


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag that say something to us, in lower case but for addresses."""
    told: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        value = "".join(values)
        told[name.lower()] = value if name.lower() == "href" else value.lower()
    return told


def is_unsaid(style: str) -> bool:
    """Whether a style hides words or strikes them out; it is in lower case."""
    cut_off = bool(style) and _NO_ROOM.search(style) and _CUT_OFF.search(style)
    return bool(style) and bool(_STRUCK_OUT.search(style) or _HIDDEN.search(style) or cut_off)


def colour(found: re.Match[str] | None, otherwise: str) -> str:
    """The colour that a style names, each white as `white`; what there was before for none."""
    named = found[1].strip() if found else ""
    shown = otherwise if named in _NO_COLOUR else named
    return "white" if _WHITE.fullmatch(shown) else shown


def is_barred(style: str) -> bool:
    """Whether a style draws the bar of a quote: at the left, and the words set in."""
    return ("padding-left" in style or "margin-left" in style) and bool(_BAR.search(style))


def unsaid_classes(sheet: str) -> set[str]:
    """The classes of a style sheet whose words nobody says; it is in lower case."""
    return {name for name, style in _CLASS_RULE.findall(sheet) if is_unsaid(style)}


class _Walk:
    """The place reached: the line being said, the elements that are open around it."""

    def __init__(self, html: str) -> None:
        self.html, self.lower = html, html.lower()
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.unseen: list[str] = []
        self.opened: list[_Open] = []
        self.endless: set[str] = set()
        self.unsaid: set[str] = set()  # classes whose words are struck out or hidden
        self.depth, self.mark, self.hidden, self.paper = 0, LineMark.NONE, False, "white"

    def over(self) -> list[Line]:
        """Walk over the whole page once; gives its lines."""
        at = 0
        while (start := self.html.find("<", at)) >= 0:
            self.say(self.html[at:start])
            at = self.tag(start)
        self.say(self.html[at:])
        self.flush()
        return self.lines

    def tag(self, start: int) -> int:
        """Take in what stands at a `<`; give where to go on."""
        if self.html.startswith("<!--", start):
            end = self.html.find("-->", start + 4)
            return end + 3 if end >= 0 else len(self.html)
        found = _TAG.match(self.html, start)
        if found is None:
            other = _OTHER.match(self.html, start)
            self.say("" if other else "<")
            return other.end() if other else start + 1
        name = found[2].lower()
        if name in _SKIPPED and not found[1]:
            end = self.beyond(name, found.end())
            if name == "style":
                self.unsaid |= unsaid_classes(self.lower[found.end() : end])
            return end
        if found[1]:
            self.close(name)
        else:
            self.open(name, found[3])
        return found.end()

    def beyond(self, name: str, start: int) -> int:
        """The end of an element whose text is not words; its tag alone where it never ends."""
        end = -1 if name in self.endless else self.lower.find(f"</{name}", start)
        if end < 0:
            self.endless.add(name)
        return max(end, start)

    def say(self, text: str) -> None:
        if text:
            (self.unseen if self.hidden else self.words).append(unescape(text))

    def open(self, name: str, written: str) -> None:
        if name == "br":
            return self.flush(blank=True)
        if name in _BLOCKS:
            self.flush()
        told = attributes(written) if "=" in written else {}
        before = _Open(name, self.depth, self.mark, self.hidden, self.paper)
        before.href = told.get("href", "")
        before.gap = name in _PARAGRAPHS and not _NO_GAP.search(written)
        before.alone = "style" in told and bool(_ON_ITS_OWN_LINE.search(told["style"]))
        if before.alone:
            self.flush()
        self.enter(name, told)
        if "hidden" in written and _HIDDEN_FLAG.search(_VALUE.sub("", written)):
            self.hidden = True
        before.start = len(self.words)
        if name in _VOID or written.endswith("/"):
            self.back_to(before)
        elif len(self.opened) < DEEPEST:
            self.opened.append(before)
        if name in ("td", "th"):
            self.say(" ")
        elif name == "li":
            self.say("- ")
        elif name in _SAID_BY_OTHERS:
            self.say("“")
        return None

    def enter(self, name: str, told: dict[str, str]) -> None:
        """What the client says of this element."""
        names = [name for key in _NAMED if key in told for name in told[key].split()]
        said = {_RENAMED.sub("", each) for each in names}
        style = told.get("style", "")
        barred = not self.depth and is_barred(style)
        if name == "blockquote" or said & _QUOTED or barred:
            self.flush()
            self.depth += 1
        if said & _CUTS:
            self.flush()
            self.lines.append(Line("", 0, LineMark.CUT))
        if said & _SIGNATURES:
            self.flush()
            self.mark = LineMark.SIGNATURE
        if said & _INTRODUCTIONS:
            self.flush()
            self.mark = LineMark.INTRODUCTION
        self.paper = colour(_PAPER.search(style), told.get("bgcolor", self.paper))
        ink = colour(_INK.search(style), told.get("color", ""))
        if (
            (ink and ink == self.paper)
            or name in _STRUCK
            or is_unsaid(style)
            or not self.unsaid.isdisjoint(names)
        ):
            self.hidden = True

    def back_to(self, before: _Open) -> None:
        """All as it was outside an element."""
        self.depth, self.mark, self.hidden = before.depth, before.mark, before.hidden
        self.paper = before.paper

    def close(self, name: str) -> None:
        if name in _SAID_BY_OTHERS:
            self.say("”")
        if name in _BLOCKS:
            self.flush()
        place = len(self.opened) - 1
        while place >= 0 and self.opened[place].tag != name:
            place -= 1
        if place < 0:
            return
        gone = self.opened[place]
        if gone.href.startswith("http"):
            self.add_address(gone)
        if gone.depth != self.depth or gone.mark is not self.mark or gone.alone:
            self.flush()
        self.back_to(gone)
        del self.opened[place:]
        if gone.gap and self.lines and not self.lines[-1].blank:
            self.lines.append(Line("", self.depth, self.mark))

    def add_address(self, link: _Open) -> None:
        """The address of a link, unless its words say it already."""
        words = "".join(self.words[link.start :]).strip().rstrip("/")
        if words and words not in link.href and not self.hidden:
            self.words.append(f" <{unescape(link.href)}>")

    def flush(self, *, blank: bool = False) -> None:
        """End the line; a break on an empty one is a blank line."""
        if self.unseen:
            self.add("".join(self.unseen), LineMark.HIDDEN)
            self.unseen.clear()
        self.add("".join(self.words), self.mark, blank=blank)
        self.words.clear()

    def add(self, words: str, mark: LineMark, *, blank: bool = False) -> None:
        text = " ".join(tidy(words).split()) if words else ""
        blank = blank or "\u00a0" in words  # Word's empty paragraph
        if (text or blank) and len(self.lines) < MOST_LINES:
            self.lines.append(Line(text, self.depth, mark))
