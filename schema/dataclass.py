"""Dataclasses that cost a tenth to define.

The standard library writes each class's methods as source and compiles them, at every start of the program: half a
millisecond a class, of which a command imports some sixty and the terminal some three hundred. Here a method is compiled
when it is first called; most never are. To whoever checks types this is the standard library's decorator, and its
``replace``, ``fields`` and ``asdict`` take these classes (a test compares the two). ``CARTERA_PLAIN_DATACLASSES=1`` uses
the standard library's. What nothing here needs is left out: ``__post_init__``, ``InitVar``, fields by keyword only.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING or os.environ.get("CARTERA_PLAIN_DATACLASSES"):
    from dataclasses import dataclass, field, replace
else:
    from .quick_dataclass import dataclass, field, replace

__all__ = ["dataclass", "field", "replace"]
