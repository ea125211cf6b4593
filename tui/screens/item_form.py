"""The form of one item of a list."""

from __future__ import annotations

from ..presentation.form import Form
from .form import FormScreen


class ItemFormScreen(FormScreen):
    """Answers with what the item holds, or None when it was left."""

    def __init__(self, heading: str, form: Form) -> None:
        super().__init__(heading)
        self._form = form

    def first_form(self) -> Form:
        """Return the form of the item."""
        return self._form

    def has_body(self) -> bool:
        """Items have no text below them."""
        return False

    def save(self, form: Form) -> None:
        """Answer with the item; the record's form saves it."""
        self.dismiss(form.tree())
