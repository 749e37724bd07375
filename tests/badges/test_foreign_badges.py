"""Any badge can be handed in: other issuers' badges in every form, each with its right verdict."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from core.badges.verify.partners import PartnersRegister
from core.badges.verify.verdict import Verdict
from core.badges.verify.verify import verify
from tests.verifiers import foreign
from tests.verifiers.foreign import (
    ASSERTION,
    CLASS,
    HOLDER,
    HOST,
    KEY,
    PROFILE,
    REVOKED,
    STATUS,
    WEB,
    Hosts,
    Node,
    assertion,
    baked,
    baked_3,
    credential,
    did_key,
    hosts,
    proven,
    signed_assertion,
    vc_jwt,
    with_status,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OURS = did_key(foreign.ED)


def register(there: Hosts, *issuers: str) -> PartnersRegister:
    return PartnersRegister(frozenset(issuers or (WEB, PROFILE)), frozenset({HOST}), there.ask)


def judged(file: str | bytes, there: Hosts | None = None, mail: str | None = None) -> Verdict:
    data = file.encode() if isinstance(file, str) else file
    return verify(data, recipient=mail, register=register(there or hosts()), now=NOW)


def text(document: Node) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


GOOD: dict[str, Callable[[], str | bytes]] = {
    "2.0 hosted, PNG": lambda: baked(text(assertion())),
    "2.0 hosted, PNG with the URL alone": lambda: baked(ASSERTION),
    "2.0 hosted, SVG": lambda: baked(text(assertion()), "SVG"),
    "2.0 hosted, JSON": lambda: text(assertion()),
    "2.0 hosted, its URL": lambda: ASSERTION,
    "2.1, which writes the class out": lambda: text(
        assertion(badge={"id": CLASS, "type": "BadgeClass", "issuer": PROFILE})
    ),
    "2.0 signed, PNG": lambda: baked(signed_assertion()),
    "2.0 signed, SVG": lambda: baked(signed_assertion(), "SVG"),
    "2.0 signed, token": signed_assertion,
    "3.0 eddsa-rdfc-2022, PNG": lambda: baked_3(text(proven(credential()))),
    "3.0 baked as if it were 2.0, SVG": lambda: baked(text(proven(credential())), "SVG"),
    "3.0 eddsa-jcs-2022, JSON": lambda: text(proven(credential(), "eddsa-jcs-2022")),
    "3.0 ecdsa-rdfc-2019, JSON": lambda: text(
        proven(credential(), "ecdsa-rdfc-2019", f"{WEB}#p256")
    ),
    "3.0 with a status list": lambda: text(proven(credential(**with_status(6)))),
    "3.0 VC-JWT EdDSA, PNG": lambda: baked_3(vc_jwt("EdDSA", f"{WEB}#ed")),
    "3.0 VC-JWT ES256": lambda: vc_jwt("ES256", f"{WEB}#es256"),
    "3.0 VC-JWT RS256": lambda: vc_jwt("RS256", f"{WEB}#rs256"),
    "3.0 VC-JWT without a key id": lambda: vc_jwt("RS256", None),
    "3.0 VC-JWT, a key named without its issuer": lambda: vc_jwt("ES256", "es256"),
    "3.0 Ed25519Signature2020": lambda: text(foreign.proven_2020(credential())),
    "3.0 by VC 1.1, Ed25519Signature2020": lambda: text(
        foreign.proven_2020(foreign.older_credential())
    ),
    "3.0 with look-alike nodes": lambda: text(
        proven(credential(evidence=[{"type": ["Evidence"], "name": "Une"}] * 2))
    ),
}


@pytest.mark.parametrize("made", GOOD.values(), ids=GOOD)
def test_a_partner_s_true_badge_is_proven_in_every_form(made: Callable[[], str | bytes]) -> None:
    file = made()
    told = judged(file)
    assert (told.reason, told.exit) == ("valid", 0)
    assert (told.badge, told.issuer) == ("Soudure", "Atelier Nord")
    assert told.issuer_id in (WEB, PROFILE)
    assert judged(file, mail=HOLDER).reason == "valid"
    assert judged(file, mail="eve@example.org").reason == "other_recipient"


def changed(made: Node, name: str = "name", value: object = "Autre") -> str:
    return text(made | {name: value})


def spoilt(token: str) -> str:
    """The same signature under another name."""
    head, body, signature = token.split(".")
    claims = json.loads(foreign.urlsafe_b64decode(body + "=="))
    return f"{head}.{foreign.b64(json.dumps(claims | {'name': 'Autre'}).encode())}.{signature}"


def unsigned(claims: Node) -> str:
    return foreign.token(claims, "none")


def confused() -> str:
    """A token whose "secret" is the public key: the oldest trick (RFC 8725, section 2.1)."""
    import hmac

    pem = foreign.key_document()["publicKeyPem"].encode()
    made = foreign.token(credential() | {"iss": WEB}, "HS256", f"{WEB}#rs256").rpartition(".")[0]
    return f"{made}.{foreign.b64(hmac.digest(pem, made.encode(), 'sha256'))}"


def self_made() -> str:
    """Signed by a stranger, who puts the key beside it."""
    made = credential() | {"iss": WEB}
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": foreign.b64(foreign.raw_ed(foreign.OTHER))}
    head = foreign.b64(json.dumps({"alg": "EdDSA", "jwk": jwk}).encode())
    signed = f"{head}.{foreign.b64(json.dumps(made).encode())}"
    return f"{signed}.{foreign.b64(foreign.OTHER.sign(signed.encode()))}"


BAD: dict[str, tuple[Callable[[], str], str]] = {
    "2.0 changed in the picture": (
        lambda: changed(assertion(), "issuedOn", "2025-01-01T00:00:00Z"),
        "altered",
    ),
    "2.0 with evidence added": (
        lambda: changed(assertion(), "evidence", [{"narrative": "Dix plaques."}]),
        "altered",
    ),
    "2.0 signed, changed": (lambda: spoilt(signed_assertion()), "altered"),
    "2.0 signed, expired": (lambda: signed_assertion(expires="2026-02-01T00:00:00Z"), "expired"),
    "2.0 signed, revoked": (lambda: signed_assertion(id="urn:uuid:gone"), "revoked"),
    "2.0 signed, without its signature": (
        lambda: unsigned(assertion(badge=foreign.badge_class())),
        "unsigned",
    ),
    "3.0 rdfc, changed": (lambda: changed(proven(credential())), "altered"),
    "3.0 jcs, changed": (lambda: changed(proven(credential(), "eddsa-jcs-2022")), "altered"),
    "3.0 ecdsa, changed": (
        lambda: changed(proven(credential(), "ecdsa-rdfc-2019", f"{WEB}#p256")),
        "altered",
    ),
    "3.0 unsigned": (lambda: text(credential()), "unsigned"),
    "3.0 by a key that is not listed": (
        lambda: text(proven(credential(), method=f"{WEB}#other")),
        "wrong_key",
    ),
    "3.0 suite and key of two kinds": (
        lambda: text(proven(credential(), "ecdsa-rdfc-2019", f"{WEB}#ed")),
        "wrong_key",
    ),
    "3.0 revoked": (lambda: text(proven(credential(**with_status(7)))), "revoked"),
    "3.0 expired": (lambda: text(proven(credential(validUntil="2026-02-01T00:00:00Z"))), "expired"),
    "3.0 not yet valid": (
        lambda: text(proven(credential(validFrom="2027-01-01T00:00:00Z"))),
        "not_yet_valid",
    ),
    "VC-JWT, changed": (lambda: spoilt(vc_jwt("ES256", f"{WEB}#es256")), "altered"),
    "Ed25519Signature2020, changed": (
        lambda: changed(foreign.proven_2020(credential())),
        "altered",
    ),
    "Ed25519Signature2020 by a key that is not listed": (
        lambda: text(foreign.proven_2020(credential(), f"{WEB}#other")),
        "wrong_key",
    ),
    "VC-JWT, expired": (
        lambda: vc_jwt("EdDSA", f"{WEB}#ed", validUntil="2026-02-01T00:00:00Z"),
        "expired",
    ),
    "VC-JWT, its token is over before it": (
        lambda: foreign.token(
            credential(validUntil="2027-02-01T00:00:00Z") | {"iss": WEB, "exp": 1769900000}
        ),
        "expired",
    ),
    "VC-JWT, signed for a later day": (
        lambda: foreign.token(credential() | {"iss": WEB, "iat": 1800000000}),
        "not_yet_valid",
    ),
    "VC-JWT, in no year": (
        lambda: vc_jwt("EdDSA", f"{WEB}#ed", validFrom="0001-01-01T00:00:00+23:59"),
        "altered",
    ),
    "VC-JWT, a letter that is none": (
        lambda: vc_jwt("EdDSA", f"{WEB}#ed", name="\ud800"),
        "not_a_badge",
    ),
    "VC-JWT, alg none": (lambda: unsigned(credential() | {"iss": WEB}), "unsigned"),
    "VC-JWT, a public key as a secret": (confused, "unknown_proof"),
    "VC-JWT, its own key in its head": (self_made, "altered"),
    "VC-JWT, two issuers": (
        lambda: foreign.token(credential() | {"iss": did_key(foreign.OTHER)}),
        "altered",
    ),
    "1.1": (
        lambda: text(
            {
                "uid": "1",
                "recipient": foreign.identity(),
                "badge": CLASS,
                "verify": {"type": "hosted", "url": ASSERTION},
                "issuedOn": "2013-02-01",
            }
        ),
        "old_version",
    ),
    "a did:key that nobody registered": (
        lambda: text(proven(credential(OURS), method=f"{OURS}#{OURS[8:]}")),
        "another_issuer",
    ),
    "an issuer at a host that is no partner's": (
        lambda: text(proven(credential("did:web:elsewhere.example"))),
        "not_ours",
    ),
}


@pytest.mark.parametrize(("made", "reason"), BAD.values(), ids=BAD)
def test_whatever_is_wrong_with_a_badge_from_elsewhere_is_told(
    made: Callable[[], str], reason: str
) -> None:
    there = hosts()
    there.documents[REVOKED] = json.dumps(
        {"revokedAssertions": [{"id": "urn:uuid:gone", "revocationReason": "Erreur"}]}
    ).encode()
    assert judged(made(), there).reason == reason


def test_a_hosted_badge_that_its_host_has_taken_back_is_revoked() -> None:
    there = hosts()
    there.documents[ASSERTION] = json.dumps({"id": ASSERTION, "revoked": True}).encode()
    assert judged(text(assertion()), there).reason == "revoked"


@pytest.mark.parametrize("form", ["2.0 hosted, SVG", "2.0 signed, token", "3.0 VC-JWT ES256"])
def test_a_silent_issuer_says_nothing_against_a_badge(form: str) -> None:
    there = hosts()
    there.down = True
    told = judged(GOOD[form](), there)
    assert (told.reason, told.exit, told.tone) == ("issuer_silent", 2, "doubted")
    assert len(there.asked) == 1, "a host that is silent is not asked again"


@pytest.mark.parametrize("gone", [STATUS, REVOKED])
def test_without_its_list_a_badge_is_never_said_not_to_be_revoked(gone: str) -> None:
    there = hosts()
    del there.documents[gone]
    file = text(proven(credential(**with_status(6)))) if gone == STATUS else signed_assertion()
    assert judged(file, there).reason == "status_unknown"


@pytest.mark.parametrize(
    ("place", "reason"), [(6, "valid"), (7, "revoked"), (10**6, "status_unknown")]
)
def test_the_list_that_came_before_the_bitstring_is_read(place: int, reason: str) -> None:
    there = hosts()
    there.documents[STATUS] = foreign.status_2021(7).encode()
    assert (
        judged(vc_jwt("EdDSA", f"{WEB}#ed", **foreign.in_list_2021(place)), there).reason == reason
    )
    there.documents[STATUS] = spoilt(foreign.status_2021(7)).encode()
    made = vc_jwt("EdDSA", f"{WEB}#ed", **foreign.in_list_2021(6))
    assert judged(made, there).reason == "status_unknown"


def test_a_set_of_keys_below_the_issuer_s_address_is_read() -> None:
    there, issuer = hosts(), f"https://{HOST}/issuers/1"
    methods = foreign.did_document()["verificationMethod"]
    keys = [
        methods[2]["publicKeyJwk"] | {"kid": "one"},
        methods[3]["publicKeyJwk"] | {"kid": "two"},
    ]
    there.documents[issuer] = json.dumps({"id": issuer, "name": "Atelier Nord"}).encode()
    there.documents[f"{issuer}/jwks.json"] = json.dumps({"keys": keys}).encode()
    made = foreign.token(credential(issuer) | {"iss": issuer}, "RS256", f"{issuer}/jwks.json#two")
    for file, reason in ((made, "valid"), (spoilt(made), "altered")):
        told = verify(file.encode(), recipient=None, register=register(there, issuer), now=NOW)
        assert told.reason == reason


def test_a_token_says_its_latest_beginning_and_its_earliest_end() -> None:
    claims = {"iss": WEB, "nbf": 1768039300, "iat": 1768039400, "exp": 1799990000}
    told = judged(foreign.token(credential(validUntil="2027-02-01T00:00:00Z") | claims))
    assert (told.issued, told.ends) == ("2026-01-10T10:03:20Z", "2027-01-15T05:13:20Z")
    told = judged(vc_jwt("EdDSA", f"{WEB}#ed", validFrom="2026-02-01T10:00:00Z"))
    assert (told.issued, told.ends) == ("2026-02-01T10:00:00Z", None)


SAM = "sam@example.org"


def plain(kind: str, identity: str = SAM) -> Node:
    return {"identityType": kind, "hashed": False, "identityHash": identity}


@pytest.mark.parametrize(
    ("subject", "identifiers", "whose"),
    [
        ("did:example:sam", [plain("emailAddress")], SAM),
        ("did:example:sam", [plain("emailAddress", "s@example.org"), plain("emailAddress")], SAM),
        ("MAILTO:sam@example.org", [plain("emailAddress")], SAM),
        (f"mailto:{SAM}", [plain("name", HOLDER), plain("nickname", HOLDER)], SAM),
        (f"mailto:{SAM}", [plain("emailAddress", HOLDER)], ""),
        (SAM, [], ""),
        ("did:example:sam", [plain("ext:nick"), plain("telephone"), plain("name")], ""),
        ("mailto:", [plain("emailAddress", "")], ""),
    ],
)
def test_a_badge_is_issued_to_the_mail_address_that_it_names_as_one(
    subject: str, identifiers: list[Node], whose: str
) -> None:
    """A nickname may look like an address, and a badge that names two people is nobody's."""
    who = credential()["credentialSubject"] | {"id": subject, "identifier": identifiers}
    file = foreign.token(credential(credentialSubject=who) | {"iss": WEB})
    for mail in (SAM, HOLDER, "", " "):
        assert (judged(file, mail=mail).reason == "valid") is (mail == whose != "")


@pytest.mark.parametrize("kind", ["url", "telephone", "id", "name", None])
def test_a_recipient_of_2_0_that_is_no_mail_address_is_nobody_s(kind: str | None) -> None:
    there = hosts()
    recipient = {"type": kind, "hashed": False, "identity": SAM}
    there.documents[ASSERTION] = json.dumps(assertion(recipient=recipient)).encode()
    assert judged(ASSERTION, there, SAM).reason == "other_recipient"


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("/assertion/2.json", "valid"),
        ("/customers/eve/a.json", "wrong_place"),
        ("/assertion/../customers/eve/a.json", "wrong_place"),
        ("/assertion/%2E%2e/customers/eve/a.json", "wrong_place"),
    ],
)
def test_where_an_issuer_says_where_its_badges_begin_no_other_folder_of_its_host_is_taken(
    place: str, reason: str
) -> None:
    there, url = hosts(), f"https://{HOST}{place}"
    told = foreign.profile() | {"verification": {"startsWith": f"https://{HOST}/assertion/"}}
    there.documents[PROFILE] = json.dumps(told).encode()
    there.documents[url] = json.dumps(assertion(id=url)).encode()
    assert judged(url, there).reason == reason


def test_a_class_that_is_written_out_is_its_own_issuer_s() -> None:
    there, other = hosts(), foreign.badge_class() | {"issuer": f"https://{HOST}/other.json"}
    there.documents[ASSERTION] = json.dumps(assertion(badge=foreign.badge_class())).encode()
    assert judged(ASSERTION, there).reason == "valid"
    there.documents[CLASS] = json.dumps(other).encode()
    assert judged(ASSERTION, there).reason == "altered"


def test_a_neighbour_at_the_same_host_is_another_issuer() -> None:
    """Large services host many: what one of them issues counts for itself alone."""
    there = hosts()
    neighbour = f"https://{HOST}/other.json"
    there.documents[neighbour] = json.dumps(foreign.profile() | {"id": neighbour}).encode()
    there.documents[CLASS] = json.dumps(foreign.badge_class() | {"issuer": neighbour}).encode()
    told = judged(text(assertion()), there)
    assert (told.reason, told.valid, told.exit) == ("another_issuer", None, 2)
    assert told.issuer_id == neighbour


def test_an_issuer_does_not_issue_at_the_address_of_another() -> None:
    there, place = hosts(), "https://cdn.partner.example/a.json"
    there.documents[place] = json.dumps(assertion(id=place)).encode()
    known = PartnersRegister(frozenset({PROFILE}), frozenset({"cdn.partner.example"}), there.ask)
    file = text(assertion(id=place)).encode()
    told = verify(file, recipient=None, register=known, now=NOW)
    assert told.reason == "wrong_place"
    allows = foreign.profile() | {"verification": {"allowedOrigins": ["cdn.partner.example"]}}
    there.documents[PROFILE] = json.dumps(allows).encode()
    known.seen.clear()
    assert verify(file, recipient=None, register=known, now=NOW).reason == "valid"


def test_a_host_that_speaks_of_another_badge_says_nothing_of_this_one() -> None:
    """A page at one host of a partner cannot pass for an assertion at another."""
    there, place = hosts(), f"https://{HOST}/elsewhere.json"
    there.documents[place] = json.dumps(assertion(recipient=foreign.identity("x"))).encode()
    assert judged(baked(place), there).reason == "altered"
    assert judged(text({"type": "Assertion", "id": place}), there).reason == "altered"


def test_an_issuer_without_a_list_of_keys_hosts_them_below_its_own_address() -> None:
    there = hosts()
    issuer = f"https://{HOST}/issuers/1"
    jwk = foreign.did_document()["verificationMethod"][3]["publicKeyJwk"]
    there.documents[issuer] = json.dumps({"id": issuer, "name": "Atelier Nord"}).encode()
    there.documents[f"{issuer}/key.json"] = json.dumps(jwk).encode()
    there.documents[f"{issuer}/../2/key.json"] = json.dumps(jwk).encode()
    claims = credential(issuer) | {"iss": issuer}
    known = register(there, issuer)
    for kid, reason in (("key.json", "valid"), ("../2/key.json", "wrong_key")):
        made = foreign.token(claims, "RS256", f"{issuer}/{kid}")
        told = verify(made.encode(), recipient=None, register=known, now=NOW)
        assert told.reason == reason


def test_a_key_of_another_owner_signs_nothing() -> None:
    there = hosts()
    there.documents[KEY] = json.dumps(
        foreign.key_document() | {"owner": "https://else.example/i"}
    ).encode()
    assert judged(signed_assertion(), there).reason == "wrong_key"


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/a.json", f"http://{HOST}/a.json", f"https://{HOST}@evil.example/a"],
)
def test_a_stranger_s_badge_sends_us_nowhere(url: str) -> None:
    there = hosts()
    for file in (url, text(assertion(id=url)), text(assertion(badge=url, id=url))):
        assert judged(file, there).reason == "not_ours"
    assert all(asked.startswith(f"https://{HOST}/") and asked != url for asked in there.asked)
