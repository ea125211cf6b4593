"""Renders ``docs/commands.md`` from the commands themselves, so that page and program cannot differ."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ..cli.catalogue import COMMANDS
from ..cli.command import Command
from ..cli.root import root

HEAD = """\
# Commands

This page is generated from the commands (`make docs`); `cartera COMMAND --help` says the same in your language.

    cartera [-C BOOK] [--lang es|en] COMMAND

Without a command, `cartera` opens the terminal screens. Without `-C`, the book is the one the current folder lies in.

## What every command keeps to

* Results go to stdout, talk to stderr. Nothing asks without a terminal: add `--yes`, or look first with `--dry-run`.
* `REF` is a record's id, its name, or any part of its name or title that fits it alone.
* Values are read as people write them, in English and Spanish: `50k`, `1.200,50 EUR`, `friday`, `el viernes`, `+2w`,
  `end of quarter`. What was understood is shown.
* Text from records is never obeyed by the terminal: control characters are shown as signs such as `␛`.

| exit code | means |
|---|---|
| 0 | it worked |
| 1 | problems were found, or it was refused |
| 2 | the words of the command are off |
| 3 | no such book, record, type, field or file |
| 4 | a conflict needs a person |
| 5 | the remote does not answer |
| 70 | a mistake in Cartera itself; set `CARTERA_DEBUG=1` to see it |
| 130 | interrupted |

## Forms for scripts

These do not change within a major version.

`--ids` prints one id a line: the record's path without its ending.

`--json` prints records as

```json
{
  "id": "clients/acme/opportunities/line-2-k3x9",
  "type": "opportunity",
  "name": "line-2-k3x9",
  "title": "Line 2",
  "client": "acme",
  "fields": {
    "amount": {"amount": "48000.00", "currency": "EUR"},
    "expected_close": "2026-12-18",
    "probability_override": {"pct": "40"}
  },
  "body": "…"
}
```

Money is an exact amount and its currency. Dates and moments are ISO 8601. Other decimals are exact texts, whole numbers
are numbers, choices are the words of the file, links are names. A value that is not of its kind stays the text it is.
`list` prints a list of them without `body`; with `--columns`, `fields` holds those columns. `client` is null outside
`clients/`.

Commands that write print `{"commit", "changes": [{"id", "type", "is", "fields": [{"field", "before", "after"}]}]}`; `is`
is `created`, `edited` or `deleted`, and `commit` is null where nothing was written or the commit waits. `check` prints a
list of `{"path", "line", "field", "severity", "message", "hint", "code"}`; `line`, `field` and `hint` may be null.

`--csv` prints `id`, `type` and the columns, values as files write them. A cell that begins with `= + - @`, a tab or a
carriage return gets an apostrophe before it, because a spreadsheet would run it.

`python -m cartera` is the same program; it takes the working folder off Python's path before it imports anything, but
Python itself looks for a package called `cartera` there first. In a folder you do not trust, use the command `cartera`.
"""


def render_commands() -> str:
    """Return the page: what all commands share, then each one with its options and examples."""
    context = click.Context(root, info_name="cartera", **root.context_settings)
    parts = [HEAD]
    section = ""
    with context:
        for name, entry in COMMANDS.items():
            command = root.get_command(context, name)
            if not isinstance(command, Command):
                raise TypeError(name)
            if entry.section != section:
                section = entry.section
                parts.append(f"## {section}\n")
            parts.append("\n".join(_render(command, context)))
    return "\n".join(parts)


def _render(command: Command, parent: click.Context) -> Iterator[str]:
    """Yield the lines of one command."""
    context = click.Context(command, parent=parent, info_name=command.name)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"### cartera {command.name}\n"
    yield f"    cartera {command.name} {usage}\n"
    yield f"{command.help}\n"
    records = [
        record
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)) is not None
    ]
    yield from (f"* `{left}`: {help_text}" for left, help_text in records)
    yield ""
    yield from (f"    cartera {line}" for line in command.examples)
    yield ""
