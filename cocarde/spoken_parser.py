"""A parser of command lines whose help is in the reader's language; argparse speaks English."""

from argparse import Action, ArgumentParser, HelpFormatter, _MutuallyExclusiveGroup
from collections.abc import Iterable
from typing import Any

from cocarde.language import text


class SpokenFormatter(HelpFormatter):
    """Writes « usage : » before how a command is typed."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[_MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """As argparse does, with the word of the language unless another prefix is given."""
        spoken = f"{text('help.usage')} " if prefix is None else prefix
        super().add_usage(usage, actions, groups, spoken)


class SpokenParser(ArgumentParser):
    """One whose headings and `--help` are in the language that is spoken when it is made; so are
    those of its own sub-commands."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": SpokenFormatter, **given, "add_help": False})
        self._positionals.title, self._optionals.title = text("help.given"), text("help.options")
        self.add_argument("-h", "--help", action="help", help=text("help.help"))
