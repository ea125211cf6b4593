"""The items of a list, edited one by one: added, changed and taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from ...schema.clean import clean
from ...schema.field import Field
from ..actions import Place
from ..presentation.cells import Tone
from ..presentation.form import Form
from ..presentation.form_items import FormItem, move_item
from ..presentation.ground import Ground
from ..presentation.item_totals import total_of
from ..presentation.judging import words_of_item
from ..presentation.lines import Item, Span, text_item
from ..widgets.line_view import LineView
from .book_screen import FramedScreen


class ItemsScreen(FramedScreen[tuple[FormItem, ...]]):
    """Answers with the items as they are when it is left."""

    place: ClassVar[Place] = Place.ITEMS

    def __init__(
        self,
        field: Field,
        items: Sequence[FormItem],
        ground: Ground,
        typed: Callable[[tuple[FormItem, ...]], None],
    ) -> None:
        super().__init__()
        self._field = field
        self._items = list(items)
        self._ground = ground
        self._typed = typed
        """Told the items as they are, after each step and key."""

    def content(self) -> Iterable[Widget]:
        """Return the list."""
        yield LineView(id="items")

    def trail(self) -> tuple[str, ...]:
        """Return what the list is called and how many items it has."""
        label = clean(self.language.choose(self._field.label))
        return (f"{label} ({len(self._items)})" if self._items else label,)

    def mover(self) -> object:
        """Movements move the list."""
        return self.query_one(LineView)

    def on_mount(self) -> None:
        """Show the items; an empty list begins with its first one."""
        self._show()
        self.query_one(LineView).focus()
        if not self._items:
            self.do_add()

    def do_open_item(self) -> None:
        """Edit the item under the cursor; there is a line for a new one."""
        place = self._place()
        if place is None:
            self.do_add()
            return

        self._edit(self._items[place], place)

    def do_add(self) -> None:
        """Write a new item."""
        self._edit(None, len(self._items))

    def do_drop(self) -> None:
        """Take the item under the cursor away; saving the form makes it so."""
        place = self._place()
        if place is not None:
            del self._items[place]
            self._changed()

    def do_item_up(self) -> None:
        """Move the item under the cursor up."""
        self._move(-1)

    def do_item_down(self) -> None:
        """Move the item under the cursor down."""
        self._move(1)

    def do_leave(self) -> None:
        """Answer with the items."""
        self.dismiss(tuple(self._items))

    def _edit(self, item: FormItem | None, place: int) -> None:
        """Fill in the item that stands, or will stand, at ``place``."""
        from .item_form import ItemFormScreen

        heading = clean(self.language.choose(self._field.label))
        tree = item.tree if item else None
        form = Form(self._field.fields, tree if isinstance(tree, dict) else {}, self._ground, is_new=item is None)
        form = form.bear(one for each in self._items for one in each.births)
        rest = self._items[place + 1 :]

        def items_with(written: Form) -> tuple[FormItem, ...]:
            made = FormItem(written.tree(), item.place if item else None, written.births)
            return (*self._items[:place], made, *rest)

        def answered(written: object) -> None:
            if isinstance(written, Form) and (written.tree() or item):
                self._items = list(items_with(written))
                self._changed(place)
            else:
                self._typed(tuple(self._items))

        screen = ItemFormScreen(heading, form, lambda written: self._typed(items_with(written)))
        self.app.push_screen(screen, answered)

    def _move(self, by: int) -> None:
        place = self._place()
        if place is not None:
            self._items = list(move_item(self._items, place, by))
            self._changed(min(len(self._items) - 1, max(0, place + by)))

    def _changed(self, place: int | None = None) -> None:
        """Show the items and tell what they are; the cursor goes to ``place``."""
        self._typed(tuple(self._items))
        self._show()
        if place is not None:
            view = self.query_one(LineView)
            view.cursor = next((index for index, each in enumerate(view.items) if each.key == str(place)), view.cursor)

    def _place(self) -> int | None:
        chosen = self.query_one(LineView).chosen
        place = int(chosen.key) if chosen and chosen.key else len(self._items)
        return place if place < len(self._items) else None

    def _show(self) -> None:
        lines = [
            Item(
                (Span(clean(words_of_item(self._field, each.tree, self._ground)) or "–"),),
                label=f"{place + 1}",
                key=str(place),
            )
            for place, each in enumerate(self._items)
        ]
        total = total_of(self._field, [each.tree for each in self._items], self.language)
        if total:
            lines.append(text_item(self.language.gettext("Total: {total}").format(total=total), Tone.STRONG))
        new = self.language.gettext("(Enter or n to add)")
        lines.append(Item((Span(new, Tone.MUTED),), label="+", key=str(len(self._items))))
        about = self.language.choose(self._field.about) if self._field.about else ""
        head = [text_item(clean(about), Tone.MUTED), text_item("")] if about else []
        self.query_one(LineView).show([*head, *lines])
        self.refresh_header()
