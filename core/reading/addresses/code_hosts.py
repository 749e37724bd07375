"""Repositories and accounts on the sites where code is kept."""

import re
from collections.abc import Sequence

from core.reading import languages
from core.reading.addresses.links import WebLink, find
from core.reading.languages import any_of, compiled, either
from core.reading.phrases import phrases
from core.reading.text import words

HOSTS = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org")
PAGES = frozenset(
    ("-", "tree", "blob", "src", "raw", "commits", "commit", "issues", "pulls", "pull", "wiki",
     "actions", "releases", "branches", "merge_requests", "projects")
)  # fmt: skip
_RESERVED = (
    "about account apps blog collections contact customer-stories dashboard enterprise events "
    "explore features groups help issues join login logout marketplace new notifications "
    "organizations orgs pricing projects pulls readme repositories search security sessions "
    "settings signup site sponsors stars team teams topics trending users watching"
)
RESERVED = frozenset(_RESERVED.split())
# names of the first years may end on a hyphen, hold two, dots or underscores
OWNER = re.compile(r"[a-z\d_][\w.-]{0,99}|-[\w.-]{1,99}", re.IGNORECASE | re.ASCII)
USER = re.compile(r"[a-z\d](?:[a-z\d]|[-_.](?=[a-z\d])){0,38}", re.IGNORECASE)
REPOSITORY = re.compile(r"[\w.-]{1,100}")
NOT_USERS = languages.words("around_answers.not_accounts")
TAGGED = re.compile(rf"(?<![\w@])@({USER.pattern})(?![\w@.-])", re.IGNORECASE)
TOLD = compiled(
    rf"(?:{either('around_answers.account_labels')})(?: github| gitlab)?"
    rf"(?: (?:{any_of('around_answers.is')})|'s| :|:) @?({USER.pattern})$",
    re.IGNORECASE,
)


def checked(url: str) -> str:
    """The address at which to look whether a repository is there: its root, wherever the link
    leads."""
    found = find(url)
    return repository(found[0]) or url if len(found) == 1 else url


def keeps_code(link: WebLink, hosts: Sequence[str] = ()) -> bool:
    """Whether the address is on a site for code, one of `HOSTS` or of these others."""
    return _host(link) in {*HOSTS, *hosts}


def kept_on(link: WebLink, hosts: Sequence[str] = ()) -> bool:
    """Whether an address is on one of these hosts, or where code is kept."""
    return _host(link) in (hosts or HOSTS)


def repository(link: WebLink, hosts: Sequence[str] = ()) -> str:
    """The root of the repository that the address leads into; empty where it leads into none."""
    owner, *inside = _path(link) or [""]
    if _host(link) not in (hosts or HOSTS) or not inside or not _owner(owner):
        return ""
    depth = 1 if _host(link) in ("github.com", "codeberg.org", "bitbucket.org") else len(inside)
    names = [part.removesuffix(".git") for part in inside[:depth]]
    if not all(name and REPOSITORY.fullmatch(name) for name in names):
        return ""
    return f"https://{_host(link)}/{owner}/{'/'.join(names)}"


def account(link: WebLink, hosts: Sequence[str] = ()) -> str:
    """The account that the address leads to, or into; empty where it leads to none."""
    owner = next(iter(_path(link)), "").removeprefix("@")
    if _host(link) not in (hosts or HOSTS) or not _owner(owner):
        return ""
    return f"https://{_host(link)}/{owner}"


def user(text: str, hosts: Sequence[str] = ()) -> str:
    """The address of the account that « @lina » or « lina-dev » alone names; empty for other
    words."""
    spoken = text.strip(" .,;:!?\"'«»")
    tagged, told = TAGGED.findall(spoken), TOLD.findall(spoken)
    alone = [spoken] if USER.fullmatch(spoken) and not no_user(spoken) else []
    named = {*(tagged or told or alone)}
    if len(named) != 1 or (name := named.pop()).lower() in NOT_USERS or not _owner(name):
        return ""
    return f"https://{(hosts or HOSTS)[0]}/{name}"


def no_user(spoken: str) -> bool:
    """Whether a bare word is hardly an account: a number of a menu, « stop », « ok merci »."""
    said = phrases("yes", "no", "courtesy", "hold", "undo")
    return spoken.isdigit() or tuple(words(spoken)) in said


def short_repository(text: str, hosts: Sequence[str] = ()) -> str:
    """The address of the repository that « lina-dev/portfolio » alone names; empty for other
    words."""
    owner, _, name = text.strip(" .,;:!?\"'«»").partition("/")
    if not OWNER.fullmatch(owner) or not REPOSITORY.fullmatch(name) or owner.isdigit():
        return ""
    return f"https://{(hosts or HOSTS)[0]}/{owner}/{name.removesuffix('.git')}"


def _host(link: WebLink) -> str:
    return link.host.removeprefix("www.")


def _path(link: WebLink) -> list[str]:
    """The segments that name things, before those that name pages."""
    segments = [part for part in link.path.split("/") if part]
    pages = [at for at, part in enumerate(segments) if at > 1 and part in PAGES]
    return segments[: pages[0]] if pages else segments


def _owner(name: str) -> bool:
    return bool(OWNER.fullmatch(name)) and name.lower() not in RESERVED
