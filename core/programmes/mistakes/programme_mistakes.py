"""The mistakes of a programme file, all at once: of its shape, and of what it says."""

from collections.abc import Iterator
from pathlib import Path

from core.programmes.mistakes import milestones
from core.programmes.mistakes.badges import wrong_badges
from core.programmes.mistakes.events import wrong_events
from core.programmes.mistakes.forms import wrong_forms
from core.programmes.mistakes.frame import (
    other_languages,
    wrong_delays,
    wrong_frame,
    wrong_webhooks,
)
from core.programmes.mistakes.mistake import Wrong
from core.programmes.mistakes.registers import wrong_registers
from core.programmes.mistakes.reviews import wrong_issuers, wrong_organisations
from core.programmes.mistakes.texts import wrong_texts
from core.programmes.programme import Programme


def wrong_in(path: Path, programme: Programme) -> Iterator[Wrong]:
    """What is wrong in a well-formed programme: what points nowhere, contradicts itself or cannot
    work, and what works otherwise than it seems."""
    yield from wrong_frame(path, programme)
    yield from other_languages(programme)
    yield from wrong_delays(programme)
    yield from wrong_webhooks(programme)
    yield from wrong_issuers(programme)
    yield from wrong_organisations(programme)
    yield from wrong_texts(programme)
    yield from wrong_registers(programme)
    yield from wrong_badges(programme)
    yield from milestones.wrong_milestones(programme)
    yield from wrong_events(programme)
    yield from wrong_forms(programme)
