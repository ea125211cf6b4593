"""``cartera completion SHELL``: what makes the shell complete commands and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ..command import Command
from ..marking import mark as _
from ..program import COMPLETE_VARIABLE, PROGRAM

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    cls=Command,
    help=_("Print the lines that make your shell complete commands, types and names of records."),
    examples=(
        "completion bash >> ~/.bashrc",
        "completion zsh >> ~/.zshrc",
        "completion fish > ~/.config/fish/completions/cartera.fish",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, /, shell: str) -> None:
    """Print the completion script of a shell."""
    script = get_completion_class(shell)
    if script is None:
        raise ValueError(shell)
    click.echo(script(ctx.find_root().command, {}, PROGRAM, COMPLETE_VARIABLE).source())
