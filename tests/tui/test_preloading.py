"""What is loaded beside the first screen is there."""

import sys

from cartera.tui.preloading import ROOMS, load_rooms


def test_every_room_that_is_loaded_ahead_exists():
    load_rooms()
    assert all(f"cartera.tui.{name}" in sys.modules for name in ROOMS)
