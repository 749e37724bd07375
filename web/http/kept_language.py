"""The language that a reader chose on a page (`?lang=`) goes along with them, without a cookie:
the links and forms of that page carry it, and so do the redirections that answer a form."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# Where a page leads to in this installation: not its pictures and style sheets, nor other sites.
LEADS = re.compile(r'(<(?:a|form)\b[^>]*?\s(?:href|action)=")([/?][^"]*)(")')


def keeping(html: str, language: str) -> str:
    """A page whose links and forms within this site carry the language."""
    return LEADS.sub(lambda found: f"{found[1]}{carrying(found[2], language)}{found[3]}", html)


def carrying(path: str, language: str) -> str:
    """A path, with the language in its query; one that names a language already stays as it is."""
    parts = urlsplit(path)
    query = parse_qsl(parts.query.replace("&amp;", "&"), keep_blank_values=True)
    if "lang" in dict(query):
        return path
    told = urlencode([*query, ("lang", language)]).replace("&", "&amp;")
    return parts._replace(query=told).geturl()
