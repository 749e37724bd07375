"""How promptly messages leave: what is promised, and what was measured in the last thirty days."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.ground.rows.promptness import (
    DAYS,
    PROMISED_SECONDS,
    PROMISED_SHARE,
    Promptness,
    late_now,
    promptness,
    together,
)
from core.ground.world import World
from core.reports.numbers import number, share, spaced
from web.write import site_of

MINUTE = {"Cache-Control": "public, max-age=60"}


def page(request: Request) -> Response:
    """The promise and its figures, for anybody."""
    site = site_of(request)
    language = site.language(request)
    doors, late = measured(site.world)
    total = together(doors)
    answer = site.public(
        request,
        "promise",
        rows=[row(each, language) for each in doors],
        total=share(total.share, language) if total.share is not None else "",
        kept=is_kept(total),
        seconds=str(PROMISED_SECONDS),
        promised=share(PROMISED_SHARE, language),
        days=str(DAYS),
        late=number(late, language) if late else "",
    )
    answer.headers.update(MINUTE)
    return answer


def figures(request: Request) -> Response:
    """What was promised and measured, as JSON."""
    doors, late = measured(site_of(request).world)
    total = together(doors)
    told = {
        "promise": {"share": PROMISED_SHARE, "seconds": PROMISED_SECONDS, "days": DAYS},
        **as_json(total),
        "kept": is_kept(total),
        "late_now": late,
        "doors": {each.door: as_json(each) for each in doors},
    }
    return JSONResponse(told, headers=MINUTE)


def measured(world: World) -> tuple[list[Promptness], int]:
    """The figures of each door, and how many messages are late now."""
    with world.glance() as turn:
        return promptness(turn), late_now(turn)


def is_kept(told: Promptness) -> bool | None:
    """Whether the promise was kept; None where there was nothing to keep it for."""
    return None if told.share is None else told.share >= PROMISED_SHARE


def as_json(told: Promptness) -> dict[str, Any]:
    """The figures of a door, or of all, as programs read them."""
    return {
        "messages": told.messages,
        "within": told.prompt,
        "never": told.never,
        "share": round(told.share, 4) if told.share is not None else None,
    }


def row(told: Promptness, language: str) -> dict[str, str]:
    """The figures of a door as the page shows them."""
    return {
        "door": told.door,
        "messages": number(told.messages, language),
        "prompt": number(told.prompt, language),
        "share": spaced(share(told.share, language)) if told.share is not None else "–",
    }
