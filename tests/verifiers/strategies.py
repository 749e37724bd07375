"""Awards of every kind, for property tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from core.badges.openbadges import paths
from core.badges.openbadges.award import (
    Achievement,
    Alignment,
    Award,
    Evidence,
    Issuer,
    IssuerWording,
    Organisation,
    Wording,
)
from tests.verifiers.samples import BASE

# What people write, quotes, emoji and line feeds included; control characters are linted out.
words = st.text(
    st.one_of(
        st.sampled_from("aé\"\\'<>&_:@\n 😀"),
        st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")),
    ),
    min_size=1,
    max_size=30,
)
addresses = st.sampled_from(
    [
        "https://github.com/lina/projet",
        "https://github.com/lina",
        "HTTPS://GitHub.com:443/lina",
        "https://été.example.org/page d'été?q=ç#là",
        "http://127.0.0.1:8000/x%2fy%",
    ]
)
evidence = st.builds(Evidence, words, words, words, st.none() | addresses)
days = st.dates(date(2010, 1, 1), date(2030, 1, 1))
seconds = st.integers(1_577_836_800, 1_893_456_000)
moments = seconds.map(lambda each: datetime.fromtimestamp(each, UTC))
identities = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=26, max_size=26)
organisations = st.builds(Organisation, words, st.none() | addresses)

awards = st.builds(
    Award,
    id=identities,
    recipient=st.sampled_from(["lina@example.org", "Ana.B@Example.ORG"]),
    salt=st.binary(min_size=16, max_size=16),
    issued_at=moments,
    language=st.sampled_from(["fr", "en", "nl"]),
    status=st.integers(0, 300_000),
    name=st.none() | words,
    narrative=st.none() | words,
    mission=st.none() | st.tuples(days, days),
    evidence=st.lists(evidence, max_size=4).map(tuple),
    validated_by=st.none() | organisations,
    expires_at=st.none() | moments,
)

alignments = st.builds(
    Alignment,
    name=words,
    url=addresses,
    framework=st.just("") | words,
    code=st.just("") | words,
    description=st.just("") | words,
    kind=st.sampled_from(["", "ceasn:Competency", "ceterms:Credential"]),
)


def wordings(language: str) -> st.SearchStrategy[Wording]:
    """What an achievement may say in a language."""
    return st.builds(
        Wording,
        language=st.just(language),
        name=words,
        description=words,
        criteria=words,
        tags=st.lists(words, max_size=3).map(tuple),
        competence=st.none() | words,
        level=st.none() | words,
        alignments=st.lists(alignments, max_size=3, unique=True).map(tuple),
    )


achievements = st.builds(
    Achievement,
    badge=st.just("python"),
    wordings=st.tuples(wordings("fr"), wordings("en")),
    degree=st.none() | st.integers(1, 9),
    picture=st.just("0" * 64),
    creator=st.none() | organisations,
    code=st.just("") | words,
    credits=st.none() | st.integers(1, 39_999).map(lambda quarters: quarters / 4),
)
issuers = st.builds(
    Issuer,
    slug=st.sampled_from(["becode", "normandie.atelier-du-bocage"]),
    name=words,
    description=words,
    url=addresses,
    email=st.just("badges@example.org"),
    base=st.just(BASE),
    logo=st.just("") | st.just(paths.logo("", "becode", "0123456789ab")),
    others=st.just(()) | st.tuples(st.builds(IssuerWording, st.just("en"), words, words)),
)
