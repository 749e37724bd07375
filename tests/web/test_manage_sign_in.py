"""`/manage`: two factors, one after the other; a stolen mailbox alone opens nothing."""

import pyotp
import pytest
from sqlmodel import select

from core.ground.tables import Outbox, PageSession, SecondFactor
from core.joining.join import join
from core.people import people
from core.sessions import spare_codes
from core.staff import StaffMember, add, remove
from tests.world.manager import manager, managing, signed_in, text
from tests.world.world import Stage

MONA = "mona@example.org"


async def test_both_factors_open_the_pages(stage: Stage) -> None:
    async with manager(stage, managing(stage)) as mona:
        await mona.ask()
        link = mona.link()
        shown = await mona.web.get(link)
        assert "Continuer" in text(shown)
        assert (await mona.web.get(link)).status_code == 200  # looking used nothing up
        await mona.press(link)
        page = await mona.code(mona.chat_code())
        assert page.url.path == "/manage"
        assert "BeCode" in text(page)
        assert page.headers["cache-control"] == "no-store"


async def test_the_session_is_in_a_cookie_that_no_script_and_no_other_site_gets(
    stage: Stage,
) -> None:
    async with manager(stage, managing(stage)) as mona:
        await mona.ask()
        await mona.press(mona.link())
        answer = await mona.web.post("/manage/code", data={"code": mona.chat_code()})
    cookie = next(
        each for each in answer.headers.get_list("set-cookie") if "session" in each
    ).lower()
    assert cookie.startswith("__host-cocarde-session=")
    for part in ("secure", "httponly", "samesite=lax", "path=/"):
        assert part in cookie
    with stage.world.glance() as turn:
        kept = turn.db.exec(select(PageSession)).one()
    assert kept.digest not in cookie


async def test_the_words_are_the_same_whoever_asks(stage: Stage) -> None:
    managing(stage)
    pages = []
    for mail in (MONA, "nobody@example.org"):
        async with manager(stage, mail) as somebody:
            pages.append(text(await somebody.ask()).replace(mail, "…"))
    assert pages[0] == pages[1]
    with stage.world.glance() as turn:
        assert [row.place for row in turn.db.exec(select(Outbox))] == [MONA]


async def test_a_link_opens_only_in_the_browser_that_asked(stage: Stage) -> None:
    mail = managing(stage)
    async with manager(stage, mail) as mona, manager(stage, mail) as thief:
        await mona.ask()
        assert "dans le navigateur où vous l'avez demandé" in text(await thief.web.get(mona.link()))
        assert (await thief.press(mona.link())).status_code == 404
        assert (await mona.press(mona.link())).is_redirect


async def test_a_link_works_once_and_for_fifteen_minutes(stage: Stage) -> None:
    async with manager(stage, managing(stage)) as mona:
        await mona.ask()
        stage.clock.pass_(minutes=16)
        assert (await mona.press(mona.link())).status_code == 404
        await mona.ask()
        assert (await mona.press(mona.link())).is_redirect
        assert (await mona.press(mona.link())).status_code == 404


async def test_a_stolen_mailbox_meets_the_second_factor(stage: Stage) -> None:
    """The thief asks for the link themselves, and reads it; the digits go to Mona's chat."""
    async with manager(stage, managing(stage)) as thief:
        await thief.ask()
        await thief.press(thief.link())
        for path in ("/manage", "/manage/becode", "/manage/account"):
            assert (await thief.get(path)).url.path == "/manage/sign-in"
        for _ in range(4):
            assert (await thief.code("0000 0000")).status_code == 422
        assert (await thief.code("0000 0000")).status_code == 429
        assert (await thief.code(thief.chat_code())).url.path == "/manage/sign-in"


async def test_after_fifteen_wrong_codes_of_a_day_nothing_opens(stage: Stage) -> None:
    async with manager(stage, managing(stage)) as thief:
        for _ in range(3):
            await thief.ask()
            await thief.press(thief.link())
            for _ in range(5):
                await thief.code("0000 0000")
        await thief.ask()
        await thief.press(thief.link())
        assert (await thief.code(thief.chat_code())).status_code == 429
        stage.clock.pass_(days=1, minutes=1)
        assert (await thief.sign_in()).url.path == "/manage"


async def test_a_role_and_the_first_mail_are_not_enough(stage: Stage) -> None:
    """Nobody knows Mona's phone: only a code told outside of her mailbox lets her in."""
    with stage.world.turn() as turn:
        add(turn, StaffMember(MONA, "becode", "manager", "Mona", "", "fr"))
    async with manager(stage, MONA) as mona:
        await mona.ask()
        page = await mona.follow(await mona.press(mona.link()))
        assert "Il faut un code d'inscription" in text(page)
        assert "Telegram" not in text(page).partition("<main")[2].partition("</main>")[0]
        assert (await mona.code("abcd-efgh-abcd-efgh")).status_code == 422
        with stage.world.turn() as turn:
            address = people.find(turn, people.MAIL, MONA)
            assert address is not None
            code = spare_codes.enrol(turn, people.person_of(turn, address))
        page = await mona.code(code.upper())
        assert page.url.path == "/manage/account"
        assert "Choisissez maintenant" in text(page)


async def test_a_chat_that_the_mailbox_added_later_is_no_second_factor(stage: Stage) -> None:
    with stage.world.turn() as turn:
        add(turn, StaffMember(MONA, "becode", "manager", "Mona", "", "fr"))
        address = people.find(turn, people.MAIL, MONA)
        assert address is not None
        thief = people.meet(turn, people.TELEGRAM, "666")
        people.confirm(turn, address)
        join(turn, people.person_of(turn, address), people.person_of(turn, thief))
    async with manager(stage, MONA) as mona:
        await mona.ask()
        page = await mona.follow(await mona.press(mona.link()))
        assert "Il faut un code d'inscription" in text(page)


async def test_somebody_elses_factors_do_not_come_with_a_stolen_mailbox(stage: Stage) -> None:
    """A colleague of another programme, who has factors of their own, joins Mona to themselves."""
    managing(stage, "manager", "normandie", key="eve")
    managing(stage)
    with stage.world.turn() as turn:
        mona, eve = (
            people.meet(turn, people.MAIL, f"{who}@example.org") for who in ("mona", "eve")
        )
        join(turn, people.person_of(turn, mona), people.person_of(turn, eve))
    for mail in (MONA, "eve@example.org"):
        async with manager(stage, mail) as thief:
            await thief.ask()
            page = await thief.follow(await thief.press(thief.link()))
            assert "Il faut un code d'inscription" in text(page)


async def test_an_authenticator_is_set_up_once_proved_and_taken_once(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        stage.clock.pass_(minutes=11)
        page = await mona.post("/manage/account", {"act": "offer"})
        assert page.url.path == "/manage/again"
        await mona.prove("/manage/account")
        page = await mona.post("/manage/account", {"act": "offer"})
        secret = text(page).partition('class="copied">')[2].partition("<")[0].replace(" ", "")
        now = pyotp.TOTP(secret)
        page = await mona.post("/manage/account", {"act": "confirm", "code": "000000"})
        assert page.status_code == 422
        await mona.post("/manage/account", {"act": "confirm", "code": now.at(stage.clock.at)})
    with stage.world.glance() as turn:
        kept = turn.db.exec(select(SecondFactor).where(SecondFactor.kind != "chat")).one()
    assert kept.confirmed_at is not None
    assert secret not in kept.sealed
    async with manager(stage, MONA) as mona:
        await mona.ask()
        await mona.press(mona.link())
        assert (await mona.code(now.at(stage.clock.at))).status_code == 422  # taken before
        stage.clock.pass_(seconds=30)
        assert (await mona.code(now.at(stage.clock.at))).url.path == "/manage"


async def test_a_recovery_code_works_once(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        page = await mona.post("/manage/account", {"act": "recover"})
        code = text(page).partition("<code>")[2].partition("<")[0]
        assert code not in text(await mona.get("/manage/account"))
    for expected in (200, 422):
        async with manager(stage, MONA) as mona:
            await mona.ask()
            await mona.press(mona.link())
            assert (await mona.code(code)).status_code == expected


@pytest.mark.parametrize(
    ("away", "path"), [({"minutes": 29}, "/manage"), ({"minutes": 31}, "/manage/sign-in")]
)
async def test_a_session_is_over_after_thirty_idle_minutes(
    stage: Stage, away: dict[str, float], path: str
) -> None:
    async with signed_in(stage) as mona:
        stage.clock.pass_(**away)
        assert (await mona.get("/manage")).url.path == path


async def test_a_session_is_over_after_eight_hours(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        for _ in range(19):
            stage.clock.pass_(minutes=25)
            assert (await mona.get("/manage")).url.path == "/manage"
        stage.clock.pass_(minutes=25)
        assert (await mona.get("/manage")).url.path == "/manage/sign-in"


async def test_signing_out_and_ending_elsewhere(stage: Stage) -> None:
    async with signed_in(stage) as mona, manager(stage, MONA) as phone:
        await phone.sign_in()
        page = await mona.get("/manage/account")
        other = text(page).partition('value="end:')[2].partition('"')[0]
        await mona.post("/manage/account", {"act": f"end:{other}"})
        assert (await phone.get("/manage")).url.path == "/manage/sign-in"
        kept = dict(mona.web.cookies)
        await mona.post("/manage/account", {"act": "out"})
        mona.web.cookies.update(kept)
        assert (await mona.get("/manage")).url.path == "/manage/sign-in"


async def test_who_loses_the_role_is_out(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        with stage.world.turn() as turn:
            remove(turn, MONA, "becode", "manager")
        assert (await mona.get("/manage/becode")).url.path == "/manage/sign-in"
    with stage.world.glance() as turn:
        assert turn.db.exec(select(PageSession)).one().ended_at is not None


async def test_a_form_of_another_site_does_nothing(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        for told, headers in (
            ({"act": "out"}, {}),
            ({"act": "out", "form": "0" * 32}, {}),
            ({"act": "out", "form": mona.key}, {"Sec-Fetch-Site": "cross-site"}),
        ):
            answer = await mona.web.post("/manage/account", data=told, headers=headers)
            assert answer.status_code == 403
        assert (await mona.get("/manage")).url.path == "/manage"


async def test_more_than_five_links_an_hour_go_to_nobody(stage: Stage) -> None:
    managing(stage)
    for _ in range(7):
        async with manager(stage, MONA) as mona:
            await mona.ask()
    with stage.world.glance() as turn:
        assert len(turn.db.exec(select(Outbox)).all()) == 5


async def test_after_a_step_up_one_stays_on_our_pages(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        for to in ("https://evil.example/", "//evil.example/manage", "/lost", "/manage\\evil"):
            assert (await mona.prove(to)).url.path == "/manage"
