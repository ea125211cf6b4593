"""Makes ``docs/keymap.md``: how one writes a keymap, the presets, and the words of all actions."""

from __future__ import annotations

from collections.abc import Iterator

from ..schema.language import ENGLISH
from ..tui.actions import GROUP_TITLES, USUAL, key_name
from ..tui.keymap.presets import DEFAULT, PRESETS

INTRODUCTION = """\
# Your own keys

Write them in `keymap.yaml` in your folder of settings: `$XDG_CONFIG_HOME/cartera/`, or `~/.config/cartera/` where that is
not set. `cartera where` names the file when it is in use. It never lies in a book: opening a colleague's book changes
nothing under your fingers.

```yaml
preset: vim              # default, vim or emacs
keys:
  search: [S, F3]        # several keys for one action
  pipeline: [g e, Alt-p] # a sequence is written with a blank
  refresh: Ctrl-L        # one key needs no list
  theme: []              # none at all
```

An action you name has the keys you give it and no others; all the rest keep theirs. `cartera keys` lists what is in force,
`cartera keys --preset emacs` what a preset would be, both with `--json` for scripts. `?` in the terminal shows your keys too.

## How keys are written

Letters as they are (`n`, and `N` for Shift-n), signs as they are (`/`, `?`, `>`), `Ctrl-P`, `Alt-x`, `F1` to `F12`, `Esc`,
`Enter`, `Tab`, `Space`, `Del`, `Home`, `End`, `PgUp`, `PgDn`, `Up`, `Down`, `Left`, `Right`, `Shift-Tab`. `^P`, `C-p`
and `M-x` are understood as well.

## What does not count

Cartera starts all the same, says what is wrong, and leaves these out:

* an action that does not exist (the nearest one is named);
* a key that means something else in the same place, or begins a sequence there: both actions and the place are named, and
  the key keeps its usual meaning. Give the other action another key too, and both count;
* keys that SSH, tmux or the terminal swallow: `Ctrl-I`, `Ctrl-J`, `Ctrl-M`, `Ctrl-H`, `Ctrl-Enter`, `Ctrl-Shift-…`,
  Ctrl with digits and most signs, Alt with signs;
* letters for what works while one types, such as saving a form.

Questions and lists that lie over a screen keep their own keys: `Enter`, `Esc`, `↑`, `↓`.

"""


def render_keymap() -> str:
    """Return the page."""
    return INTRODUCTION + "\n".join((*_presets(), *_actions()))


def _presets() -> Iterator[str]:
    for name, changed in PRESETS.items():
        if name == DEFAULT:
            continue
        yield f"## Preset `{name}`\n"
        yield "The usual keys, but:\n"
        yield "| Action | Keys | What it does |"
        yield "|---|---|---|"
        for action in USUAL.with_keys(changed).actions:
            if action.id in changed:
                yield f"| `{action.id}` | {_keys(action.keys)} | {action.title.text(ENGLISH)} |"
        yield ""


def _actions() -> Iterator[str]:
    yield "## The words of all actions\n"
    yield "| Action | Usual keys | What it does |"
    yield "|---|---|---|"
    for group, _title in GROUP_TITLES:
        for action in USUAL.actions:
            if action.group is group:
                yield f"| `{action.id}` | {_keys(action.keys)} | {action.title.text(ENGLISH)} |"
    yield ""


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key_name(each)}`" for each in keys)
