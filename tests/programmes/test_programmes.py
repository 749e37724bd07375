"""The five programmes as data: each can be claimed as its facts say; a sixth needs no code."""

import json

import pytest
from sqlmodel import select

from core.claims.states import State
from core.ground.effects import Effects, Outcome
from core.ground.paths import TEMPLATES
from core.ground.tables import Claim
from core.programmes.catalogue import catalogue, read_all
from tests.world.talking import Talk, badges, learner, ref, reviewer, texts
from tests.world.world import Stage

PROGRAMMES = TEMPLATES / "programmes"
ACCOUNT = "https://github.com/jef"
SAMEDI = (
    "Chaque samedi depuis deux ans, j'accueille les familles aux Jardins du Canal, je prépare les "
    "ateliers et je forme les nouveaux bénévoles."
)


def test_the_programmes_have_no_mistakes() -> None:
    assert [str(m) for reading in read_all(PROGRAMMES) for m in reading.mistakes] == []


def test_the_facts_about_the_badge_classes_hold() -> None:
    known = catalogue(PROGRAMMES).programmes
    becode = known["becode"]
    assert len([b for b in becode.badge if b.form == "technical"]) >= 5
    assert len([b for b in becode.badge if b.form == "soft-skill"]) >= 3
    assert set(becode.languages) == {"fr", "en", "nl"}
    assert {each.name for each in becode.recognised_by} == {"Bruxelles Formation", "FOREM", "VDAB"}
    normandie = known["normandie"]
    wanted = {(c, n) for c in ("communiquer", "organiser", "adapter", "integrer") for n in (1, 2)}
    region = {
        (each.competence, each.level)
        for badge in normandie.badge
        if badge.milestone
        for each in badge.milestone.all
    }
    partner = {(b.competence, b.level) for b in normandie.badge if not b.milestone}
    assert region == partner == wanted
    assert all(badge.expires == "never" for each in known.values() for badge in each.badge)


def test_becode_soft_skill_asks_for_the_account_once_and_fills_both_fields(stage: Stage) -> None:
    jef, sam = learner(stage, "jef", "Jef Peeters", "nl"), reviewer(stage, "sam", "becode")
    jef.send(choice="badge:becode:travail-equipe")
    effects = jef.say(ACCOUNT)
    assert effects.answers == {"repository": ACCOUNT}
    jef.say("ja")
    sam.send(choice=f"approve:{ref(stage)}")
    (badge,) = badges(stage)
    assert badge.language == "nl"
    fields = [each["name"] for each in json.loads(badge.credential)["evidence"]]
    assert fields == ["GitHub-repository · Projectsite"]


def volunteer(stage: Stage, start: str, end: str, **more: str) -> Talk:
    row = {
        "reference": "SC-1",
        "name": "Awa Diallo",
        "mail": "awa@example.org",
        "starts_on": start,
        "ends_on": end,
        "organisation": "Maison des aînés",
        "domain": "Solidarité",
    }
    stage.mission("service-civique", **{**row, **more})
    return learner(stage, "awa", "Awa Diallo")


def test_a_volunteer_with_six_months_gets_the_badge_without_a_reviewer(stage: Stage) -> None:
    awa = volunteer(stage, "2026-04-01", "2026-09-30")
    effects = awa.send(choice="badge:service-civique:volontaire")
    assert "Maison des aînés" in texts(effects)
    effects = awa.say("oui")
    (badge,) = badges(stage)
    assert effects.badges == [badge.id]
    signed = badge.credential.decode()
    assert '"activityStartDate":"2026-04-01' in signed.replace(" ", "")
    assert "Maison des aînés" in signed
    assert "Awa Diallo" in signed


def test_one_day_short_of_six_months_is_refused_kindly_with_the_dates(stage: Stage) -> None:
    awa = volunteer(stage, "2026-04-01", "2026-09-29")
    effects = awa.send(choice="badge:service-civique:volontaire")
    assert effects.outcome is Outcome.REJECTED
    for said in ("du 1er avril 2026 au 29 septembre 2026", "5 mois et 29 jours", "6 mois"):
        assert said in texts(effects)


def test_a_mission_not_on_the_roster_is_looked_at_by_a_person(stage: Stage) -> None:
    nora = reviewer(stage, "nora", "service-civique")
    awa = learner(stage, "awa", "Awa Diallo")
    awa.send(choice="badge:service-civique:volontaire")
    awa.say("Awa Diallo")
    awa.say("du 1er avril 2026 au 30 septembre 2026")
    awa.say("Maison des aînés")
    awa.press("Solidarité")
    effects = awa.say("oui")
    assert badges(stage) == []
    assert "À vérifier" in texts(effects, to="nora")
    nora.send(choice=f"approve:{ref(stage)}")
    assert len(badges(stage)) == 1


def test_maillage_is_declared_with_evidence_and_the_persons_word(stage: Stage) -> None:
    samira = learner(stage, "samira", "Samira Benali")
    effects = samira.send(choice="badge:maillage:benevole-engage")
    effects = answer_all(
        samira,
        effects,
        {
            "name": "Samira Benali",
            "organisation": "Les Jardins du Canal",
            "date-range": "du 1er septembre 2024 au 31 octobre 2026",
            "text": SAMEDI,
        },
    )
    assert effects.badges == [badges(stage)[0].id]
    assert "Jardins du Canal" in badges(stage)[0].credential.decode()


def answer_all(talk: Talk, effects: Effects, told: dict[str, str]) -> Effects:
    """Answer by kind whatever is asked until the badge is confirmed; consents are pressed."""
    for _ in range(12):
        with talk.stage.world.glance() as turn:
            claim = turn.db.exec(select(Claim).order_by(Claim.id)).all()[-1]  # type: ignore[arg-type]
        labels = [b["label"] for r in effects.replies for b in r["buttons"]]
        if claim.state == State.READY:
            return talk.say("oui")
        form = catalogue(PROGRAMMES)[claim.programme]
        badge = catalogue(PROGRAMMES).badge(claim.programme, claim.badge)
        question = next(q for q in form.form_of(badge).question if q.name == claim.asked)
        if question.kind == "consent":
            effects = talk.press("Je l'atteste")
        elif question.optional and question.kind not in told:
            effects = talk.press("Passer")
        else:
            effects = talk.say(told[question.kind])
        assert effects.outcome is Outcome.ASKED, (texts(effects), labels)
    raise AssertionError(f"the form does not end: {texts(effects)} {labels}")


PROJECT = (
    "J'ouvre un atelier de réparation de vélos au Beffroi, avec un budget prévisionnel, une étude "
    "de marché et trois partenaires locaux qui s'engagent par écrit."
)


def test_maillage_project_is_confirmed_by_the_organisation_named_alone(stage: Stage) -> None:
    known = catalogue(PROGRAMMES)["maillage"].organisation
    ioana = reviewer(stage, "ioana", "maillage", known[0].name)
    other = reviewer(stage, "otto", "maillage", known[1].name)
    thomas = learner(stage, "thomas", "Thomas Vandamme")
    effects = thomas.send(choice="badge:maillage:porteur-de-projet")
    effects = answer_all(
        thomas,
        effects,
        {
            "name": "Thomas Vandamme",
            "text": PROJECT,
            "organisation": known[0].name,
            "date-range": "du 1er janvier 2026 au 31 octobre 2026",
            "date": "31/10/2026",
        },
    )
    assert other.send(choice=f"approve:{ref(stage)}").moves == []
    ioana.send(choice=f"approve:{ref(stage)}")
    signed = badges(stage)[0].credential.decode()
    assert '"source"' in signed
    assert known[0].name in signed


def test_biklab_by_attendance_list(stage: Stage) -> None:
    stage.mission(
        "biklab",
        reference="BL-1",
        name="Inès Payet",
        mail="ines@example.org",
        starts_on="2026-11-12",
        ends_on="2026-11-14",
        badge="mediation-scientifique",
    )
    ines = learner(stage, "ines", "Inès Payet")
    effects = ines.send(choice="badge:biklab:mediation-scientifique")
    effects = answer_all(
        ines, effects, {"name": "Inès Payet", "date-range": "du 12 au 14 novembre 2026"}
    )
    assert len(badges(stage)) == 1


def test_biklab_by_event_code_and_by_its_link(stage: Stage) -> None:
    tuan = learner(stage, "tuan", "Tuan Pham")
    effects = tuan.send(choice="badge:biklab:science-et-societe")
    effects = answer_all(tuan, effects, {"name": "Tuan Pham", "code": "labo47kx"})
    assert len(badges(stage)) == 1
    lea = learner(stage, "lea", "Léa Roche")
    effects = lea.say("/start biklab_LABO47KX")
    answer_all(lea, effects, {"name": "Léa Roche"})
    assert len(badges(stage)) == 2


@pytest.mark.parametrize("code", ["NUIT25PT", "INCONNU1", "labo"])
def test_a_code_that_is_over_or_unknown_is_told(stage: Stage, code: str) -> None:
    tuan = learner(stage, "tuan", "Tuan Pham")
    effects = tuan.send(choice="badge:biklab:science-et-societe")
    while "code" not in texts(effects).lower():
        effects = tuan.say("Tuan Pham")
    assert tuan.say(code).outcome is Outcome.REJECTED
