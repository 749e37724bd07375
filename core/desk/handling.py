"""What one input was found to be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Handling:
    """The row of the table of handlers that works an input, and what its handler is given."""

    name: str
    given: tuple[object, ...] = ()


GONE = Handling("gone")  # a button of a message that stands no more
IN_PRIVATE = Handling("in private")  # said in a group, where it has no place
NOT_FOR_US = Handling("not for us")  # said in a group, to others
