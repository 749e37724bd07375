"""Files that answer a question, as the answer keeps them: their names and sizes, never their
bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file of an answer: `digest` is the SHA-256 of its bytes as they are kept, by which the
    store has them; `kind` its media type, `name` as its sender called it, `size` in bytes."""

    digest: str
    kind: str
    size: int
    name: str

    def __str__(self) -> str:
        return f"{self.digest} {self.kind} {self.size} {self.name}"

    @classmethod
    def of_line(cls, line: str) -> "SentFile":
        """The file that a line of an answer names."""
        digest, kind, size, name = line.split(" ", 3)
        return cls(digest, kind, int(size), name)

    @classmethod
    def of_answer(cls, value: str) -> "list[SentFile]":
        """The files of a whole answer, a line each; none for an empty one."""
        return [cls.of_line(line) for line in value.splitlines()]
