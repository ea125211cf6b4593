"""The loop of the terminal says when it answers something and when it waits."""

import asyncio

from cartera.records.breath import Keys
from cartera.tui.turns import run_in_turns


class Noted(Keys):
    """Notes what it is told."""

    def __init__(self):
        super().__init__()
        self.told = []

    def begin(self):
        self.told.append("begin")
        super().begin()

    def end(self):
        self.told.append("end")
        super().end()


class Program:
    """What the loop runs: some work in several turns, then a moment of waiting."""

    def __init__(self, keys):
        self._keys = keys
        self.busy_while = []

    async def run_async(self):
        for _ in range(3):
            await asyncio.sleep(0)
            self.busy_while.append(bool(self._keys._busy_since))
        self._keys.told.clear()
        await asyncio.sleep(0.1)
        return "left"


def test_a_loop_is_busy_while_it_has_something_to_do_and_rests_while_it_waits():
    keys = Noted()
    program = Program(keys)
    assert run_in_turns(program, keys) == "left"
    assert program.busy_while == [True] * 3
    assert "end" in keys.told
    assert not keys._busy_since, "what goes on behind the end of the program waits for nobody"
