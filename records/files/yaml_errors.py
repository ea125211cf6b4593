"""What the YAML scanner complains about, said for people who have never read the YAML standard."""

from __future__ import annotations

from yaml.error import MarkedYAMLError

from ...schema.late_pattern import late
from ...schema.problems import Problem
from ...schema.sentences import Sentence, sentence
from .refusals import forbidden, refuse

_NAME = late(r"[\w\"'-]+:(?:\s|$)")


def syntax_error(path: str, error: MarkedYAMLError, header: str, first_line: int) -> Problem:
    """Return the refusal for a scanner's or parser's ``error``; ``first_line`` is the file's line of ``header``'s first."""
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    problem, context = error.problem or "", error.context or ""
    at = header[mark.index : mark.index + 1] if mark else ""
    if header.startswith("%"):
        return forbidden(path, first_line, "directive")
    if "document start" in problem and not _NAME.match(header, mark.index if mark else 0):
        return forbidden(path, first_line + line, "not-a-map")
    if "tag" in problem or "tag" in context:
        return forbidden(path, first_line + line, "tag")
    message, hint = _explain(problem, context, at)
    if "end of stream" in problem or (at == "" and error.context_mark):
        line = error.context_mark.line if error.context_mark else line
    return refuse(path, "syntax", message, hint, first_line + line)


def _explain(problem: str, context: str, at: str) -> tuple[Sentence, Sentence]:
    if at == "\t" or "tab character" in problem:
        return sentence("A tab stands where spaces must."), sentence("Indent with spaces.")
    if "cannot start any token" in problem:
        return (
            sentence("A value starts with “{character}”, which YAML does not allow.", character=at),
            sentence("Put the value in double quotes."),
        )
    for part, message, hint in _KNOWN:
        if part in problem or part in context:
            return message, hint
    return (
        sentence("The line cannot be read as YAML."),
        sentence("Look for a missing quote, colon or bracket here or in the line above."),
    )


_KNOWN = (
    (
        "quoted scalar",
        sentence("The quoted text that starts here is not closed, or goes wrong inside."),
        sentence("Close it with the quote it starts with; inside double quotes write \\\\ for a backslash."),
    ),
    (
        "mapping values are not allowed",
        sentence("There is a colon too many in the line, or the line is indented too far."),
        sentence("Put a value with “: ” in it in double quotes."),
    ),
    (
        "flow ",
        sentence("A bracket or brace is not closed, or a comma is missing."),
        sentence("Count the brackets; put text with brackets or commas in double quotes."),
    ),
    (
        "simple key",
        sentence("The line has no colon after its name."),
        sentence("Write “name: value”; indent text that continues the line above."),
    ),
    (
        "block sequence entries",
        sentence("A list entry “- ” stands where none can."),
        sentence("Put the entries on lines of their own, below the name."),
    ),
    (
        "block scalar",
        sentence("The text after “|” or “>” is not indented evenly."),
        sentence("Indent each of its lines by the same number of spaces, at least as far as the first."),
    ),
    (
        "alias",
        sentence("A value starts with “*” or “&”, which YAML does not read as text."),
        sentence("Put the value in double quotes."),
    ),
    (
        "anchor",
        sentence("A value starts with “*” or “&”, which YAML does not read as text."),
        sentence("Put the value in double quotes."),
    ),
    (
        "document start",
        sentence("The indentation of this line does not fit the lines above."),
        sentence("Fields of one map start in the same column."),
    ),
    (
        "block mapping",
        sentence("The indentation of this line does not fit the lines above."),
        sentence("Fields of one map start in the same column."),
    ),
    (
        "block collection",
        sentence("The indentation of this line does not fit the lines above."),
        sentence("Entries of one list start in the same column."),
    ),
)
