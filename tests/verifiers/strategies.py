"""Awards of every kind, for property tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from core.badges.openbadges.award import Award, Evidence, Organisation

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
