"""What can go wrong with git, one class per mistake."""

from __future__ import annotations

from ...schema.errors import NotFound, Refused, Unreachable
from ...schema.sentences import Sentence, plural, sentence


class GitMissing(Refused):
    """There is no ``git`` on the path."""

    def __init__(self) -> None:
        super().__init__(
            sentence("git is not installed, or not on the PATH."),
            sentence("Install git 2.31 or newer; reading the book works without it, history and saving do not."),
        )


class GitTooOld(Refused):
    """The installed git lacks what Cartera asks of it."""

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(
            sentence("git {found} is too old; Cartera needs {needed} or newer.", found=found, needed=needed),
            sentence("Update git and try again."),
        )


class GitFailed(Refused):
    """git ended with an error that is none of the others."""

    def __init__(self, command: str, words: str | Sentence) -> None:
        super().__init__(sentence("git {command} failed: {words}", command=command, words=words))
        self.words = str(words)
        """What git said, without control characters."""


class GitStuck(Refused):
    """git did not end in time and was stopped."""

    def __init__(self, command: str, seconds: float) -> None:
        super().__init__(
            sentence("git {command} did not end within {seconds} seconds.", command=command, seconds=round(seconds)),
            sentence("Another program may hold the repository, or its disk does not answer."),
        )


class GitEnded(Refused):
    """git was ended while it worked, because the person does not want to wait any longer."""

    def __init__(self, command: str) -> None:
        super().__init__(sentence("git {command} was ended before it was done.", command=command))


class NoRepository(NotFound):
    """The book's folder is not under git."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            sentence("{folder} is not a git repository.", folder=folder),
            sentence("Run “cartera init” in it: the records stay as they are and history begins."),
        )


class NotABook(NotFound):
    """No ``cartera.yaml`` here nor in a folder above."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            sentence("There is no book in {folder} nor in a folder above it.", folder=folder),
            sentence("Name a book with -C, or make one with “cartera init” or “cartera demo”."),
        )


class InsideAnotherRepository(Refused):
    """The book is, or would become, a folder of somebody else's repository."""

    def __init__(self, folder: str, outer: str) -> None:
        super().__init__(
            sentence("{folder} lies inside another git repository, {outer}.", folder=folder, outer=outer),
            sentence("A book is a repository of its own: choose a folder outside, or let the outer one ignore it."),
        )


class UnreadableRepository(Refused):
    """The repository is of a kind Cartera cannot save into."""

    def __init__(self, folder: str, reason: str | Sentence) -> None:
        super().__init__(
            sentence("Cartera cannot save into the repository of {folder}: {reason}.", folder=folder, reason=reason),
            sentence("Make the book anew with “cartera init” and copy the records over."),
        )


class ForeignRepository(Refused):
    """The repository belongs to another user of the machine, and git refuses to look into it."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            sentence("The repository of {folder} belongs to another user of this machine.", folder=folder),
            sentence("If you trust it, run: git config --global --add safe.directory {folder}", folder=folder),
        )


class UnknownRevision(NotFound):
    """The words name no commit."""

    def __init__(self, revision: str) -> None:
        super().__init__(sentence("There is no commit “{revision}” in the book.", revision=revision))


class NoIdentity(Refused):
    """git knows no name and address to put on a commit."""

    def __init__(self) -> None:
        super().__init__(
            sentence("git does not know who you are, so nothing can be put into history."),
            sentence(
                'Run: git config --global user.name "Your Name" and git config --global user.email you@example.com'
            ),
        )


class ObjectMissing(Refused):
    """The repository lacks an object it needs."""

    def __init__(self, name: str) -> None:
        super().__init__(
            sentence("The repository lacks the object {name}; it is damaged or a partial clone.", name=name),
            sentence("“cartera doctor --mend” gets it again from where the book is shared."),
        )


class ObjectsElsewhere(Unreachable):
    """A partial clone needs versions that it left where it was cloned from, and cannot get them."""

    def __init__(self, count: int, remote: str, words: str) -> None:
        super().__init__(
            plural(
                "{n} earlier version is only at {remote}, which cannot be asked now. git said: {words}",
                "{n} earlier versions are only at {remote}, which cannot be asked now. git said: {words}",
                count,
                remote=remote,
                words=words,
            ),
            sentence("Nothing is lost. Try again when you are online."),
        )


class BranchBusy(Refused):
    """The branch could not be moved: its lock is held, or others kept moving it."""

    def __init__(self, words: str | Sentence) -> None:
        super().__init__(
            sentence("The branch could not be moved: {words}", words=words),
            sentence("If no git program is running, remove the lock file it names."),
        )
