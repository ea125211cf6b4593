"""Makes ``docs/command-line.md``: the verbs of the line at the bottom of the terminal, from the table the program uses."""

from __future__ import annotations

from collections.abc import Iterator

from ..schema.language import ENGLISH, SPANISH
from ..tui.command_line.verbs import VERBS, Verb

INTRODUCTION = """\
# The command line

`:` opens a line at the bottom of the screen. It speaks the language of the shell's `cartera` about what is on the screen:

| for example | does |
|---|---|
| `:deals stage:proposal amount>50k` | lists the opportunities that fit; any name of a type will do: `opportunities`, `oportunidades`, `negocios` |
| `:filter owner:me`, `:sort amount-` | filters and orders the list on the screen |
| `:set amount=50k next_step=Call Ana` | changes fields of the selected record; values need no quotes, `""` keep a `=` together |
| `:move won reason=fit`, `:move discovery --note new director` | moves it; what is missing is asked for in a form |
| `:task Send the offer due=friday` | makes a task for the client, about the selected deal |
| `:new opportunity Line 2 --client acme amount=9k` | makes a record; what is missing is asked for in a form |
| `:log call eva 20m: fine > send it @friday` | logs an interaction and its next step |
| `:go plat` | opens the record that is called so; names are offered as one types |
| `:undo`, `:theme dark`, `:help`, `:q` | what they say; the word of any action works too ([keymap.md](keymap.md) lists them) |

While one types, the line under it says what was understood, or marks the characters that mean nothing and names what
would work. `Tab` and `Shift-Tab` go round what could stand there: verbs, types, fields, values, states, records. `↑` and `↓`
walk through the lines typed before, those that begin alike; they are kept in the private folder of the book. `Esc` closes.

Queries are those of the filter and of `cartera list` ([query-language.md](query-language.md)); fields and values are read as
`cartera set` reads them.

This page is generated from the table of verbs (`tui/command_line/verbs.py`).

"""


def render_command_line() -> str:
    """Return the page."""
    return INTRODUCTION + "\n".join(_table()) + "\n"


def _table() -> Iterator[str]:
    yield "| Words | What follows | What it does | Qué hace |"
    yield "|---|---|---|---|"
    for verb in VERBS:
        yield _row(verb)


def _row(verb: Verb) -> str:
    words = ", ".join(f"`{word}`" for word in verb.words)
    shape = f"`{verb.shape.text(ENGLISH)}`" if verb.shape else ""
    return f"| {words} | {shape} | {verb.says.text(ENGLISH)} | {verb.says.text(SPANISH)} |"
