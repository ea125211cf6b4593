"""Commands whose help speaks the reader's language and shows examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from ..schema.language import Language
from .marking import mark as _
from .session import Session
from .world import World

EXAMPLES = _("Examples")


def language_of(context: click.Context) -> Language:
    """Return the language of the reader of a command's help."""
    outer = context.find_root().obj
    return outer.language if isinstance(outer, Session | World) else World().language


class Command(click.Command):
    """A command with examples; its texts are English in the source and translated when they are shown."""

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.examples = tuple(examples)
        """Command lines, without ``cartera``."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands after the name in the usage line."""
        return translate_usage(super().collect_usage_pieces(ctx), ctx)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - click's signature
        """Return the first sentence of the help; the limit of click would cut it in the middle."""
        context = click.get_current_context(silent=True)
        whole = (language_of(context) if context else World().language).gettext(str(self.help))
        return whole.split("\n\n", maxsplit=1)[0].split(". ")[0].rstrip(".")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text in the reader's language."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(language_of(ctx).gettext(str(self.help)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options in the reader's language, then the examples."""
        translate_options(self, ctx, formatter)
        if self.examples:
            with formatter.section(language_of(ctx).gettext(EXAMPLES)):
                for line in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}cartera {line}\n")


def translate_usage(pieces: list[str], ctx: click.Context) -> list[str]:
    """Return the words of a usage line, those of click in the reader's language."""
    words = {"[OPTIONS]": _("[OPTIONS]"), "COMMAND [ARGS]...": _("COMMAND …"), "[COMMAND] [ARGS]...": _("[COMMAND …]")}
    return [language_of(ctx).gettext(words[each]) if each in words else each for each in pieces]


def translate_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write the options of a command in the reader's language."""
    language = language_of(ctx)
    records = [
        record
        for parameter in command.get_params(ctx)
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx)) is not None
    ]
    if records:
        with formatter.section(language.gettext(_("Options"))):
            formatter.write_dl([(left, language.gettext(help_text)) for left, help_text in records])
