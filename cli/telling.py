"""Telling what went wrong: whatever a run raises becomes a sentence on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from ..schema.clean import clean_lines
from ..schema.errors import CarteraError
from ..schema.language import Language
from .exits import BUG, INTERRUPTED, OK, REFUSED, exit_code
from .marking import mark as _
from .world import World


def tell_failure(failure: BaseException, language: Language, world: World) -> int:
    """Tell in ``language`` why a run ended, and return the exit code of that."""
    if isinstance(failure, CarteraError):
        return _tell_mistake(failure, language)
    if isinstance(failure, KeyboardInterrupt):
        tell(_("Interrupted."), language)
        return INTERRUPTED
    if isinstance(failure, BrokenPipeError):
        _abandon_stdout()
        return OK
    if isinstance(failure, OSError) and not _takes_output():
        return _tell_lost_output(failure, language)
    return _tell_bug(failure, language, world)


def tell(words: str, language: Language, **values: object) -> None:
    """Write a text marked for translation on stderr, in ``language``."""
    text = language.gettext(words).format(**values) if values else language.gettext(words)
    with suppress(BrokenPipeError):
        sys.stderr.writelines(f"{line}\n" for line in clean_lines(text))


def _tell_mistake(mistake: CarteraError, language: Language) -> int:
    tell(_("Error: {what}"), language, what=mistake.sentence.text(language))
    if mistake.hint is not None:
        tell("{hint}", language, hint=mistake.hint.text(language))
    return exit_code(mistake)


def _tell_bug(bug: BaseException, language: Language, world: World) -> int:
    """Tell a mistake of ours without the texts of the book: its kind and where in our sources it arose."""
    import traceback  # only for this: it loads as much as a small command

    here = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - strings, as the traceback holds them
    frames = [each for each in traceback.extract_tb(bug.__traceback__) if each.filename.startswith(here)]
    if world.environment.get("CARTERA_DEBUG"):
        traceback.print_exception(bug)
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"  # noqa: PTH119
    tell(
        _("Cartera made a mistake of its own ({kind} at {place}). Your files are as they were or saved whole."),
        language,
        kind=type(bug).__name__,
        place=place,
    )
    tell(_("Set CARTERA_DEBUG=1 to see all of it; it may show texts of the book."), language)
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
    tell(_("The result could not be written: {reason}."), language, reason=error.strerror or type(error).__name__)
    return REFUSED


def _abandon_stdout() -> None:
    """Let the interpreter's last flush go nowhere: whoever read us has gone."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
