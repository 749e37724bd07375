"""Why a badge is missing: one cause for each badge, from real flows through the desk."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from core.due import due
from core.ground.effects import Outcome
from core.ground.tables import Claim
from core.people import people
from core.people.opt_outs import stop
from core.people.people import masked
from core.programmes.catalogue import catalogue
from core.reading.acts.kinds import ReviewVerdict
from core.review.decide import decide
from core.review.decision import Decision
from core.support.diagnosis import wording
from core.support.diagnosis.causes import NOTHING_KNOWN, Cause, Cure, Diagnosis
from core.support.diagnosis.diagnose import diagnose
from core.support.diagnosis.wording import sentence
from mail.listen import receive_mail
from tests.world import missing_badges
from tests.world.invited_missions import CIVIC, mission
from tests.world.missing_badges import AWA, CASES, LINA, PROGRAMME, whose
from tests.world.talking import Talk, ref, reviewer
from tests.world.web_form import everything
from tests.world.world import WORDS, Stage

LOCALES = ("fr", "fr-informal", "en", "nl", "nl-informal")
each_cause = pytest.mark.parametrize("cause", Cause, ids=str)


def diagnosed(stage: Stage, mail: str, programme: str = "") -> list[Diagnosis]:
    with stage.world.glance() as turn:
        return diagnose(turn, whose(turn, mail), programme)


def said(stage: Stage, diagnosis: Diagnosis, locale: str = "fr") -> str:
    with stage.world.glance() as turn:
        return sentence(turn, diagnosis, locale)


@each_cause
def test_each_cause_is_found_on_either_engine(either: Stage, cause: Cause) -> None:
    brought_about, cure = CASES[cause]
    (found,) = diagnosed(either, brought_about(either), PROGRAMME.get(cause, ""))
    assert (found.cause, found.cure) == (cause, cure)


@each_cause
def test_each_cause_has_its_sentence_in_every_language(stage: Stage, cause: Cause) -> None:
    (found,) = diagnosed(stage, CASES[cause][0](stage), PROGRAMME.get(cause, ""))
    for locale in LOCALES:
        assert len(said(stage, found, locale)) > 20
        assert "$" not in said(stage, found, locale)


@each_cause
def test_a_diagnosis_writes_nothing(stage: Stage, cause: Cause) -> None:
    mail = CASES[cause][0](stage)
    before = everything(stage)
    with stage.world.turn() as turn:  # one that is kept, unlike a glance
        diagnose(turn, whose(turn, mail), PROGRAMME.get(cause, ""))
    assert everything(stage) == before


def test_what_staff_are_shown_says_what_where_and_when(stage: Stage) -> None:
    (found,) = diagnosed(stage, missing_badges.invitation_bounced(stage))
    plain = [str(fact) for fact in found.proof]
    assert any(line.startswith(f"invitation_dead · {AWA} · 2026-11-17") for line in plain)
    assert any("5.1.1" in line for line in plain)
    with stage.world.glance() as turn:
        french = wording.evidence_lines(turn, found, "fr")
    assert any(line.startswith("invitation du 17/11") and AWA in line for line in french)


@pytest.mark.parametrize("cause", [each for each in Cause if each not in NOTHING_KNOWN], ids=str)
def test_each_cause_has_its_proof(stage: Stage, cause: Cause) -> None:
    (found,) = diagnosed(stage, CASES[cause][0](stage))
    assert found.proof
    with stage.world.glance() as turn:
        for locale in ("fr", "en", "nl"):
            assert all(line.strip() for line in wording.evidence_lines(turn, found, locale))


def test_a_person_with_several_badges_has_one_cause_for_each(stage: Stage) -> None:
    missing_badges.in_review(stage)
    lina = Talk(stage, "lina")
    lina.count = 20
    lina.say("/start maillage_benevole-engage")
    mission(stage, mail=LINA, interrupted="oui")
    found = {(each.programme, each.cause) for each in diagnosed(stage, LINA)}
    assert found == {
        ("becode", Cause.IN_REVIEW), ("maillage", Cause.ABANDONED), (CIVIC, Cause.INTERRUPTED),
    }  # fmt: skip


def test_a_programme_narrows(stage: Stage) -> None:
    missing_badges.in_review(stage)
    assert [each.cause for each in diagnosed(stage, LINA, "becode")] == [Cause.IN_REVIEW]
    assert [each.cause for each in diagnosed(stage, LINA, CIVIC)] == [Cause.NOT_ON_ROSTER]
    assert [each.cause for each in diagnosed(stage, LINA, "maillage")] == [Cause.UNKNOWN]


def test_the_latest_comes_first_and_what_arrived_long_ago_last(stage: Stage) -> None:
    missing_badges.issued_here(stage)
    stage.clock.pass_(days=40)
    with stage.world.turn() as turn:
        people.add_address(turn, whose(turn, AWA), people.TERMINAL, "awa")
    awa = Talk(stage, "awa")
    awa.say("/start maillage_benevole-engage")
    assert [each.programme for each in diagnosed(stage, AWA)] == ["maillage", CIVIC]
    stage.clock.pass_(days=200)
    assert [each.programme for each in diagnosed(stage, AWA)] == ["maillage", CIVIC]


# What is theirs


def test_an_address_that_was_only_typed_shows_nobodys_mission(stage: Stage) -> None:
    mission(stage)
    stage.known("lina", "Lina Haddad", LINA)
    with stage.world.turn() as turn:
        people.add_address(turn, whose(turn, LINA), people.MAIL, AWA)
    assert [each.cause for each in diagnosed(stage, LINA)] == [Cause.UNKNOWN]


def test_the_only_address_of_somebody_shows_their_mission(stage: Stage) -> None:
    mission(stage, interrupted="oui")
    with stage.world.turn() as turn:
        people.meet(turn, people.MAIL, AWA)
    assert [each.cause for each in diagnosed(stage, AWA)] == [Cause.INTERRUPTED]


# Finer shades of a cause


def test_of_two_missions_the_one_that_fulfils_the_rules_counts(stage: Stage) -> None:
    missing_badges.too_short(stage)
    mission(stage, reference="SC-2", starts_on="2025-01-01", ends_on="2025-09-30")
    (found,) = diagnosed(stage, AWA)
    assert found.cause is Cause.INVITATION_DUE
    assert found.mission is not None
    assert found.mission.reference == "SC-2"


def test_an_address_that_asked_for_no_more_mails_is_told_why_none_came(stage: Stage) -> None:
    missing_badges.on_roster(stage)
    with stage.world.turn() as turn:
        stop(turn, next(iter(people.addresses(turn, whose(turn, AWA)))), CIVIC)
    (found,) = diagnosed(stage, AWA)
    assert (found.cause, found.variant, found.cure) == (
        Cause.INVITATION_DUE, "stopped", Cure.INVITE,
    )  # fmt: skip
    assert "ne plus vous écrire" in said(stage, found)


def test_days_that_the_person_gave_are_judged_by_the_same_rules(stage: Stage) -> None:
    stage.known("awa", "Awa Diallo", AWA)
    awa = Talk(stage, "awa")
    awa.say("/start service-civique_volontaire")
    awa.say("Awa Diallo")
    refusal = awa.say("du 1er mars 2026 au 30 juin 2026")
    assert "6 mois" in refusal.why
    (found,) = diagnosed(stage, AWA)
    assert (found.cause, found.variant) == (Cause.TOO_SHORT, "said")
    assert "4 mois" in said(stage, found)
    assert "renvoyez les deux dates" in said(stage, found)


def test_another_rule_that_bars_is_told_in_its_own_words(stage: Stage) -> None:
    events = catalogue(stage.world.settings.programmes_folder)["biklab"].event
    event = next(each for each in events if each.until < "2026")
    stage.known("awa", "Awa Diallo", AWA)
    awa = Talk(stage, "awa")
    awa.say(f"/start biklab_{event.badge}")
    awa.say("Awa Diallo")
    awa.say(event.code)
    (found,) = diagnosed(stage, AWA)
    assert (found.cause, found.cure) == (Cause.REFUSED, Cure.NONE)
    assert event.code in said(stage, found)
    assert "il ne l'est plus" in said(stage, found)


def test_a_late_reviewer_is_named_and_reminded(stage: Stage) -> None:
    missing_badges.in_review(stage)
    stage.clock.pass_(days=8)
    (found,) = diagnosed(stage, LINA)
    assert (found.variant, found.cure) == ("late", Cure.REMIND)
    assert "Sam Okafor" in said(stage, found)
    assert "23 November 2026" in said(stage, found, "en")


def test_a_claim_that_waits_for_nobody_by_name_is_with_the_team(stage: Stage) -> None:
    missing_badges.learner(stage, f"{missing_badges.REPOSITORY} {missing_badges.SITE}", "oui")
    (found,) = diagnosed(stage, LINA)
    assert (found.cause, found.variant) == (Cause.IN_REVIEW, "unnamed")


def test_a_badge_that_fails_again_and_again_is_for_the_staff(stage: Stage) -> None:
    missing_badges.preparing(stage)
    for _ in range(3):
        stage.clock.pass_(hours=1)
        due(stage.world)
    (found,) = diagnosed(stage, AWA)
    assert (found.variant, found.cure) == ("failed", Cure.HUMAN)


def test_a_letter_that_was_set_aside_is_told(stage: Stage) -> None:
    """One of far too many parts: nobody opens it, but its head says who wrote it."""
    missing_badges.unanswered(stage)
    stage.clock.pass_(hours=1)
    head = b"From: Awa Diallo <awa@example.org>\r\nTo: badges@cocarde.test\r\n"
    parts = b"--x\r\nContent-Type: text/plain\r\n\r\noui\r\n" * 2000
    heading = b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
    assert receive_mail(stage.world, head + heading + parts).outcome == Outcome.QUARANTINED
    (found,) = diagnosed(stage, AWA)
    assert (found.cause, found.variant) == (Cause.NOT_UNDERSTOOD, "aside")


def test_a_claim_that_was_cancelled_can_be_taken_up_again(stage: Stage) -> None:
    lina = missing_badges.learner(stage, "/cancel")
    lina.press("Annuler la demande")
    (found,) = diagnosed(stage, LINA)
    assert (found.cause, found.variant, found.cure) == (
        Cause.ABANDONED, "withdrawn", Cure.RESUME,
    )  # fmt: skip


def test_a_decision_that_can_still_be_taken_back_tells_when_the_badge_leaves(stage: Stage) -> None:
    missing_badges.in_review(stage)
    claim_ref = ref(stage)
    with stage.world.turn() as turn:
        claim = turn.db.exec(select(Claim).where(Claim.ref == claim_ref)).one()
        sam = whose(turn, "sam@example.org")
        decide(turn, claim, Decision(sam, ReviewVerdict.APPROVE, "", "mail"))
    (found,) = diagnosed(stage, LINA)
    assert (found.cause, found.variant, found.cure) == (Cause.PREPARING, "soon", Cure.NONE)
    assert "10:10" in said(stage, found)


# Masking


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("awa@example.org", "a…a@example.org"),
        ("al@example.org", "a…@example.org"),
        ("a@example.org", "a…@example.org"),
        ("prenom.nom@example.org", "p…m@example.org"),
    ],
)
def test_an_address_is_masked(address: str, shown: str) -> None:
    assert masked(address) == shown


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200)
@given(st.emails())
def test_at_most_two_letters_of_a_mailbox_are_shown(mail: str) -> None:
    mailbox, _, domain = mail.rpartition("@")
    shown = masked(mail)
    assert shown.endswith(f"@{domain}")
    assert len(shown.rpartition("@")[0]) <= 3
    assert len(mailbox) < 3 or mailbox not in shown


def test_another_address_is_masked_and_the_own_is_not(stage: Stage) -> None:
    missing_badges.issued_elsewhere(stage)
    (found,) = diagnosed(stage, AWA)
    assert "a…a@example.org" in said(stage, found)
    assert AWA not in said(stage, found)


def test_the_words_know_every_variant() -> None:
    """Each sentence of the table belongs to a cause; a variant follows its cause."""
    known = [key.partition(".")[2] for key in WORDS.keys("fr") if key.startswith("diagnosis.")]
    assert {next(c for c in sorted(Cause, key=len, reverse=True) if key.startswith(c))
            for key in known} == set(Cause)  # fmt: skip


def test_a_reviewer_who_claims_is_a_learner_too(stage: Stage) -> None:
    reviewer(stage, "sam", "becode")
    assert [each.cause for each in diagnosed(stage, "sam@example.org")] == [Cause.UNKNOWN]
