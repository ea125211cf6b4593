"""Cadence: how long a client may hear nothing from us before that is silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from ..schema.kinds import KINDS, BadValueError
from ..schema.record import Record
from ..schema.values import Duration
from .query.derived import all_derived
from .query.facts import Facts

DEFAULT_TOUCH: Mapping[str, str] = {"A": "P14D", "B": "P30D", "C": "P90D", "D": "P180D"}
"""Tier → time between two contacts, where neither the client nor ``cartera.yaml`` under ``cadences`` says another."""


def tier_of(facts: Facts, client: Record) -> str:
    """Return the tier of a client; empty where it has none."""
    found = all_derived()["tier"].of(facts, client)
    return found if isinstance(found, str) else ""


def touch_interval(facts: Facts, client: Record) -> Duration | None:
    """Return how often a client should be touched: what it says itself, else its tier's; None where neither tells.

    ``cartera.yaml`` says it as ``cadences: {A: {touch: P14D}}``.
    """
    own = facts.value(client, "cadence.touch.every")
    if isinstance(own, Duration):
        return own
    tier = tier_of(facts, client)
    written = (facts.snapshot.config.settings or {}).get("cadences")
    of_tier = written.get(tier) if isinstance(written, dict) else None
    text = of_tier.get("touch") if isinstance(of_tier, dict) else None
    return _read(text) or _read(DEFAULT_TOUCH.get(tier))


def touch_due(facts: Facts, client: Record) -> date | None:
    """Return the day by which a client should hear from us again; None where nothing says how often."""
    every = touch_interval(facts, client)
    began = facts.last_touch(client) or facts.day(client, "first_contact_at") or facts.day(client, "created")
    return began + timedelta(days=round(every.days)) if every and began else None


def _read(text: object) -> Duration | None:
    try:
        found = KINDS["duration"].parse(text) if isinstance(text, str) and text else None
    except BadValueError:
        return None
    return found if isinstance(found, Duration) else None
