"""A linear model fitted to examples with scikit-learn."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.svm import LinearSVC

from core.reading.acts.features import ROWS

Floats: TypeAlias = "npt.NDArray[np.float64]"
Marks: TypeAlias = "npt.NDArray[np.bool_]"
Numbers: TypeAlias = "npt.NDArray[np.int64]"
Bytes: TypeAlias = "npt.NDArray[np.uint8]"
Views = tuple[set[int], set[int]]
RARITY_STEP = 0.6  # of a squared rarity, so that it fits a byte
TOLERANCE = 0.01  # finer changes nothing and takes three times as long
STRENGTH = 0.5  # C of the support vector machine: measured on parts kept for it


@dataclass(frozen=True, slots=True)
class Linear:
    """The rarity of each row squared, in steps; the weights, a column a kind; and what is added."""

    rarity: Bytes
    weights: Floats
    added: Floats

    def sums(self, seen: Sequence[Views]) -> Floats:
        """The sum of each kind, a line a text."""
        return np.asarray(matrix(seen, self.rarity) @ self.weights + self.added)


def matrix(seen: Sequence[Views], rarity: Bytes) -> sparse.csr_matrix:
    """A line a text: each of its features by its rarity, each view as long as one."""
    squared = rarity * RARITY_STEP
    places: list[int] = []
    values: list[Floats] = []
    ends = [0]
    for both in seen:
        for view in both:
            rows = sorted(view)
            told = squared[rows]
            length = told.sum()
            places += rows
            values.append(np.sqrt(told / length) if length else told)
        ends.append(len(places))
    data = np.concatenate(values) if values else np.zeros(0)
    return sparse.csr_matrix((data, np.array(places), np.array(ends)), shape=(len(seen), ROWS))


def rarities(seen: Sequence[Views]) -> Bytes:
    """How rare each row is among these texts, squared, in steps of a byte; 0: never seen."""
    counts = np.bincount(
        np.fromiter((row for both in seen for view in both for row in view), dtype=np.int64),
        minlength=ROWS,
    )
    rare = np.log((1 + len(seen)) / (1 + counts)) + 1
    steps = np.clip(np.rint(rare**2 / RARITY_STEP), 1, 255)
    return np.where(counts > 0, steps, 0).astype(np.uint8)


def fitted(
    seen: Sequence[Views],
    kinds: Marks,
    importance: Floats,
    strength: float = STRENGTH,
) -> Linear:
    """One support vector machine a kind against all others: `kinds` has a line a text, a column a
    kind; `importance` weighs each text."""
    rarity = rarities(seen)
    known = matrix(seen, rarity)
    weights = np.zeros((ROWS, kinds.shape[1]))
    added = np.full(kinds.shape[1], -1.0)

    def of_kind(column: int) -> LinearSVC:
        machine = LinearSVC(C=strength, random_state=0, tol=TOLERANCE)
        return machine.fit(known, kinds[:, column], sample_weight=importance)

    columns = np.flatnonzero(kinds.any(axis=0))
    with ThreadPoolExecutor(os.cpu_count()) as machines:
        for column, machine in zip(columns, machines.map(of_kind, columns), strict=True):
            weights[:, column], added[column] = machine.coef_[0], machine.intercept_[0]
    return Linear(rarity, weights, added)
