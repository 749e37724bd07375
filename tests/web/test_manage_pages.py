"""What managers do on their pages: roles, days away, delays, lists, organisations; undone."""

import json
from datetime import timedelta

from sqlmodel import select

from core import staff
from core.ground.tables import (
    Absence,
    ChangedSetting,
    JoinedOrganisation,
    Mission,
    Role,
    StaffChange,
)
from core.people import people
from core.programmes.catalogue import catalogue
from core.programmes.changed.in_force import contact_of, in_force
from core.support import CaseSubject, Occasion, open_case
from tests.world.manager import Manager, signed_in, text
from tests.world.world import Stage

SAM = "sam@example.org"
CSV = (
    "référence;prénom;nom;mail;début;fin;organisme\n"
    "A-1;Awa;Diallo;awa@example.org;01/10/2025;31/05/2026;Les Passerelles\n"
    "A-2;Linh;Nguyen;linh;01/10/2025;31/05/2026;Les Passerelles\n"
)


def roles_of(stage: Stage, mail: str) -> list[tuple[str, str, str]]:
    with stage.world.glance() as turn:
        address = people.seen(turn, people.MAIL, mail)
        if address is None:
            return []
        found = turn.db.exec(select(Role).where(Role.person_id == address.person_id))
        return sorted((each.programme, each.role, each.badges) for each in found)


def page_of(stage: Stage, mail: str) -> str:
    with stage.world.glance() as turn:
        who = staff.person(turn, mail)
        role = turn.db.exec(select(Role).where(Role.person_id == who.id)).first()
        assert role is not None
        return f"/manage/becode/people/{role.id}"


def latest(stage: Stage) -> StaffChange:
    with stage.world.glance() as turn:
        found = turn.db.exec(select(StaffChange).where(StaffChange.programme != "")).all()
        return max(found, key=lambda each: (each.at, each.id))


async def undo(somebody: Manager, stage: Stage) -> int:
    page = await somebody.post("/manage/becode/changes", {"undo": str(latest(stage).id)})
    return page.status_code


async def test_a_role_is_given_narrowed_taken_away_and_each_is_undone(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        given = {"mail": SAM, "name": "Sam Okafor", "role": "reviewer"}
        page = await mona.post("/manage/becode/people", given)
        assert "Sam Okafor" in text(page)
        assert roles_of(stage, SAM) == [("becode", "reviewer", "")]
        await mona.post(page_of(stage, SAM), {"act": "narrow", "badges": "python-avance"})
        assert roles_of(stage, SAM) == [("becode", "reviewer", "python-avance")]
        assert await undo(mona, stage) == 200
        assert roles_of(stage, SAM) == [("becode", "reviewer", "")]
        await mona.post(page_of(stage, SAM), {"act": "take"})
        assert roles_of(stage, SAM) == []
        assert await undo(mona, stage) == 200
        assert roles_of(stage, SAM) == [("becode", "reviewer", "")]
        stage.clock.pass_(hours=73)
        assert (await mona.get("/manage")).url.path == "/manage/sign-in"
        await mona.sign_in()
        assert await undo(mona, stage) == 422
    kept = latest(stage)
    assert kept.by_id is not None
    assert json.loads(kept.after)["badges"] == ""


async def test_roles_need_the_second_factor_anew(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        stage.clock.pass_(minutes=11)
        given = {"mail": SAM, "name": "Sam", "role": "manager"}
        page = await mona.post("/manage/becode/people", given)
        assert page.url.path == "/manage/again"
        assert roles_of(stage, SAM) == []
        assert (await mona.prove("/manage/becode/people")).url.path == "/manage/becode/people"
        await mona.post("/manage/becode/people", given)
        assert roles_of(stage, SAM) == [("becode", "manager", "")]


async def test_nobody_changes_their_own_role_nor_anothers_name(stage: Stage) -> None:
    stage.known("sam", "Sam Okafor", SAM)
    async with signed_in(stage) as mona:
        page = await mona.post("/manage/becode/people", {"mail": mona.mail, "role": "reviewer"})
        assert page.status_code == 422
        await mona.post(page_of(stage, mona.mail), {"act": "take"})
        assert roles_of(stage, mona.mail) == [("becode", "manager", "")]
        await mona.post(
            "/manage/becode/people", {"mail": SAM, "name": "Vilain", "role": "operator"}
        )
    assert roles_of(stage, SAM) == [("becode", "reviewer", "")]  # an operator is named elsewhere
    with stage.world.glance() as turn:
        assert staff.person(turn, SAM).name == "Sam Okafor"


async def test_a_code_of_enrolment_is_given_by_who_manages_all_of_theirs(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        await mona.post("/manage/becode/people", {"mail": SAM, "name": "Sam", "role": "support"})
        page = await mona.post(page_of(stage, SAM), {"act": "enrol"})
        assert "il ne sera plus montré" in text(page)
        with stage.world.turn() as turn:
            staff.add(turn, staff.StaffMember(SAM, "normandie", "manager"))
        assert "Créer un code" not in text(await mona.get(page_of(stage, SAM)))
        page = await mona.post(page_of(stage, SAM), {"act": "enrol"})
        assert "il ne sera plus montré" not in text(page)


async def test_days_away_are_noted_and_given_up(stage: Stage) -> None:
    stage.reviewer("sam", "Sam Okafor", "becode")
    start = stage.clock.at.date() + timedelta(days=3)
    days = {"from": start.isoformat(), "to": (start + timedelta(days=4)).isoformat()}
    async with signed_in(stage) as mona:
        page = await mona.post(page_of(stage, SAM), {"act": "away", **days})
        assert "absence du 19 novembre" in text(page)
        assert await undo(mona, stage) == 200
        with stage.world.glance() as turn:
            assert turn.db.exec(select(Absence)).all() == []
        page = await mona.post(page_of(stage, SAM), {"act": "away", "from": "demain"})
        assert page.status_code == 422


async def test_a_delay_holds_at_once_and_the_file_holds_again(stage: Stage) -> None:
    def days() -> tuple[int, ...]:
        with stage.world.glance() as turn:
            found = catalogue(turn.settings.programmes_folder)["becode"]
            return in_force(turn, found).delays.reminder_days

    where = "/manage/becode/delays"
    async with signed_in(stage) as mona:
        wrong = await mona.post(where, {"delays.reminder_days": "30, 7"})
        assert wrong.status_code == 422
        assert 'value="30, 7"' in wrong.text
        page = await mona.post(where, {"delays.reminder_days": "3, 9"})
        assert "maintenant 3, 9, dans le fichier 7, 30" in text(page)
        assert days() == (3, 9)
        exported = await mona.get(f"{where}.toml")
        assert exported.text == "[delays]\nreminder_days = [3, 9]\n"
        await mona.post(where, {"act": "reset:delays.reminder_days"})
        assert days() == (7, 30)
        assert await undo(mona, stage) == 200
        assert days() == (3, 9)
    with stage.world.glance() as turn:
        assert [row.name for row in turn.db.exec(select(ChangedSetting))] == [
            "delays.reminder_days"
        ]


async def test_the_contact_address_is_changed_on_the_page(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        await mona.post("/manage/becode/delays", {"email": "equipe@example.org"})
        page = await mona.post("/manage/becode/delays", {"email": "pas une adresse"})
        assert page.status_code == 422
    with stage.world.glance() as turn:
        found = catalogue(turn.settings.programmes_folder)["becode"]
        assert contact_of(turn, found) == "equipe@example.org"


async def test_a_list_is_looked_at_first_then_brought_in(stage: Stage) -> None:
    where = "/manage/service-civique/roster"
    async with signed_in(stage, "manager", "service-civique") as mona:
        file = {"list": ("missions.csv", CSV.encode())}
        page = await mona.post(where, {}, file)
        assert "Rien n'est encore changé" in text(page)
        with stage.world.glance() as turn:
            assert turn.db.exec(select(Mission)).all() == []
        key = page.text.partition('value="write:')[2].partition('"')[0]
        handed = await mona.get(f"{where}/{key}/refused.csv")
        assert "A-2" in handed.text
        assert "A-1" not in handed.text
        page = await mona.post(where, {"act": f"write:{key}"})
        assert "Les invitations suivent" in text(page)
        await mona.post(where, {"act": f"write:{key}"})
        with stage.world.glance() as turn:
            assert [row.reference for row in turn.db.exec(select(Mission))] == ["A-1"]
            kept = turn.db.exec(select(StaffChange).where(StaffChange.kind == "roster")).all()
        assert [json.loads(each.after)["added"] for each in kept] == [1]
        for name, content in (("photo.png", b"\x89PNG"), ("x.csv", b""), ("x.csv", b"rien")):
            page = await mona.post(where, {}, {"list": (name, content)})
            assert page.status_code == 422, name


async def test_a_list_of_another_programme_is_not_there(stage: Stage) -> None:
    async with signed_in(stage, "manager", "service-civique", "becode") as mona:
        where = "/manage/service-civique/roster"
        page = await mona.post(where, {}, {"list": ("m.csv", CSV.encode())})
        key = page.text.partition('value="write:')[2].partition('"')[0]
        other = await mona.web.get(f"/manage/becode/roster/{key}/refused.csv")
        assert other.status_code == 404


async def test_an_organisation_joins_leaves_and_is_back(stage: Stage) -> None:
    def members() -> dict[str, bool]:
        with stage.world.glance() as turn:
            found = turn.db.exec(select(JoinedOrganisation))
            return {each.name: each.left_at is None for each in found}

    where = "/manage/becode/organisations"
    async with signed_in(stage) as mona:
        page = await mona.post(where, {"act": "join", "name": ""})
        assert page.status_code == 422
        page = await mona.post(where, {"act": "join", "name": "Les Ateliers du Port"})
        slug = page.text.partition('value="leave:')[2].partition('"')[0]
        assert members() == {"Les Ateliers du Port": True}
        await mona.post(where, {"act": f"leave:{slug}"})
        assert members() == {"Les Ateliers du Port": False}
        assert await undo(mona, stage) == 200
        assert members() == {"Les Ateliers du Port": True}


async def test_a_case_is_opened_and_answered(stage: Stage) -> None:
    lina = stage.known("lina", "Lina Haddad", "lina@example.org")
    with stage.world.turn() as turn:
        case = open_case(turn, CaseSubject(Occasion.HUMAN, "becode", "?", "becode", lina))
        ref = case.ref
    where = f"/manage/becode/cases/{ref}"
    async with signed_in(stage) as mona:
        assert ref in text(await mona.get("/manage/becode/cases"))
        page = await mona.get(where)
        press = page.text.partition('name="act" value="answer')[2].partition('"')[0]
        page = await mona.post(where, {"act": f"answer{press}", "words": ""})
        assert page.status_code == 422
        page = await mona.post(where, {"act": f"answer{press}", "words": "Bonjour, c'est fait."})
        assert page.status_code == 200
        assert "Bonjour, c'est fait." in text(page)
        assert ref not in text(await mona.get("/manage/becode/cases"))


async def test_looking_changes_nothing(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        for name in ("", "/cases", "/people", "/organisations", "/roster", "/delays", "/changes"):
            assert (await mona.get(f"/manage/becode{name}")).status_code == 200
            assert (await mona.web.head(f"/manage/becode{name}")).status_code == 200
    with stage.world.glance() as turn:
        assert len(turn.db.exec(select(StaffChange)).all()) == 1  # the sign-in
