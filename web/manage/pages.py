"""The table of the pages of `/manage`: each with its path and the right that opens it."""

from typing import Final

from starlette.routing import BaseRoute, Route

from core.people.roles import Right
from web.manage import (
    account,
    audit,
    cases,
    delays,
    figures,
    history,
    home,
    organisations,
    overview,
    roster,
    sign_in,
    step_up,
    team,
)
from web.manage.guard import ManagedPage, routes

PAGES: Final = (
    ManagedPage("home", "", Right.SUPPORT, home.show, own=True),
    ManagedPage("again", "/again", Right.SUPPORT, step_up.show, step_up.act, own=True),
    ManagedPage("account", "/account", Right.SUPPORT, account.show, account.act, own=True),
    ManagedPage("overview", "", Right.SEE_FIGURES, overview.show),
    ManagedPage("cases", "/cases", Right.SUPPORT, cases.show),
    ManagedPage("case", "/cases/{ref}", Right.SUPPORT, cases.show_one, cases.act, listed=False),
    ManagedPage("people", "/people", Right.SET_STAFF, team.show, team.act, anew=True),
    ManagedPage(
        "member",
        "/people/{role}",
        Right.SET_STAFF,
        team.show_one,
        team.act_one,
        anew=True,
        listed=False,
    ),
    ManagedPage(
        "organisations", "/organisations", Right.ENROL, organisations.show, organisations.act
    ),
    ManagedPage("roster", "/roster", Right.FILL_ROSTER, roster.show, roster.act, sends=True),
    ManagedPage(
        "refused", "/roster/{list}/refused.csv", Right.FILL_ROSTER, roster.refused, listed=False
    ),
    ManagedPage("delays", "/delays", Right.SET_PROGRAMME, delays.show, delays.act),
    ManagedPage("export", "/delays.toml", Right.SET_PROGRAMME, delays.export, listed=False),
    ManagedPage("figures", "/figures", Right.SEE_FIGURES, figures.show),
    ManagedPage("changes", "/changes", Right.SEE_FIGURES, history.show, history.act),
    ManagedPage("audit", "/audit", Right.SEE_FIGURES, audit.show),
)


def all_routes() -> list[BaseRoute]:
    """Every path of `/manage`, those before the sign-in first."""
    return [
        Route("/manage/sign-in", sign_in.ask),
        Route("/manage/sign-in", sign_in.send, methods=["POST"]),
        Route("/manage/in/{secret}", sign_in.opened),
        Route("/manage/in/{secret}", sign_in.press, methods=["POST"]),
        Route("/manage/code", sign_in.code),
        Route("/manage/code", sign_in.show, methods=["POST"]),
        *routes(PAGES),
    ]
