"""Which rehearsals are played, and playing them in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import product

from assistant.coach import Coach
from assistant.domain import DIFFICULTIES, TEMPERAMENTS
from assistant.errors import InputError
from evals.rehearsals.measure import Record, record
from evals.rehearsals.play import Run, keep_nothing, play
from evals.rehearsals.users import chosen, scripts

Played = tuple[Run, Record]


@dataclass(frozen=True)
class Grid:
    """Users × temperaments × difficulties × seeds (1 to ``seeds``); an empty tuple stands for all.

    :raises InputError: for a name that is unknown.
    """

    users: tuple[str, ...] = ()
    temperaments: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    seeds: int = 5

    def __post_init__(self) -> None:
        chosen(self.users)
        for names, known in ((self.temperaments, TEMPERAMENTS), (self.difficulties, DIFFICULTIES)):
            if unknown := set(names) - set(known):
                raise InputError(f"{min(unknown)!r} is none of {', '.join(known)}.")

    @property
    def full(self) -> bool:
        """Whether nothing was left out."""
        return self == Grid()

    def cells(self) -> Iterator[tuple[str, str, int]]:
        """(temperament, difficulty, seed) of each run of one user."""
        return product(
            self.temperaments or TEMPERAMENTS, self.difficulties or DIFFICULTIES, range(1, self.seeds + 1)
        )


def run_grid(grid: Grid, jobs: int = 1, done: Callable[[str], None] = lambda _: None) -> Iterator[Played]:
    """Every run of ``grid`` with its record, user by user.

    :param jobs: processes; with 1 everything runs in this one.
    :param done: told the id of each user whose runs are complete.
    """
    users: Sequence[str] = grid.users or tuple(scripts())
    if jobs == 1:
        for user in users:
            yield from _runs_of(user, grid)
            done(user)
        return
    with ProcessPoolExecutor(jobs) as pool:
        for user, played in zip(users, pool.map(_runs_of, users, [grid] * len(users)), strict=True):
            yield from played
            done(user)


def _runs_of(user: str, grid: Grid) -> list[Played]:
    [script] = chosen([user])
    runs = [play(_coach(), script, *cell) for cell in grid.cells()]
    return [(run, record(run)) for run in runs]


@cache
def _coach() -> Coach:
    """One coach for each process."""
    return keep_nothing()
