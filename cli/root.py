"""The command ``cartera`` itself: finds the command, imports its module, opens the terminal when there is none."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from .. import __version__
from ..schema.language import LANGUAGES
from .catalogue import COMMANDS
from .command import language_of, translate_options, translate_usage
from .exits import OK
from .marking import mark as _
from .session import Session
from .showing import open_terminal
from .world import World

ABOUT = _(
    "Your book of business as plain text in git. Without a command, opens the terminal on the book of this folder."
)


class Root(click.Group):
    """The group whose commands are imported one by one, on use."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands after the name in the usage line."""
        return translate_usage(super().collect_usage_pieces(ctx), ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return a command, imported now."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = import_module(f".commands.{entry.module}", __package__).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command meant by the first word; an unknown one is answered with the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from ..schema.nearest import nearest

            language = language_of(ctx)
            message = language.gettext(_("There is no command “{word}”.")).format(word=args[0])
            near = nearest(args[0], COMMANDS)
            if near:
                message += " " + language.gettext(_("Did you mean “{word}”?")).format(word=near)
            ctx.fail(message)
        return super().resolve_command(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what Cartera is in the reader's language."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(language_of(ctx).gettext(ABOUT))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands section by section."""
        translate_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each section's commands with what they do; their modules are not imported for it."""
        language = language_of(ctx)
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, entry in COMMANDS.items():
            sections.setdefault(entry.section, []).append((name, language.gettext(entry.about)))
        for section, rows in sections.items():
            with formatter.section(language.gettext(section)):
                formatter.write_dl(rows)


def show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        click.echo(f"cartera {__version__}")
        ctx.exit(OK)


@click.group(
    cls=Root,
    name="cartera",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-C",
    "folder",
    metavar="BOOK",
    type=click.Path(path_type=Path),
    default=Path(),
    help=_("The folder of the book, or one inside it; without it, the folder you are in."),
)
@click.option("--readonly", is_flag=True, help=_("Write nothing, whatever the command."))
@click.option("--lang", type=click.Choice(LANGUAGES), help=_("The language to speak, whatever the environment says."))
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help=_("Print the version.")
)
@click.pass_context
def root(ctx: click.Context, /, folder: Path, *, readonly: bool, **_others: Any) -> int:
    """Give the command its session, or open the terminal."""
    world = ctx.obj if isinstance(ctx.obj, World) else World()
    session = Session(world, folder, read_only=readonly, lasts=not ctx.invoked_subcommand)
    ctx.obj = session
    ctx.call_on_close(session.close)
    named = ctx.get_parameter_source("folder") is not ParameterSource.DEFAULT
    return OK if ctx.invoked_subcommand else open_terminal(session, named=named)
