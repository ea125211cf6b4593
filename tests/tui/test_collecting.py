"""Garbage is collected between the keys, and what is held on purpose is left out."""

import gc

import pytest
from cartera.tui import collecting
from cartera.tui.collecting import Collector


@pytest.fixture(autouse=True)
def _usual_collector():
    yield
    gc.unfreeze()
    gc.enable()


class Loop:
    """An object that only the collector frees."""

    def __init__(self):
        self.itself = self


def test_nothing_is_collected_while_somebody_types():
    Collector({}).hold()
    assert not gc.isenabled()


def test_it_can_be_left_as_python_has_it():
    gc.disable()
    Collector({collecting.USUAL: "1"}).hold()
    assert gc.isenabled()


def test_a_look_frees_what_nobody_holds():
    collector = Collector({})
    collector.hold()
    gc.collect()
    for _ in range(collecting.FEW + 100):
        Loop()
    collector.look()
    assert not any(isinstance(each, Loop) for each in gc.get_objects())


def test_what_was_made_in_great_numbers_is_never_looked_at_again():
    collector = Collector({})
    collector.hold()
    gc.collect()
    records = [[number] for number in range(collecting.GREAT + 100)]
    before = gc.get_freeze_count()
    collector.look()
    assert gc.get_freeze_count() >= before + len(records)
