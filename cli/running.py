"""Runs one command line and turns whatever happens into an exit code and a sentence."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ..schema.dataclass import replace
from ..schema.language import LOCALE_FOLDER, Language
from .exits import OK, USAGE
from .marking import mark as _
from .program import COMPLETE_VARIABLE, PROGRAM
from .root import root
from .session import Session
from .telling import tell, tell_failure
from .world import World, asked_language

if TYPE_CHECKING:
    from ..records.index.ahead import LookAhead


def run(arguments: list[str], world: World | None = None, ahead: LookAhead | None = None) -> int:
    """Run ``cartera`` with ``arguments`` and return its exit code; nothing is raised.

    ``ahead`` has begun to look at the files of the book.
    """
    world = replace(world or World(), asked_language=asked_language(arguments), ahead=ahead)
    with _click_in(world.language):
        asked = world.environment.get(COMPLETE_VARIABLE)
        if asked:
            from click.shell_completion import shell_complete

            return shell_complete(root, {}, PROGRAM, COMPLETE_VARIABLE, asked)
        return _run(arguments, world)


def _run(arguments: list[str], world: World) -> int:
    spoken = _Spoken(world)
    try:
        with root.make_context(PROGRAM, list(arguments), obj=world) as context:
            spoken.context = context
            result = root.invoke(context)
            sys.stdout.flush()
            return result if isinstance(result, int) else OK
    except click.exceptions.Exit as finished:
        return finished.exit_code
    except click.UsageError as mistake:
        return _tell_usage(mistake, spoken.language)
    except click.ClickException as mistake:
        tell(_("Error: {what}"), spoken.language, what=mistake.format_message())
        return USAGE
    except click.Abort:
        return tell_failure(KeyboardInterrupt(), spoken.language, world)
    except (Exception, KeyboardInterrupt) as failure:  # noqa: BLE001 - the last place that can still tell it in a sentence
        return tell_failure(failure, spoken.language, world)


class _Spoken:
    """Knows the best language to tell a mistake in: the session's once there is one."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.context: click.Context | None = None

    @property
    def language(self) -> Language:
        session = self.context.obj if self.context else None
        return session.language if isinstance(session, Session) else self.world.language


def _tell_usage(mistake: click.UsageError, language: Language) -> int:
    if isinstance(mistake, click.exceptions.NoArgsIsHelpError):
        tell("{what}", language, what=mistake.format_message())
        return USAGE
    tell(_("Error: {what}"), language, what=mistake.format_message())
    if mistake.ctx is not None:
        tell(_("“{command} --help” shows how it is used."), language, command=mistake.ctx.command_path)
    return USAGE


@contextmanager
def _click_in(language: Language) -> Iterator[None]:
    """Make click's own sentences come from our catalogue: it asks gettext's default domain and ``LANGUAGE``."""
    domain, folder = gettext.textdomain(), gettext.bindtextdomain("click")
    before = os.environ.get("LANGUAGE")
    gettext.textdomain("click")
    gettext.bindtextdomain("click", str(LOCALE_FOLDER))
    os.environ["LANGUAGE"] = language.code
    try:
        yield
    finally:
        gettext.textdomain(domain)
        gettext.bindtextdomain("click", folder)
        os.environ.pop("LANGUAGE")
        if before is not None:
            os.environ["LANGUAGE"] = before
