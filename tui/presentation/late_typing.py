"""What was typed into a form after it was given to be saved: it is no part of that save, and must not go with the form."""

from __future__ import annotations

from ...schema.dataclass import replace
from .form import Form


def typed_since(saved: Form, now: Form) -> Form | None:
    """Return a form of what ``now`` says beyond ``saved``, on the record as it was saved; None where it says no more.

    What others wrote meanwhile may have been taken over in ``now``: only rows that were typed into count.
    """
    rows = [now.row(path) for path in {*saved.typed, *now.typed}]
    # By what they mean: a row that follows its record says in full what was typed in short.
    typed = {row.path: now.text(row) for row in rows if now.judge(row).tree != saved.judge(row).tree}
    listed = {path: items for path, items in now.listed.items() if items != saved.listed.get(path)}
    body = now.body if now.body not in (now.start_body, saved.body) else saved.body
    if not typed and not listed and body == saved.body:
        return None
    return replace(
        saved,
        start=saved.tree(),
        start_body=saved.body,
        is_new=False,
        typed=typed,
        listed=listed,
        body=body,
        taken={},
        clashes={},
    )
