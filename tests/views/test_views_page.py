"""The view that docs/views.md shows is a sound one."""

from pathlib import Path

from cartera.records.query.select import facts_at
from cartera.records.views.flaws import flaws_of
from cartera.records.views.saved import Origin, view_of_tree

PAGE = Path(__file__).parents[2] / "docs" / "views.md"


def test_the_view_of_the_page_means_something(make_book, clock):
    text = PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    book = make_book({"views/big-and-quiet.yaml": text})
    assert book.snapshot().problems == ()
    view = view_of_tree("big-and-quiet", book.snapshot().records["views/big-and-quiet"].tree, Origin.BOOK)
    assert list(flaws_of(view, facts_at(book.snapshot(), clock()))) == []
    assert view.titles == {"en": "Big and quiet", "es": "Grandes y en silencio"}
