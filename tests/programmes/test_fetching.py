"""Looking at evidence: real sockets on 127.0.0.1, names and addresses given by the test."""

from collections.abc import Iterator, Sequence

import pytest

from core.ground.errors import Trouble
from core.programmes.evidence.fetch import GuardedFetch
from core.programmes.evidence.public_addresses import public
from core.programmes.link_check import LinkCheck
from tests.servers.public_network import NAMES, OUTSIDE, Names, Outside
from tests.servers.web_sites import Site, page, to
from tests.world.samples import rows

HTML = {"Content-Type": "text/html"}
LATIN = "<title>été</title>".encode("latin-1")


@pytest.fixture
def site() -> Iterator[Site]:
    pages = {
        "/": page("Le site de Lina"),
        "/lina-dev/portfolio": page("lina-dev/portfolio: mon projet"),
        "/odd-title": page("  Caf&eacute;\n &amp; th\u202eé "),
        "/latin": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, LATIN),
        "/trap": (200, {"Content-Type": "text/html; charset=punycode"}, b"<title>plain</title>"),
        "/picture": (200, {"Content-Type": "image/png"}, b"<title>no</title>"),
        "/packed": (200, HTML | {"Content-Encoding": "gzip"}, b"\x1f\x8b<title>no"),
        "/large": (200, HTML, b" " * 600_000 + b"<title>too far</title>"),
        "/empty": (204, {}, b""),
        "/gone": (410, {}, b""),
        "/moved": to("/"),
        "/moved-308": to("https://www.example.org/", 308),
        "/nowhere-else": (302, {}, b""),
        "/loop": to("/loop"),
        "/inside": to("http://inner.test/"),
        "/loopback": to("http://127.0.0.1/"),
        "/metadata": to("http://169.254.169.254/latest/"),
        "/port": to("http://www.example.org:6379/"),
        "/file": to("file:///etc/passwd"),
        "/secret": to("http://me:word@www.example.org/"),
        "/broken-location": to("http://[::1"),
        "/elsewhere": to("http://other.example.org/"),
    }  # fmt: skip
    pages |= {f"/step{left}": to(f"/step{left - 1}" if left > 1 else "/") for left in range(1, 7)}
    for status in (400, 401, 403, 404, 405, 429, 500, 502, 503, 999):
        pages[f"/status{status}"] = (status, {}, b"")
    with Site(pages).running() as running:
        yield running


def looking(site: Site, names: Names | None = None) -> tuple[GuardedFetch, Outside]:
    outside = Outside(site.port)
    return GuardedFetch(resolve=names or Names(NAMES), network=outside), outside


def fetched(site: Site, path: str, host: str = "www.example.org") -> LinkCheck:
    return looking(site)[0](f"http://{host}{path}")


@pytest.mark.parametrize(("address", "expected"), rows("addresses"))
def test_only_public_addresses_are_public(address: str, expected: str) -> None:
    assert public(address) == (expected == "public")


@pytest.mark.parametrize(("url", "why"), rows("hostile"))
def test_a_hostile_address_is_never_connected_to(site: Site, url: str, why: str) -> None:
    fetch, outside = looking(site)

    look = fetch(url)

    assert (look.state, look.why) == ("unchecked", why)
    assert outside.dialled == []
    assert site.asked == []


def test_the_tables_of_hostile_cases_are_long_ones() -> None:
    assert len(rows("addresses")) + len(rows("hostile")) >= 120


def test_a_page_is_found_with_its_title(site: Site) -> None:
    look = fetched(site, "/")

    assert look == LinkCheck("found", 200, "http://www.example.org/", "Le site de Lina")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/odd-title", "Café & thé"),
        ("/latin", "été"),
        ("/trap", "plain"),
        ("/picture", ""),
        ("/packed", ""),
        ("/large", ""),
        ("/empty", ""),
    ],
)
def test_a_title_is_plain_text_or_nothing(site: Site, path: str, title: str) -> None:
    look = fetched(site, path)

    assert (look.state, look.title) == ("found", title)


@pytest.mark.parametrize(
    ("path", "state", "why"),
    [
        ("/status404", "missing", "gone"),
        ("/gone", "missing", "gone"),
        ("/unheard-of", "missing", "gone"),
        ("/status400", "unchecked", "broken"),
        ("/status401", "unchecked", "refused"),
        ("/status403", "unchecked", "refused"),
        ("/status405", "unchecked", "broken"),
        ("/status429", "unchecked", "refused"),
        ("/status500", "unchecked", "broken"),
        ("/status502", "unchecked", "broken"),
        ("/status503", "unchecked", "broken"),
        ("/status999", "unchecked", "refused"),
        ("/nowhere-else", "unchecked", "broken"),
        ("/loop", "unchecked", "redirects"),
        ("/step4", "found", ""),
        ("/step5", "unchecked", "redirects"),
        ("/inside", "unchecked", "private"),
        ("/loopback", "unchecked", "private"),
        ("/metadata", "unchecked", "private"),
        ("/port", "unchecked", "malformed"),
        ("/file", "unchecked", "malformed"),
        ("/secret", "unchecked", "malformed"),
        ("/broken-location", "unchecked", "unreachable"),
    ],
)
def test_what_a_site_answers_is_found_missing_or_unchecked(
    site: Site, path: str, state: str, why: str
) -> None:
    look = fetched(site, path)

    assert (look.state, look.why) == (state, why)


def test_a_redirect_is_followed_and_its_end_is_told(site: Site) -> None:
    names = Names(NAMES)
    fetch, outside = looking(site, names)

    look = fetch("http://www.example.org/elsewhere")

    assert (look.state, look.final_url) == ("found", "http://other.example.org/")
    assert names.asked == ["www.example.org", "other.example.org"]
    assert outside.dialled == [(OUTSIDE, 80), (OUTSIDE, 80)]


def test_a_name_that_changes_between_check_and_connection_gains_nothing(site: Site) -> None:
    class Rebinding(Names):
        def __call__(self, host: str, port: int) -> Sequence[str]:
            super().__call__(host, port)
            return (OUTSIDE,) if len(self.asked) == 1 else ("127.0.0.1",)

    names = Rebinding({"www.example.org": (OUTSIDE,)})
    fetch, outside = looking(site, names)

    assert fetch("http://www.example.org/").state == "found"
    assert (names.asked, outside.dialled) == (["www.example.org"], [(OUTSIDE, 80)])
    assert fetch("http://www.example.org/").why == "private"


def test_the_next_address_is_tried_when_one_is_dead(site: Site) -> None:
    fetch, outside = looking(site)

    assert fetch("http://two.test/").state == "found"
    assert outside.dialled == [("2606:4700:4700::1111", 80), (OUTSIDE, 80)]


def test_an_address_in_other_letters_is_asked_in_ascii(site: Site) -> None:
    assert fetched(site, "/", "élise.example.org").state == "found"
    assert site.asked == [("xn--lise-9oa.example.org", "/")]


def test_nothing_is_told_to_the_site_but_who_asks(site: Site) -> None:
    fetched(site, "/#part")

    assert site.asked == [("www.example.org", "/")]
    assert site.headers[0]["User-Agent"].startswith("Cocarde/")
    assert not {"Cookie", "Authorization", "Referer"} & set(site.headers[0])


def test_a_proxy_in_the_environment_is_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert fetched(site, "/").state == "found"


def test_a_standin_plays_the_host_it_is_named_for(site: Site) -> None:
    fetch = GuardedFetch({"github.com": site.base}, resolve=Names({}))

    look = fetch("https://github.com/lina-dev/portfolio")

    assert look.state == "found"
    assert look.final_url == "https://github.com/lina-dev/portfolio"
    assert look.title == "lina-dev/portfolio: mon projet"
    assert site.asked == [("github.com", "/lina-dev/portfolio")]
    assert fetch("https://github.com/lina-dev/none").state == "missing"


def test_a_standin_opens_no_other_door(site: Site) -> None:
    fetch = GuardedFetch({"github.com": site.base}, resolve=Names({"evil.test": ("127.0.0.1",)}))

    assert fetch(f"{site.base}/").state == "unchecked"
    assert fetch("http://evil.test/").why == "private"
    assert fetch("https://github.com/loopback").why == "private"
    assert fetch("https://github.com/moved").state == "found"
    assert [path for _, path in site.asked] == ["/loopback", "/moved", "/"]


@pytest.mark.parametrize(
    ("host", "base"),
    [
        ("github.com", "http://93.184.216.34:80"),
        ("github.com", "http://10.0.0.1:9001"),
        ("github.com", "http://github.test:9001"),
        ("github.com", "https://127.0.0.1:9001"),
        ("github.com", "http://127.0.0.1:9001/path"),
        ("github.com", "127.0.0.1:9001"),
        ("github.com", ""),
        ("", "http://127.0.0.1:9001"),
    ],
)
def test_a_standin_anywhere_but_on_this_machine_is_refused(host: str, base: str) -> None:
    with pytest.raises(Trouble):
        GuardedFetch({host: base})


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/gone", 410), ("/status404", 404), ("/loop", None), ("/moved-308", 200)]
    + [(path, None) for path in ("/inside", "/loopback", "/metadata", "/elsewhere", "/file")],
)
def test_a_document_is_asked_of_the_named_hosts_alone(
    site: Site, path: str, status: int | None
) -> None:
    fetch = GuardedFetch({"www.example.org": f"http://127.0.0.1:{site.port}"})
    found = fetch.document(f"https://www.example.org{path}", {"www.example.org"})
    assert (found and found.status) == status


@pytest.mark.parametrize("url", ["http://www.example.org/", "https://other.example.org/"])
def test_a_document_elsewhere_is_never_asked_for(site: Site, url: str) -> None:
    fetch, outside = looking(site)
    assert fetch.document(url, {"www.example.org"}) is None
    assert outside.dialled == []
