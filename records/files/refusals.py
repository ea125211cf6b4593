"""Why a file cannot be read as a record, as Problems: one clean sentence each, with the line and what would mend it."""

from __future__ import annotations

from ...schema.errors import CarteraError
from ...schema.problems import Problem, Severity
from ...schema.sentences import Sentence, sentence

MAX_BYTES = 1 << 20
"""A record file is at most this long; what is longer is not a record but something that fell into the folder."""
MAX_NODES = 20_000
"""Keys, values, lists and maps (and their ends) in one front matter."""
MAX_DEPTH = 8
"""Lists and maps inside each other, the front matter itself included."""


def refuse(path: str, code: str, message: Sentence, hint: Sentence, line: int | None = None) -> Problem:
    """Return the Problem of a file that is refused as a whole."""
    return Problem(path, code, message, Severity.ERROR, line, None, hint)


def unreadable(path: str, mistake: CarteraError) -> Problem:
    """Return the Problem of a file that could not be opened."""
    hint = mistake.hint or sentence("Look at its permissions.")
    return Problem(path, "unreadable", mistake.sentence, Severity.ERROR, hint=hint)


def too_large(path: str, size: int) -> Problem:
    """Return the refusal of a file of ``size`` bytes; it need not be read for it."""
    return refuse(
        path,
        "too-large",
        sentence("The file has {size} bytes; a record has at most {most}.", size=size, most=MAX_BYTES),
        sentence("Keep large files under files/ and link to them."),
    )


def binary(path: str) -> Problem:
    """Return the refusal of a file that is not text."""
    return refuse(
        path,
        "not-text",
        sentence("The file is not text."),
        sentence("If it is a document, move it under files/; a record is written in a text editor, in UTF-8."),
    )


def utf16(path: str) -> Problem:
    """Return the refusal of a file that some Windows program saved as “Unicode”."""
    return refuse(
        path,
        "utf-16",
        sentence("The file is in UTF-16, not in UTF-8."),
        sentence("Save it again as UTF-8."),
    )


def damaged_text(path: str, line: int) -> Problem:
    """Return the refusal of UTF-8 with bytes in it that are none."""
    return refuse(
        path,
        "damaged-text",
        sentence("The text is damaged: it is UTF-8, but this line holds bytes that are not."),
        sentence("Write the damaged word anew, or take the file from the history."),
        line,
    )


def not_utf8(path: str, line: int) -> Problem:
    """Return the warning about a file in Windows-1252, which is read, and written back, as such."""
    return Problem(
        path,
        "not-utf8",
        sentence("The file is in Windows-1252, not in UTF-8."),
        Severity.WARNING,
        line,
        None,
        sentence("It is read and kept so; save it as UTF-8 in an editor to be rid of this."),
    )


def empty_file(path: str) -> Problem:
    """Return the Problem of a file with nothing in it."""
    return refuse(
        path, "empty-file", sentence("The file is empty."), sentence("Write its fields, or delete it."), line=1
    )


def no_front_matter(path: str) -> Problem:
    """Return the Problem of a Markdown file that does not start with a line ``---``."""
    return refuse(
        path,
        "no-front-matter",
        sentence("The file has no front matter: its first line is not “---”."),
        sentence("Put the fields between two lines “---” at the very top."),
        line=1,
    )


def unclosed_front_matter(path: str) -> Problem:
    """Return the refusal of a file whose front matter never ends."""
    return refuse(
        path,
        "front-matter-open",
        sentence("The front matter that starts here is not closed by a second line “---”."),
        sentence("Add a line “---” after the last field."),
        line=1,
    )


def conflict_markers(path: str, line: int) -> Problem:
    """Return the Problem of a file in which git left both sides of a merge."""
    return refuse(
        path,
        "conflict-markers",
        sentence("Git's conflict markers are in the file."),
        sentence("Keep one of the two sides and delete the lines <<<<<<<, ======= and >>>>>>>."),
        line,
    )


def odd_character(path: str, line: int, code_point: int) -> Problem:
    """Return the refusal of a character that would not be seen or that YAML readers disagree about."""
    return refuse(
        path,
        "control-character",
        sentence("An invisible character (U+{code}) is in the front matter.", code=f"{code_point:04X}"),
        sentence('Delete it, or write it as "\\u{code}" in double quotes.', code=f"{code_point:04X}"),
        line,
    )


def lone_returns(path: str, line: int) -> Problem:
    """Return the refusal of line ends that are only a carriage return."""
    return refuse(
        path,
        "line-ends",
        sentence("A line ends with a lone carriage return, as on very old Macs."),
        sentence("Save the file with ordinary line ends."),
        line,
    )


def duplicate_key(path: str, key: str, line: int, first: int) -> Problem:
    """Return the refusal of a key that stands twice in one map."""
    if first == line:
        message = sentence("“{key}” stands twice in line {line}.", key=key, line=line)
    else:
        message = sentence("“{key}” stands twice: in line {first} and in line {line}.", key=key, first=first, line=line)
    return Problem(
        path,
        "duplicate-key",
        message,
        Severity.ERROR,
        line,
        key,
        sentence("Keep the right one and delete the other."),
    )


def forbidden(path: str, line: int, what: str) -> Problem:
    """Return the refusal of a YAML feature that records do not use; ``what`` is its code."""
    message, hint = _FORBIDDEN[what]
    return refuse(path, what, message, hint, line)


_QUOTE = sentence("Put the value in double quotes if it is meant as text.")
_FORBIDDEN = {
    "alias": (sentence("A value starts with “*”, which YAML reads as an alias; records have none."), _QUOTE),
    "anchor": (sentence("A value starts with “&”, which YAML reads as an anchor; records have none."), _QUOTE),
    "tag": (sentence("A value starts with “!”, which YAML reads as a tag; records have none."), _QUOTE),
    "merge-key": (
        sentence("“<<” merges another map; records say everything themselves."),
        sentence("Write the fields out."),
    ),
    "directive": (
        sentence("A line starts with “%”, which YAML reads as a directive; records have none."),
        sentence("Delete the line."),
    ),
    "several-documents": (
        sentence("There is a second YAML document in the file; a record is one."),
        sentence("Keep one of them, or make two files."),
    ),
    "not-a-map": (
        sentence("The fields do not have the form “name: value”."),
        sentence("Write one field a line, its name, a colon, a space, its value."),
    ),
    "odd-key": (
        sentence("A field's name is missing, or is a list or a map."),
        sentence("A name is plain text before the colon; put names with braces or brackets in quotes."),
    ),
    "too-deep": (
        sentence("Lists and maps are nested more than {most} deep.", most=MAX_DEPTH),
        sentence("Put what is so detailed in the text below the fields."),
    ),
    "too-many-values": (
        sentence("There are more than {most} values in one record.", most=MAX_NODES),
        sentence("Keep tables of data in files of their own under files/."),
    ),
}
