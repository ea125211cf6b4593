"""What the program is called, to a person and to a shell."""

from __future__ import annotations

PROGRAM = "cartera"
"""The command."""
COMPLETE_VARIABLE = "_CARTERA_COMPLETE"
"""The variable by which a shell asks for completions."""
