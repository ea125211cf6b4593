"""What can hinder sharing, one class per mistake; none of them loses anything, and each says what to do next."""

from __future__ import annotations

from ...schema.errors import NeedsPerson, NotFound, Refused, Unreachable
from ...schema.sentences import Sentence, plural, sentence


class NoRemote(Refused):
    """The book is shared with nobody."""

    def __init__(self) -> None:
        super().__init__(
            sentence("This book is shared with nobody yet."),
            sentence("Make an empty repository on your server, then run: git remote add origin ADDRESS"),
        )


class SeveralRemotes(NeedsPerson):
    """It cannot be told with which of several repositories to exchange."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            sentence(
                "The book knows several repositories, {names}, and none is called origin.", names=", ".join(names)
            ),
            sentence("Choose one: git branch --set-upstream-to=NAME/main"),
        )


class SyncHindered(Refused):
    """A person is in the middle of something with git."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(sentence("Nothing was exchanged: {reason}.", reason=reason))


class RemoteUnreachable(Unreachable):
    """The other repository does not answer."""

    def __init__(self, name: str, words: str, waiting: int) -> None:
        super().__init__(
            plural(
                "{name} cannot be reached; {n} change waits to be sent. git said: {words}",
                "{name} cannot be reached; {n} changes wait to be sent. git said: {words}",
                waiting,
                name=name,
                words=words,
            )
            if waiting
            else sentence(
                "{name} cannot be reached; nothing waits to be sent. git said: {words}", name=name, words=words
            ),
            sentence("Everything is saved here. Try again when you are online."),
        )
        self.waiting = waiting
        """How many commits wait to be sent."""


class AccessDenied(Unreachable):
    """The server wants to know who asks, and git could not tell it without asking a person."""

    def __init__(self, name: str, words: str, waiting: int) -> None:
        super().__init__(
            plural(
                "{name} does not let you in; {n} change waits to be sent. git said: {words}",
                "{name} does not let you in; {n} changes wait to be sent. git said: {words}",
                waiting,
                name=name,
                words=words,
            )
            if waiting
            else sentence(
                "{name} does not let you in; nothing waits to be sent. git said: {words}", name=name, words=words
            ),
            sentence(
                "Run “git fetch” in the book once and answer what it asks, or set up a key or a credential helper."
            ),
        )
        self.waiting = waiting
        """How many commits wait to be sent."""


class NoSuchRemoteRepository(Unreachable):
    """There is no repository at the address, or the disk it lies on is not there now."""

    def __init__(self, name: str, words: str, waiting: int) -> None:
        super().__init__(
            plural(
                "There is no repository at {name}; {n} change waits to be sent. git said: {words}",
                "There is no repository at {name}; {n} changes wait to be sent. git said: {words}",
                waiting,
                name=name,
                words=words,
            )
            if waiting
            else sentence("There is no repository at {name}. git said: {words}", name=name, words=words),
            sentence("Everything is saved here. Check that its disk is there, and the address: git remote -v"),
        )
        self.waiting = waiting
        """How many commits wait to be sent."""


class NothingCloned(Unreachable):
    """A book could not be got from an address."""

    def __init__(self, address: str, words: str) -> None:
        super().__init__(
            sentence("Nothing could be got from {address}. git said: {words}", address=address, words=words),
            sentence(
                "Check the address, and that “git ls-remote {address}” answers without a question.", address=address
            ),
        )


class RefusedByServer(Refused):
    """The server took the connection and not the commits: a protected branch, a hook, a full disk."""

    def __init__(self, name: str, words: str, waiting: int) -> None:
        super().__init__(
            plural(
                "{name} refused {n} change. It said: {words}",
                "{name} refused {n} changes. It said: {words}",
                waiting,
                name=name,
                words=words,
            ),
            sentence("Nothing is lost: all of it is saved here. Ask whoever looks after the server."),
        )
        self.waiting = waiting
        """How many commits wait to be sent."""


class RemoteRewritten(NeedsPerson):
    """Somebody replaced the history of the shared branch."""

    def __init__(self, name: str) -> None:
        super().__init__(
            sentence("Somebody replaced the history of {name}: changes you have seen there are gone.", name=name),
            sentence(
                "Ask them why. “cartera sync --accept-rewrite” merges what is there now with what you have; nothing "
                "of yours is lost."
            ),
        )


class UnrelatedHistories(NeedsPerson):
    """The other repository holds another book."""

    def __init__(self) -> None:
        super().__init__(
            sentence("The shared repository and this book have no history in common: they are two different books."),
            sentence("Check the address with “git remote -v”, or clone the shared book into a folder of its own."),
        )


class ShallowHistory(NeedsPerson):
    """The clone holds too little of history to see where it parted from the other."""

    def __init__(self) -> None:
        super().__init__(
            sentence("This copy holds only the newest part of history, too little to merge with."),
            sentence("Fetch the rest once: git fetch --unshallow"),
        )


class TooManyRaces(Unreachable):
    """Others kept pushing first."""

    def __init__(self, name: str, tries: int, waiting: int) -> None:
        super().__init__(
            plural(
                "Others were faster at {name} {tries} times; {n} change waits to be sent.",
                "Others were faster at {name} {tries} times; {n} changes wait to be sent.",
                waiting,
                name=name,
                tries=tries,
            ),
            sentence("Everything is merged here. Try again in a minute."),
        )
        self.waiting = waiting
        """How many commits wait to be sent."""


class NotABookThere(NotFound):
    """What was cloned is no book."""

    def __init__(self, address: str) -> None:
        super().__init__(
            sentence("{address} is a git repository, but there is no book in it.", address=address),
            sentence("A book has a file cartera.yaml at its top."),
        )


class NoSuchClientThere(NotFound):
    """The book has no client of that name to hold alone."""

    def __init__(self, word: str, near: str | None) -> None:
        super().__init__(
            sentence("The book has no client called “{word}”.", word=word),
            sentence("Did you mean {nearest}?", nearest=near) if near else None,
        )


class FolderNotEmpty(Refused):
    """A clone would mix with what is there."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            sentence("{folder} exists and is not empty.", folder=folder), sentence("Name a folder that does not exist.")
        )


class NoSuchConflict(NotFound):
    """The record has no conflict in that field."""

    def __init__(self, title: str, field: str, fields: tuple[str, ...]) -> None:
        super().__init__(
            sentence("“{title}” has no conflict in “{field}”.", title=title, field=field),
            sentence("Its conflicts are in {fields}.", fields=", ".join(fields))
            if fields
            else sentence("“cartera conflicts” lists all there are."),
        )


class ValueMoved(NeedsPerson):
    """The place of a conflict cannot be found any more."""

    def __init__(self, field: str) -> None:
        super().__init__(
            sentence(
                "What was in conflict in {field} has changed since, so it cannot be put there by itself.", field=field
            ),
            sentence("Edit the record by hand; taking the entry out of its conflicts settles it."),
        )


class NobodysSide(NeedsPerson):
    """Neither value is the person's own."""

    def __init__(self, field: str, kept_by: str, other_by: str) -> None:
        super().__init__(
            sentence(
                "Neither value of {field} is yours: one is by {kept_by}, the other by {other_by}.",
                field=field,
                kept_by=kept_by or "?",
                other_by=other_by or "?",
            ),
            sentence("Say which one you want: what stands now (K, --kept) or the other (O, --other)."),
        )


class WrittenSince(NeedsPerson):
    """Somebody has written the field since it came into conflict, so that the value that was kept stands no more."""

    def __init__(self, field: str) -> None:
        super().__init__(
            sentence(
                "Somebody has written {field} since: what stands now is not the value that was kept then.", field=field
            ),
            sentence("Say whether what stands now is right (K, --kept), the other value (O, --other), or type one."),
        )
