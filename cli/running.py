"""Runs one command line and turns whatever happens into an exit code and a sentence."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from ..schema.clean import clean_lines
from ..schema.dataclass import replace
from ..schema.errors import CarteraError
from ..schema.language import LOCALE_FOLDER, Language
from .exits import BUG, INTERRUPTED, OK, REFUSED, USAGE, exit_code
from .marking import mark as _
from .program import COMPLETE_VARIABLE, PROGRAM
from .root import root
from .session import Session
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
        _tell(_("Error: {what}"), spoken.language, what=mistake.format_message())
        return USAGE
    except CarteraError as mistake:
        return _tell_mistake(mistake, spoken.language)
    except (KeyboardInterrupt, click.Abort):
        _tell(_("Interrupted."), spoken.language)
        return INTERRUPTED
    except BrokenPipeError:
        _abandon_stdout()
        return OK
    except Exception as bug:  # noqa: BLE001 - the last place that can still tell it in a sentence
        if isinstance(bug, OSError) and not _takes_output():
            return _tell_lost_output(bug, spoken.language)
        return _tell_bug(bug, spoken.language, world)


class _Spoken:
    """Knows the best language to tell a mistake in: the session's once there is one."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.context: click.Context | None = None

    @property
    def language(self) -> Language:
        session = self.context.obj if self.context else None
        return session.language if isinstance(session, Session) else self.world.language


def _tell(words: str, language: Language, **values: object) -> None:
    text = language.gettext(words).format(**values) if values else language.gettext(words)
    with suppress(BrokenPipeError):
        sys.stderr.writelines(f"{line}\n" for line in clean_lines(text))


def _tell_usage(mistake: click.UsageError, language: Language) -> int:
    if isinstance(mistake, click.exceptions.NoArgsIsHelpError):
        _tell("{what}", language, what=mistake.format_message())
        return USAGE
    _tell(_("Error: {what}"), language, what=mistake.format_message())
    if mistake.ctx is not None:
        _tell(_("“{command} --help” shows how it is used."), language, command=mistake.ctx.command_path)
    return USAGE


def _tell_mistake(mistake: CarteraError, language: Language) -> int:
    _tell(_("Error: {what}"), language, what=mistake.sentence.text(language))
    if mistake.hint is not None:
        _tell("{hint}", language, hint=mistake.hint.text(language))
    return exit_code(mistake)


def _tell_bug(bug: Exception, language: Language, world: World) -> int:
    """Tell a mistake of ours without the texts of the book: its kind and where in our sources it arose."""
    import traceback  # only for this: it loads as much as a small command

    here = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - strings, as the traceback holds them
    frames = [each for each in traceback.extract_tb(bug.__traceback__) if each.filename.startswith(here)]
    if world.environment.get("CARTERA_DEBUG"):
        traceback.print_exception(bug)
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"  # noqa: PTH119
    _tell(
        _("Cartera made a mistake of its own ({kind} at {place}). Your files are as they were or saved whole."),
        language,
        kind=type(bug).__name__,
        place=place,
    )
    _tell(_("Set CARTERA_DEBUG=1 to see all of it; it may show texts of the book."), language)
    return BUG


def _takes_output() -> bool:
    """Return whether stdout takes what is still to be written: a full disk behind it does not."""
    try:
        sys.stdout.flush()
    except OSError:
        return False
    return True


def _tell_lost_output(error: OSError, language: Language) -> int:
    _abandon_stdout()
    _tell(_("The result could not be written: {reason}."), language, reason=error.strerror or type(error).__name__)
    return REFUSED


def _abandon_stdout() -> None:
    """Let the interpreter's last flush go nowhere: whoever read us has gone."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
