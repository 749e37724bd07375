"""The smaller tables of a question: an option of a choice, the answer after which it is asked."""

from decimal import Decimal

from pydantic import Field

from core.programmes.file_values import Name, ProgrammeTable, Slug, Text, TextList


class Option(ProgrammeTable):
    """One possible answer to a choice. It is told from the others by its label; with words of
    people who mean it without its label, they are asked whether they do."""

    value: Slug = Field(description="what is kept; never change it", examples=["sport"])
    label: Text = Field(description="what people see", examples=[{"fr": "Sport", "en": "Sport"}])
    also: TextList = Field(
        default={},
        description="words of people who mean this option; they are asked whether they do",
        examples=[{"fr": ["foot", "natation"], "en": ["football"]}],
    )


class When(ProgrammeTable):
    """The answer to an earlier question after which a question is asked; all that it says must
    hold. An answer that no longer applies is dropped."""

    question: Name = Field(
        description="the earlier question that it depends on", examples=["domain"]
    )
    is_: list[str] = Field(
        default=[],
        alias="is",
        description="values of a `choice`, one of which was chosen; `yes` of a `consent`",
        examples=[["health", "sport"]],
    )
    answered: bool | None = Field(
        default=None,
        description="true: it was answered; false: it was left out",
        examples=[True],
    )
    at_least: float | None = Field(
        default=None, description="of a `number`: from which number on", examples=[20]
    )
    at_most: float | None = Field(
        default=None, description="of a `number`: up to which number", examples=[100]
    )

    def holds(self, told: str | None) -> bool:
        """Whether a question is asked after this answer: None for one not given yet, empty for one
        that was left out."""
        if told is None or (self.answered is not None and bool(told) is not self.answered):
            return False
        if self.is_ and told not in self.is_:
            return False
        if self.at_least is None and self.at_most is None:
            return True
        return bool(told) and self._within(Decimal(told))

    def _within(self, number: Decimal) -> bool:
        least, most = self.at_least, self.at_most
        enough = least is None or number >= Decimal(str(least))
        return enough and (most is None or number <= Decimal(str(most)))
