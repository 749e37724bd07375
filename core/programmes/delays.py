"""The times of a programme: reminders, links, reviewers, what is taken back or deleted."""

from pydantic import Field

from core.programmes.file_values import Days, Hour, ProgrammeTable, ReminderDays, YearDay


class Delays(ProgrammeTable):
    """The times of a programme that are none of one form's."""

    reminder_days: ReminderDays = Field(
        default=(7, 30),
        description="how many days after their last word a person is reminded of a claim that "
        "waits for them; rising; `[]`: never",
        examples=[(5, 14, 30)],
    )
    undo_minutes: int = Field(
        default=10,
        ge=0,
        le=1440,
        description="minutes for which a decision by mail or on a page, and a revocation, "
        "can be taken back, at least",
        examples=[30],
    )
    closed_days: tuple[YearDay, ...] = Field(
        default=(),
        max_length=366,
        description="days of each year on which nobody decides, day and month: the promise made to "
        "a person counts neither these nor weekends",
        examples=[("25-12", "01-01")],
    )
    review_from: Hour = Field(
        default="09:00",
        description="from which hour reviewers are reminded, by the programme's clock",
        examples=["08:00"],
    )
    review_to: Hour = Field(
        default="21:00",
        description="until which hour; what falls into the night waits for the morning",
        examples=["18:00"],
    )
    last_reminder_hours: int = Field(
        default=24,
        ge=1,
        le=240,
        description="hours before the end of their time when reviewers are reminded for the last "
        "time (the first time is at half of it)",
        examples=[48],
    )
    next_reviewer_days: int | None = Field(
        default=None,
        ge=1,
        le=90,
        description="days that the next reviewers have where the first ones stay silent; then the "
        "staff are called; left out: as many as the first (`review.days`)",
        examples=[2],
    )
    claim_link_days: Days = Field(
        default=400,
        description="days for which a link or an answer of a person opens their claim; "
        "later it brings a fresh one",
        examples=[90],
    )
    decision_link_days: Days = Field(
        default=60, description="days for which a reviewer's link decides", examples=[30]
    )
    case_link_days: Days = Field(
        default=400,
        description="days for which a person's answer finds their case",
        examples=[90],
    )
    staff_case_link_days: Days = Field(
        default=60,
        description="days for which an answer of the staff works on it",
        examples=[30],
    )
    renewal_days: int = Field(
        default=30,
        ge=0,
        le=365,
        description="days before a badge ends when its holder is told, and from which they may "
        "have it again",
        examples=[60],
    )
    file_days: int | None = Field(
        default=None,
        ge=0,
        le=3650,
        description="days after the decision when the files of a claim are deleted; left out: they "
        "stay with the claim",
        examples=[30],
    )
    objection_hours: int = Field(
        default=72,
        ge=1,
        le=720,
        description="hours in which the former address of a mission can object to the new one",
        examples=[48],
    )
