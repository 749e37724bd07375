"""Which letters of a folder are worked, and how far the bookmark may therefore move."""

from collections.abc import Iterable


class MailboxProgress:
    """UIDs of one numbering (UIDVALIDITY): found, in the caller's hands, finished.

    `base` is the UID up to which everything is finished. `extra` are UIDs at or below it that
    must be worked all the same; until they are, nothing may be written down.
    """

    def __init__(self, uidvalidity: int, base: int, extra: Iterable[int] = ()) -> None:
        self.uidvalidity = uidvalidity
        self.base = base
        self._extra = set(extra)
        self._waiting: set[int] = set()
        self._out: set[int] = set()
        self._finished: set[int] = set()
        self._top = base
        self.returned = False

    def found(self, uids: Iterable[int]) -> list[int]:
        """Take in what a search above `base` found; give what to offer now, in order."""
        present = (set(uids) | self._extra) - self._finished
        self._top = max(self._top, *present, self.base)
        self._waiting = present | self._out
        self.returned = False
        return sorted(present - self._out)

    @property
    def out(self) -> bool:
        """Whether the caller has letters that are not finished."""
        return bool(self._out)

    def offer(self, uid: int) -> None:
        """Note that the caller has this mail now."""
        self._out.add(uid)

    def put_back(self, uid: int) -> None:
        """Note that the caller could not work this mail: it is to be offered again."""
        self._out.discard(uid)
        self.returned = True

    def finish(self, uid: int) -> None:
        """Note that this mail is worked, or gone from the folder."""
        self._extra.discard(uid)
        self._out.discard(uid)
        self._waiting.discard(uid)
        self._finished.add(uid)

    def reached(self) -> int | None:
        """The UID to write down now, None while nothing may be."""
        if self._extra:
            return None
        self.base = max(self.base, min(self._waiting) - 1 if self._waiting else self._top)
        self._finished = {uid for uid in self._finished if uid > self.base}
        return self.base
