"""The table of the pages of `/manage`: each with its path and the right that opens it."""

from typing import Final

from starlette.routing import BaseRoute, Route

from core.people.roles import Right
from web.manage import account, home, overview, sign_in, step_up
from web.manage.guard import ManagedPage, routes

PAGES: Final = (
    ManagedPage("home", "", Right.SUPPORT, home.show, own=True),
    ManagedPage("again", "/again", Right.SUPPORT, step_up.show, step_up.act, own=True),
    ManagedPage("account", "/account", Right.SUPPORT, account.show, account.act, own=True),
    ManagedPage("overview", "", Right.SEE_FIGURES, overview.show),
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
