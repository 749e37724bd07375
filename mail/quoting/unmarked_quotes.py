"""Our own words that stand in a mail without any mark of a quote."""

from collections.abc import Iterable, Sequence

from mail.quoting.sent_words import Parents
from mail.quoting.sorted_lines import LineReason, SortedLines


def leave_out(sorting: SortedLines, parents: Parents) -> None:
    """Leave out the ends of our lines that a client broke, and our mail where nothing marks it as a
    quote."""
    if not parents.known:
        return
    sorting.leave_out(broken_ends(sorting, parents), LineReason.OURS)
    own = sorting.own()
    runs = [run for run in our_runs(sorting, own, parents) if is_long(sorting, run, parents)]
    for run in runs:
        sorting.leave_out(run, LineReason.OURS)
    if runs:
        whole = (at for at in own if parents.is_whole_sentence(sorting.texts[at]))
        sorting.leave_out(whole, LineReason.OURS)


def broken_ends(sorting: SortedLines, parents: Parents) -> list[int]:
    """Lines below a quoted one that only go on with it: the client lost their marks."""
    found: list[int] = []
    above = ""
    for at, why in enumerate(sorting.whys):
        text = sorting.texts[at]
        if why is LineReason.QUOTE:
            above = text if text.strip() else above
        elif why is not LineReason.OWN:
            continue
        elif above and parents.went_on(above, text):
            above = f"{above} {text}"
            found.append(at)
        elif text.strip():
            above = ""
    return found


def our_runs(sorting: SortedLines, places: Iterable[int], parents: Parents) -> list[list[int]]:
    """Lines of ours in their order, each going on from the one before."""
    runs: list[list[int]] = []
    run: list[int] = []
    last = ""
    for at in places:
        text = sorting.texts[at]
        if run and (not parents.words(text) or parents.went_on(last, text)):
            run.append(at)
        else:
            runs += [trimmed(sorting, run, parents)] if run else []
            run = [at] if parents.said(text) else []
        last = text if parents.words(text) else last
    return [*runs, trimmed(sorting, run, parents)] if run else runs


def trimmed(sorting: SortedLines, run: list[int], parents: Parents) -> list[int]:
    """A run up to its last words: « ? » or « 👍 » below it may be the person's."""
    end = len(run)
    while end and not parents.words(sorting.texts[run[end - 1]]):
        end -= 1
    return run[:end]


def is_long(sorting: SortedLines, run: Sequence[int], parents: Parents) -> bool:
    return parents.is_long([sorting.texts[at] for at in run])
