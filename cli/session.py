"""What a command is given: the book, the reader's language, and the two streams it may write to."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.clean import clean, clean_lines
from ..schema.language import Language
from ..schema.sentences import Sentence, plural, sentence
from .marking import mark as _
from .places import cache_folder
from .world import World

if TYPE_CHECKING:
    from ..records.book import Book
    from ..records.saving.writes import Recovery
    from ..records.steps import Tell
    from .waiting import WaitingLine


class Session:
    """One run of one command. The book is opened when it is first asked for."""

    def __init__(self, world: World, folder: Path, *, read_only: bool = False, lasts: bool = False) -> None:
        self.world = world
        self.lasts = lasts
        """Whether it goes on until the person leaves it: git's index is then told of saves later."""
        self.read_only = read_only
        """Whether nothing may be written."""
        self.folder = folder
        """Where the book is looked for, upwards."""
        self._book: Book | None = None
        self._waiting: WaitingLine | None = None
        self._languages: dict[str | None, Language] = {}

    @property
    def language(self) -> Language:
        """The reader's language; the book's where neither ``--lang`` nor the environment names one.

        It is asked for every cell of a table, and so found once for each answer of the book.
        """
        book = self._book.config.language if self._book else None
        if book not in self._languages:
            self._languages[book] = self.world.language_for(book)
        return self._languages[book]

    @property
    def book(self) -> Book:
        """The book, opened now; what its recovery did is said once."""
        if self._book is None:
            from ..records.book import Book
            from ..records.git.places import find_root

            world = self.world
            root = find_root(self.folder)
            cache = cache_folder(world.environment)
            self._book = Book(
                root,
                world.clock,
                cache=cache,
                randomness=world.random,
                read_only=self.read_only,
                tell=self.telling(),
                lasts=self.lasts,
                ahead=world.ahead if world.ahead and world.ahead.root == root else None,
            )
            if self._book.recovery is not None:
                self._tell_recovery(self._book.recovery)
        return self._book

    def look_in(self, folder: Path) -> Book:
        """Return the book of another folder than the one the person stood in; it is the session's from now on."""
        self.folder = folder
        return self.book

    def hand_over(self) -> Book:
        """Return the book to somebody who closes it, and who shows how far something is."""
        book, self._book = self.book, None
        book.tell = None
        return book

    def close(self) -> None:
        """End what the book keeps running, and take back the line that said how far something was."""
        if self._waiting is not None:
            self._waiting.erase()
        if self.world.ahead is not None:
            self.world.ahead.close()
        if self._book is not None:
            self._book.close()

    def _tell_recovery(self, recovery: Recovery) -> None:
        """Say what was found unfinished when the book was opened."""
        if recovery.commits:
            self.say(
                plural(
                    "{n} save that had been waiting is in history now.",
                    "{n} saves that had been waiting are in history now.",
                    len(recovery.commits),
                )
            )
        for conflict in recovery.conflicts:
            self.say(
                sentence("{path} was changed outside while a save of it waited; history has both.", path=conflict.path)
            )
        for name in recovery.damaged:
            self.say(sentence("A journal entry could not be read and was set aside: {name}", name=name))
        for words in (recovery.pending, recovery.hint):
            if words is not None:
                self.say(words)

    @property
    def now(self) -> datetime:
        """The present moment in the book's time zone."""
        return self.world.clock().astimezone(self.book.config.zone)

    def text(self, words: Sentence | str, /, **values: object) -> str:
        """Return a sentence, or a text marked for translation, in the reader's language."""
        if isinstance(words, Sentence):
            return words.text(self.language)
        found = self.language.gettext(words)
        return found.format(**values) if values else found

    def print(self, text: str = "") -> None:
        """Write a line of the result on stdout, cleaned of what a terminal would obey."""
        sys.stdout.write(clean(text) + "\n")

    def print_lines(self, text: str) -> None:
        """Write a longer text on stdout, each line cleaned."""
        for line in clean_lines(text):
            sys.stdout.write(line + "\n")

    def say(self, words: Sentence | str, /, **values: object) -> None:
        """Tell the person something that is no result, on stderr."""
        for line in clean_lines(self.text(words, **values)):
            sys.stderr.write(line + "\n")

    def telling(self) -> Tell | None:
        """Return what shows how far a long deed is; None where nobody looks at a terminal that can take a line back."""
        if not sys.stderr.isatty() or self.world.environment.get("TERM", "dumb") == "dumb":
            return None
        if self._waiting is None:
            from .waiting import WaitingLine

            self._waiting = WaitingLine(sys.stderr, lambda: self.language)
        return self._waiting

    def confirm(self, question: Sentence | str, /, **values: object) -> bool:
        """Ask for a yes; without a person there the answer is no."""
        if not self.world.is_interactive():
            return False
        answers = self.text(_("[y/N]"))
        answer = self._read_line(f"{self.text(question, **values)} {answers} ")
        return answer.strip().casefold() in {"y", "yes", "s", "si", "sí"}

    def ask(self, question: str) -> str:
        """Return the line a person types after ``question``, empty where nobody is there."""
        return self._read_line(f"{question}: ") if self.world.is_interactive() else ""

    def _read_line(self, prompt: str) -> str:
        sys.stderr.write(clean(prompt.rstrip()) + " ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
        return line.rstrip("\r\n")
