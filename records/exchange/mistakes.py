"""What can be wrong with a recipe or with the files it reads: one class per mistake."""

from __future__ import annotations

from ...schema.errors import Misused, NotFound, Refused
from ...schema.sentences import Sentence, sentence


class RecipeMistake(Misused):
    """The recipe says something the recipe language does not have."""

    def __init__(self, path: str, line: int | None, where: str, reason: Sentence, hint: Sentence | None = None) -> None:
        super().__init__(
            sentence("{path}, line {line}, {where}: {reason}", path=path, line=line, where=where, reason=reason)
            if line
            else sentence("{path}, {where}: {reason}", path=path, where=where, reason=reason),
            hint,
        )
        self.path = path
        self.line = line
        """Counted from 1; None where the recipe as a whole is meant."""


class NoSuchRecipe(NotFound):
    """There is no recipe file of that name."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("There is no recipe {path}.", path=path),
            sentence("Recipes that come with Cartera lie in docs/examples/."),
        )


class NoSource(NotFound):
    """Nothing of what the recipe reads is there."""

    def __init__(self, folder: str, wanted: str) -> None:
        super().__init__(
            sentence("{folder} holds none of the files the recipe reads: {wanted}.", folder=folder, wanted=wanted),
            sentence("Name the folder that holds them, or one of them."),
        )


class MissingColumn(Refused):
    """A file lacks a column the recipe reads."""

    def __init__(self, file: str, column: str, near: str | None) -> None:
        super().__init__(
            sentence("{file} has no column “{column}”.", file=file, column=column),
            sentence("Did you mean “{near}”? Say so in the recipe.", near=near)
            if near
            else sentence("Its first line must name the columns."),
        )


class UnreadableTable(Refused):
    """A file is no table of text, or is too large to be one."""

    def __init__(self, file: str, reason: Sentence, hint: Sentence | None = None) -> None:
        super().__init__(sentence("{file} cannot be read as a table: {reason}", file=file, reason=reason), hint)


class RowsRefused(Refused):
    """Some rows cannot be imported and the user wanted all of them or none."""

    def __init__(self, count: int) -> None:
        super().__init__(
            sentence("Nothing was imported, because {count} rows cannot be.", count=count),
            sentence("Mend them, or import without --strict to leave them out."),
        )
