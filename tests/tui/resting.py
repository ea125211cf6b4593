"""Waiting for a program to have done what a key began: by what it still has to do, never by how busy the machine is.

Textual's pilot takes a program for idle when its process used no time of the processor for a moment. On a busy machine
that is a program nobody lets work; on a free one it is 60 milliseconds too late after each key.
"""

import asyncio
import time

import textual.app
import textual.pilot
from textual._context import active_app

PATIENCE = 60
"""Seconds after which a program is given up that never rests: far more than anything takes."""
TURNS = 3
"""Turns of the event loop for which nothing may be under way: what one turn ends may begin something in the next."""


def let_pilots_wait_for_rest(monkeypatch):
    """Let pilots wait so, for one test."""
    monkeypatch.setattr(textual.app, "wait_for_idle", wait_for_rest)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", wait_for_rest)
    monkeypatch.setattr(textual.pilot.Pilot, "_wait_for_screen", wait_for_rest)


async def wait_for_rest(*_):
    """Let the present app handle all its messages, and draw."""
    app, quiet, given_up = active_app.get(), 0, time.monotonic() + PATIENCE
    while quiet < TURNS and app._running:
        assert time.monotonic() < given_up, f"never at rest: {[each for each in pumps(app) if is_busy(each)]}"
        await asyncio.sleep(0)
        quiet = 0 if any(map(is_busy, pumps(app))) else quiet + 1
        if quiet and not app._batch_count and must_draw(app.screen):
            app.screen._on_timer_update()
            quiet = 0


async def let_views_come(pilot):
    """Let what is being computed for the screens be computed and drawn."""
    bridge = getattr(pilot.app, "bridge", None)
    if bridge is not None and not bridge._closed:
        # The thread does one thing after another: behind this, all is done that was asked before.
        await asyncio.wrap_future(bridge._reader.submit(int))
        await pilot.pause()


def pumps(app):
    """Return all that handle messages."""
    return [app, *app._registry]


def is_busy(pump):
    """Return whether a message waits or is being handled."""
    arrival = pump._message_queue.ready_event
    return pump._running and (arrival.is_set() or not arrival._waiters)


def must_draw(screen):
    """Return whether something is changed and not drawn."""
    return screen.is_current and bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
