"""A kind of job for tests: it counts to a number, and does at each step what a test wants to happen there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ikrar.work.kinds import Kind
from ikrar.work.run import Run


class Steps:
    """`done` are the numbers that were counted; `at` is what happens at which number."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.at: dict[int, Callable[[Run], Any]] = {}

    def __call__(self, run: Run) -> dict[str, Any]:
        numbers = range(1, run.given.get("to", 3) + 1)
        run.begin(len(numbers))
        for number in run.steps(numbers, key=str):
            if number in self.at:
                self.at[number](run)
            self.done.append(number)
            run.line(str(number), f"number {number}")
        return {"sum": sum(numbers)}


STEPS = Steps()
COUNTING = Kind("count", "Counting", STEPS)
