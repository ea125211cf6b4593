"""Saved views: ours, the book's and a person's own; what means nothing in one is a problem that hides no other."""

import pytest
from cartera.records.query.groups import group_records
from cartera.records.query.select import facts_at, select_by
from cartera.records.views.flaws import FlawedView, check_view, flaws_of
from cartera.records.views.group_title import title_of_group
from cartera.records.views.saved import (
    NoSuchView,
    Origin,
    SavedView,
    find_view,
    kept_views,
    own_views,
    private_views,
    tree_of_view,
    view_of_tree,
    views_of,
)
from cartera.schema.language import ENGLISH, SPANISH

VIEW = """
    title: {title}
    types: [client]
    query: {query}
    """


@pytest.fixture
def book(make_book):
    return make_book({"views/mine.yaml": VIEW.format(title="Mine", query="is:customer")})


@pytest.mark.parametrize("name", sorted(own_views()))
@pytest.mark.parametrize("language", [ENGLISH, SPANISH])
def test_each_view_of_ours_means_something_in_both_languages(book, clock, name, language):
    facts = facts_at(book.snapshot(), clock(), "ana", language)
    view = own_views()[name]
    assert list(flaws_of(view, facts)) == []
    assert view.title(language)
    records = select_by(facts, view.query, types=view.types, order=view.order)
    if view.group:
        group_records(records, view.group, facts)


def test_each_view_of_ours_has_a_title_in_both_languages():
    assert all(set(each.titles) == {"en", "es"} for each in own_views().values())


def test_my_development_holds_only_what_is_mine(make_book, clock):
    front = "---\nkind: self\nstatus: planned\nperiod: 2026-Q3\ntitle: Self\nsubject: {who}\n---\n"
    target = "---\ntitle: Quota\nmetric: K1\nscope: user\nwho: {who}\nperiod: 2026-Q3\nvalue: 10 EUR\n---\n"
    files = {f"people/{who}/user.md": f"---\ntitle: {who}\n---\n" for who in ("ana", "marc")}
    files |= {f"people/{who}/reviews/2026-07-01-self-{who}.md": front.format(who=who) for who in ("ana", "marc")}
    files |= {f"targets/quota-{who}.md": target.format(who=who) for who in ("ana", "marc")}
    view = own_views()["development"]
    facts = facts_at(make_book(files).snapshot(), clock(), "ana", SPANISH)
    found = {each.id for each in select_by(facts, view.query, types=view.types)}
    assert found == {"people/ana/reviews/2026-07-01-self-ana", "targets/quota-ana"}


def test_a_group_of_days_says_the_day_of_the_week(make_book, clock):
    task = "---\ntitle: Call\nassignee: ana\nstatus: open\ndue: 2026-07-24\n---\n"
    facts = facts_at(make_book({"clients/acme/tasks/call-a1b2.md": task}).snapshot(), clock(), "ana", SPANISH)
    (group,) = group_records(select_by(facts, "", types=["task"]), "due", facts)
    assert title_of_group(facts.snapshot, group, SPANISH, facts.snapshot.config.zone) == "vie 24/07/2026"


def test_a_file_in_views_is_a_view_of_the_book(book):
    found = find_view(views_of(book.snapshot(), {}), "mine")
    assert (found.origin, found.types, found.query) == (Origin.BOOK, ("client",), "is:customer")
    assert book.snapshot().problems == ()


def test_a_view_takes_the_place_of_ours_with_its_name(make_book):
    book = make_book({"views/silent.yaml": VIEW.format(title="Quiet ones", query="days-silent>90")})
    assert find_view(views_of(book.snapshot(), {}), "silent").query == "days-silent>90"
    own = SavedView("silent", {"en": "My quiet ones"}, ("client",), "days-silent>5")
    assert find_view(views_of(book.snapshot(), {"silent": own}), "silent").query == "days-silent>5"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("types: [cliento]", "types"),
        ("types: [client]\nquery: ownr:me", "query"),
        ("types: [client]\nquery: (a", "query"),
        ("types: [client]\norder: amuont-", "order"),
        ("types: [client]\ngroup: colour", "group"),
        ("types: [client]\ncolumns: [city, colour]", "columns"),
    ],
)
def test_what_means_nothing_in_a_view_is_a_problem_and_hides_no_other(make_book, text, field):
    book = make_book(
        {
            "views/bad.yaml": f"title: Bad\n{text}\n",
            "views/good.yaml": VIEW.format(title="Good", query="tier:A"),
        }
    )
    found = [each for each in book.snapshot().problems if each.path == "views/bad.yaml"]
    assert [(each.code, each.field) for each in found] == [("bad-view", field)]
    assert find_view(views_of(book.snapshot(), {}), "good").query == "tier:A"


def test_a_broken_file_of_a_view_is_a_problem_and_hides_no_other(make_book):
    book = make_book({"views/bad.yaml": "title: [\n", "views/good.yaml": VIEW.format(title="Good", query="tier:A")})
    assert {each.path for each in book.snapshot().problems} == {"views/bad.yaml"}
    assert find_view(views_of(book.snapshot(), {}), "good")


def test_a_new_view_is_a_yaml_file_that_reads_back(book):
    view = SavedView(
        "big", {"en": "Big", "es": "Grandes"}, ("opportunity",), "amount>50k", "amount-", ("client",), "stage"
    )
    plan = book.new("view", tree_of_view(view), name="big")
    book.apply(plan)
    assert (book.root / "views/big.yaml").read_text().startswith("# yaml-language-server")
    record = book.snapshot().records["views/big"]
    read = view_of_tree("big", record.tree, Origin.PRIVATE)
    assert read == view
    assert book.snapshot().problems == ()


def test_a_view_is_found_by_its_title_in_either_language(book):
    views = views_of(book.snapshot(), {})
    assert find_view(views, "clientes en silencio").name == "silent"
    assert find_view(views, "Silent clients").name == "silent"
    with pytest.raises(NoSuchView) as raised:
        find_view(views, "silnet")
    assert "silent" in str(raised.value.hint)


def test_what_a_person_keeps_reads_back_and_nonsense_is_passed_over():
    view = SavedView("mine", {"en": "Mine", "es": "Mine"}, ("client",), "tier:A")
    assert private_views(kept_views({"mine": view})) == {"mine": view}
    assert private_views(["nonsense"]) == {}
    assert private_views({"x": 3, "y": {"types": {"a": "b"}, "title": ["z"]}})["y"].types == ("b",)


def test_a_view_with_a_flaw_is_not_saved(book, clock):
    facts = facts_at(book.snapshot(), clock())
    with pytest.raises(FlawedView):
        check_view(SavedView("x", {"en": "x"}, ("client",), "nosuch:1"), facts)


def test_a_view_that_names_too_much_keeps_nobody_waiting(make_book):
    columns = ", ".join(f"links.links.links.links.links.x{number}" for number in range(500))
    book = make_book({"views/deep.yaml": f"title: Deep\ntypes: [client, task]\ncolumns: [{columns}]\n"})
    codes = [each.code for each in book.snapshot().problems if each.path == "views/deep.yaml"]
    assert codes.count("bad-view") <= 40
    assert "bad-value" in codes or "too-many" in " ".join(codes)
