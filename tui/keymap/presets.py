"""Presets: what ``vim`` and ``emacs`` change of the table of actions, as data."""

from __future__ import annotations

from collections.abc import Mapping

DEFAULT = "default"
"""The keys of the table of actions as it stands."""

_VIM: Mapping[str, tuple[str, ...]] = {
    "left": ("h", "left", "left_square_bracket", "shift+tab"),
    "right": ("l", "right", "right_square_bracket", "tab"),
    "log": ("L",),
    "back": ("escape", "q", "ctrl+o"),
    "quit": ("Z Z", "ctrl+q", "ctrl+c"),
}

_EMACS: Mapping[str, tuple[str, ...]] = {
    "down": ("ctrl+n", "j", "down"),
    "up": ("ctrl+p", "k", "up"),
    "left": ("ctrl+b", "left", "left_square_bracket", "shift+tab"),
    "right": ("ctrl+f", "right", "right_square_bracket", "tab"),
    "page-down": ("ctrl+v", "pagedown"),
    "page-up": ("alt+v", "pageup"),
    "filter": ("ctrl+s", "slash"),
    "palette": ("alt+x",),
    "back": ("ctrl+g", "escape", "q"),
    "undo": ("u", "ctrl+underscore", "ctrl+x u"),
    "lists": ("ctrl+x b", "g o"),
    "edit-file": ("E", "ctrl+x ctrl+f"),
    "quit": ("ctrl+x ctrl+c", "ctrl+q", "ctrl+c"),
    "save": ("ctrl+x ctrl+s", "ctrl+s", "f2"),
    "complete": ("alt+c",),
    "next-field": ("ctrl+n", "tab", "down"),
    "previous-field": ("ctrl+p", "shift+tab", "up"),
    "leave": ("escape", "ctrl+g"),
}

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {DEFAULT: {}, "vim": _VIM, "emacs": _EMACS}
"""By name: the actions whose keys differ from the table, with all the keys they then have."""
