"""`/manage/{programme}/delays`: days, hours, contact address; beside each the file's value."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.responses import Response

from core.ground.errors import Refusal
from core.ground.world import Turn
from core.managing import settings
from core.managing.settings import ShownSetting, form_of
from core.programmes.programme import Programme
from web.forms.field import Field
from web.forms.problems import of_fields
from web.manage.guard import Posted, Visit

RESET = "reset:"


def show(visit: Visit, turn: Turn) -> Response:
    """Every value that may be changed here."""
    return drawn(visit, turn, {}, {})


def of(visit: Visit) -> Programme:
    """The programme of the page, as its file has it; `HTTPException(404)` on a page of none."""
    if visit.programme is None:
        raise HTTPException(404)
    return visit.programme


def drawn(visit: Visit, turn: Turn, told: dict[str, str], wrong: dict[str, str]) -> Response:
    """The form with what was filled in, and what is to be mended (422)."""
    found = settings.shown(turn, of(visit))
    fields = [(field(visit, each, told, wrong), each) for each in found]
    return visit.shown(
        turn,
        "delays",
        status=422 if wrong else 200,
        fields=fields,
        changed=[each for each in found if each.changed],
        problems=of_fields([each for each, _ in fields]) if wrong else (),
    )


def label(say: Callable[..., str], name: str) -> str:
    """What a value is called on the page, by its path in the file."""
    if form := form_of(name):
        return say("manage.set_review_days", form=form)
    return say(f"manage.set_{name.replace('.', '_')}")


def field(visit: Visit, each: ShownSetting, told: dict[str, str], wrong: dict[str, str]) -> Field:
    """One value as a field of the form."""
    word = "review_days" if form_of(each.name) else each.name.replace(".", "_")
    return Field(
        name=each.name,
        shape="line",
        label=label(visit.said, each.name),
        hint=visit.said(f"manage.hint_{word}"),
        value=told.get(each.name, each.value),
        problem=wrong.get(each.name, ""),
        required=True,
        url=True,
    )


def act(visit: Visit, form: Posted) -> Response:
    """Change what was filled in otherwise, or let the file's value hold again."""
    programme = of(visit)
    wrong: dict[str, str] = {}
    with visit.turn() as turn:
        if form["act"].startswith(RESET):
            settings.reset(turn, visit.by, programme, form["act"].removeprefix(RESET))
            return visit.back()
        for each in settings.shown(turn, programme):
            said = form[each.name]
            if each.name not in form.told or said == each.value:
                continue
            try:
                value = settings.read(each.name, said)
                settings.change(turn, visit.by, programme, each.name, value)
            except Refusal as refusal:
                wrong[each.name] = visit.said(refusal.word, **refusal.values)
        if wrong:
            turn.db.rollback()
    if wrong:
        with visit.site.world.glance() as turn:
            return drawn(visit, turn, dict(form.told), wrong)
    return visit.back()


def export(visit: Visit, turn: Turn) -> Response:
    """What was changed here, as lines for the programme's file."""
    headers = {"Content-Disposition": f'attachment; filename="{visit.slug}-changed.toml"'}
    told = settings.exported(turn, visit.slug)
    return Response(told, media_type="application/toml", headers=headers)
