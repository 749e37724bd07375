"""What happens to files on their way, and badges from elsewhere: neither is called a forgery."""

import base64
import json
import zlib
from html import escape
from itertools import product
from unittest.mock import patch

import pytest

from core.badges.picture import bake
from core.badges.verify.issuers import Standing
from tests.badges.test_baking import chunk, itxt, spliced
from tests.verifiers.judging import ISSUED, Memory, assertion, full, judged, png, tampered, text_of
from tests.verifiers.samples import BASE, award, bare_award, issue, issuer, picture

PAGE = f"{BASE}/b/{award().id}"
JSON = ISSUED.signed
END = ISSUED.png.rindex(b"IDAT") - 4
SPOILT = {
    "cut in the pixels": ISSUED.png[: END + 30],
    "cut by one byte": ISSUED.png[:-1],
    "cut before the pixels": ISSUED.png[:END],
    "a newline after it": ISSUED.png + b"\n",
    "a carriage return and newline after it": ISSUED.png + b"\r\n",
    "zeros after it": ISSUED.png + bytes(512),
    "twice": ISSUED.png + ISSUED.png,
    "a wrong checksum": ISSUED.png.replace(b"Python avanc", b"Python_avanc", 1),
    "line ends of Unix": ISSUED.png.replace(b"\r\n", b"\n"),
    "line ends of Windows": ISSUED.png.replace(b"\n", b"\r\n"),
    "seven bits": bytes(byte & 0x7F for byte in ISSUED.png),
    "read as UTF-8": ISSUED.png.decode("latin-1").encode(),
    "letters lost": ISSUED.png.decode("utf-8", errors="replace").encode(),
    "JSON cut short": JSON[: len(JSON) // 2],
    "JSON without its last brace": JSON[:-1],
    "JSON with a line broken in a text": JSON.replace(b"programmes ", b"programmes\n"),
    "JSON in a chunk cut short": bake.bake(picture(), {"openbadgecredential": JSON.decode()[:-30]}),
}


@pytest.mark.parametrize("file", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_is_damaged_and_leads_to_its_page(file: bytes) -> None:
    verdict = judged(file, full())
    assert (verdict.reason, verdict.page) == ("damaged", PAGE)
    assert verdict.word() == "page.verdict_damaged_page"


@pytest.mark.parametrize("length", [9, 20, 40, 60])
def test_a_file_of_which_hardly_anything_is_left_leads_nowhere(length: int) -> None:
    verdict = judged(ISSUED.png[:length], full())
    assert (verdict.reason, verdict.page) == ("damaged", None)


def test_a_damaged_file_never_leads_to_somebody_else_s_page_or_to_one_that_is_not_there() -> None:
    theirs = issue(award(), by=issuer("https://stranger.example.org"))
    assert judged(theirs.png[:-1], full()).page is None
    unknown = issue(bare_award())
    assert judged(unknown.png[:-1], full()).page is None


def test_of_a_damaged_file_full_of_addresses_the_first_are_looked_up() -> None:
    names = ("".join(each) for each in product("abcdef", repeat=5))
    many = " ".join(f"{BASE}/ob3/b/{'q' * 21}{each}.json" for each in names)
    with patch.object(Memory, "standing", return_value=Standing.NEVER) as asked:
        assert judged(ISSUED.png + many.encode(), full()).reason == "damaged"
    assert 0 < asked.call_count <= 100


MENDED = {
    "a byte order mark": b"\xef\xbb\xbf" + JSON,
    "Windows lines": json.dumps(json.loads(JSON), indent=2).replace("\n", "\r\n").encode(),
    "UTF-16": JSON.decode().encode("utf-16"),
    "spaces around": b"\r\n\t " + JSON + b" \n\n",
    "escaped letters": json.dumps(json.loads(JSON)).encode(),
    "one proof without its list": json.dumps(
        json.loads(JSON) | {"proof": json.loads(JSON)["proof"][0]}
    ).encode(),
}


@pytest.mark.parametrize("file", MENDED.values(), ids=MENDED)
def test_json_as_people_paste_it_is_the_same_badge(file: bytes) -> None:
    assert judged(file, full(), " Lina@Example.org").reason == "valid"


@pytest.mark.parametrize("file", [png(tampered("name")), text_of(tampered("name")).encode()])
def test_altered_is_for_what_was_altered(file: bytes) -> None:
    assert judged(file, full()).reason == "altered"


def packed(node: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(node).encode()).decode().rstrip("=")


def token(claims: object) -> str:
    return f"{packed({'alg': 'RS256'})}.{packed(claims)}.c2lnbmF0dXJl"


THEIRS = "https://badges.example.net"
HOSTED = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": f"{THEIRS}/a/77",
    "recipient": {"type": "email", "hashed": False, "identity": "lina@example.org"},
    "badge": {"type": "BadgeClass", "id": f"{THEIRS}/b/3", "name": "Soudure"},
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2024-05-01T00:00:00Z",
}
CREDENTIAL = {
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "id": f"{THEIRS}/c/9",
    "issuer": {"id": f"{THEIRS}/i", "type": ["Profile"], "name": "Atelier Exemple"},
    "credentialSubject": {"achievement": {"name": "Soudure"}},
}
OLD = {
    "uid": "1",
    "recipient": "lina@example.org",
    "badge": f"{THEIRS}/b/3.json",
    "verify": {"type": "hosted", "url": f"{THEIRS}/a/12.json"},
}
FIRST = {"recipient": "lina@example.org", "badge": {"name": "Soudure", "issuer": {"org": "X"}}}


def svg(element: str, verify: str, inside: str = "") -> bytes:
    body = f"<![CDATA[{inside}]]>" if inside else ""
    return (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:openbadges="http://openbadges.org">'
        f'<openbadges:{element} verify="{escape(verify)}">{body}</openbadges:{element}></svg>'
    ).encode()


ELSEWHERE = {
    "2.0 hosted": text_of(HOSTED).encode(),
    "2.0 hosted in a picture": bake.bake(picture(), {"openbadges": text_of(HOSTED)}),
    "2.0 by its address": bake.bake(picture(), {"openbadges": f"{THEIRS}/a/77"}),
    "2.0 signed": bake.bake(picture(), {"openbadges": token(HOSTED)}),
    "3.0 token in a picture": bake.bake(picture(), {"openbadgecredential": token(CREDENTIAL)}),
    "3.0 token in `vc`": token({"iss": f"{THEIRS}/i", "vc": CREDENTIAL}).encode(),
    "3.0 token": token(CREDENTIAL).encode() + b"\n",
    "3.0 of a foreign did": text_of(CREDENTIAL | {"issuer": "did:key:z6Mk"}).encode(),
    "1.0": text_of(OLD).encode(),
    "0.5": text_of(FIRST).encode(),
    "SVG 2.0": svg("assertion", f"{THEIRS}/a/77", text_of(HOSTED)),
    "SVG by its address": svg("assertion", f"{THEIRS}/a/77"),
    "SVG 3.0": svg("credential", "", text_of(CREDENTIAL)),
    "SVG 3.0 token": svg("credential", token(CREDENTIAL)),
    "compressed": spliced(
        chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(text_of(HOSTED).encode()))
    ),
    "baked twice": spliced(
        itxt("openbadges", text_of(HOSTED).encode()), itxt("openbadges", text_of(HOSTED).encode())
    ),
    "old text chunk": spliced(chunk(b"tEXt", b"openbadges\0" + f"{THEIRS}/a/77".encode())),
}


@pytest.mark.parametrize("file", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_badge_from_elsewhere_is_never_called_false(file: bytes) -> None:
    verdict = judged(file, full(), "lina@example.org")
    assert (verdict.valid, verdict.exit) == (None, 2)
    assert verdict.reason in ("not_ours", "old_version")
    assert verdict.tone == "doubted"


def test_the_name_of_a_foreign_issuer_and_badge_is_shown() -> None:
    verdict = judged(token(CREDENTIAL).encode(), full())
    assert (verdict.issuer, verdict.badge) == ("Atelier Exemple", "Soudure")


INVENTED = {
    "a token in our name": token(CREDENTIAL | {"issuer": "did:web:badges.example.org:i:becode"}),
    "an assertion that we do not host": text_of(
        assertion() | {"id": f"{BASE}/ob2/a/{'z' * 26}.json"}
    ),
    "a programme that we do not have": text_of(
        CREDENTIAL | {"issuer": "did:web:badges.example.org:i:harvard"}
    ),
}


@pytest.mark.parametrize("text", INVENTED.values(), ids=INVENTED)
def test_who_only_names_us_was_not_issued_here(text: str) -> None:
    verdict = judged(text.encode(), full())
    assert (verdict.valid, verdict.reason) == (False, "never_issued")


def test_another_s_badge_at_an_older_path_of_our_host_is_from_elsewhere() -> None:
    before = HOSTED | {"id": f"{BASE}/a/77"}
    assert judged(text_of(before).encode(), full()).reason == "not_ours"
