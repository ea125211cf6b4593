"""The index: an incremental snapshot equals a rebuilt one, and the cache changes nothing but time."""

import os
import shutil
from contextlib import closing

import pytest
from cartera.records.book import Book
from cartera.records.index.refresh import compare_snapshots
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NAMES = ("acme", "beta", "gama")
TITLES = ("Uno", "Dos", "acme")
LINKS = ("x-1111", "y-2222", "acme/x-1111", "nadie", "acme", "viejo")


def client(title, parent):
    return (
        f'---\ntitle: {title}\nkind: company\nindustry: technology\ncountry: "ES"\ntz: Europe/Madrid\nlang: "es"\n'
        f"currency: EUR\nlifecycle: lead\nsource: web\nfirst_contact_at: 2026-05-04\n"
        + (f"parent: {parent}\n" if parent else "")
        + "---\n"
    )


def task(title, about, alias):
    aliases = f"aliases: [{alias}]\n" if alias else ""
    return f"---\ntitle: {title}\nassignee: ana\nstatus: open\nimportance: 2\nabout: {about}\n{aliases}---\n"


writes = st.one_of(
    st.tuples(
        st.sampled_from([f"clients/{name}/client.md" for name in NAMES]),
        st.builds(client, st.sampled_from(TITLES), st.sampled_from(("", *NAMES))),
    ),
    st.tuples(
        st.sampled_from([f"clients/{name}/tasks/{task}.md" for name in NAMES for task in ("x-1111", "y-2222")]),
        st.builds(task, st.sampled_from(TITLES), st.sampled_from(LINKS), st.sampled_from(("", "viejo"))),
    ),
    st.tuples(st.just("clients/acme/tasks/x-1111.yaml"), st.just("title: doble\n")),
    st.tuples(
        st.just("clients/acme/tasks/rota.md"), st.sampled_from(("---\na: 1\na: 2\n---\n", "---\ntitle: sana\n---\n"))
    ),
    st.tuples(st.sampled_from([f"clients/{name}/client.md" for name in NAMES]), st.none()),
    st.tuples(st.sampled_from([f"clients/{name}/tasks/x-1111.md" for name in NAMES]), st.none()),
)


def shown(snapshot):
    """Return everything a front end could see of a snapshot."""
    return (
        list(snapshot.records.items()),
        {name: list(snapshot.of_type(name)) for name in snapshot.schema.types},
        {name: list(snapshot.of_client(name)) for name in NAMES},
        {each.id: [back.id for back in snapshot.backlinks(each.id)] for each in snapshot},
        sorted((each.path, each.code, str(each.message), each.field or "") for each in snapshot.problems),
        sorted(snapshot.broken),
    )


any_steps = given(
    steps=st.lists(st.lists(writes, min_size=1, max_size=4), min_size=1, max_size=6), narrow=st.booleans()
)
again_and_again = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(again_and_again, max_examples=15)
@any_steps
def test_an_incremental_snapshot_equals_a_rebuilt_one(make_book, tmp_path, clock, steps, narrow):
    step_and_compare(make_book, tmp_path, clock, steps, narrow)


@pytest.mark.exhaustive
@settings(again_and_again, max_examples=300)
@any_steps
def test_an_incremental_snapshot_equals_a_rebuilt_one_whatever_the_steps(make_book, tmp_path, clock, steps, narrow):
    step_and_compare(make_book, tmp_path, clock, steps, narrow)


def step_and_compare(make_book, tmp_path, clock, steps, narrow):
    root = tmp_path / "book"
    shutil.rmtree(root, ignore_errors=True)
    book = make_book({"people/ana/user.md": "---\ntitle: Ana\nrole: ae\ntz: Europe/Madrid\n---\n"})
    first = book.snapshot()
    _ = first.problems
    for step in steps:
        for path, text in step:
            target = root / path
            if text is None:
                target.unlink(missing_ok=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text)
        before = book.snapshot()
        change = book.refresh({path for path, _ in step} if narrow else None)
        after = book.snapshot()
        assert change.touched == {
            each for each in {*before.records, *after.records} if before.records.get(each) != after.records.get(each)
        }
    assert book.snapshot().touched_since(first) is not None
    with closing(Book(root, clock)) as rebuilt:
        assert shown(book.snapshot()) == shown(rebuilt.snapshot())
        assert rebuilt.snapshot().touched_since(first) is None
        assert compare_snapshots(first, book.snapshot()) == compare_snapshots(first, rebuilt.snapshot())
    book.close()


FILES = {
    "clients/acme/client.md": client("Acme", ""),
    "clients/acme/tasks/x-1111.md": task("Uno", "acme", ""),
    "clients/acme/tasks/rota.md": "---\na: 1\na: 2\n---\n",
}


def age(root):
    """Let every file be older than the clock's tick, as files usually are."""
    for path in root.rglob("*.md"):
        os.utime(path, ns=(1_700_000_000_000_000_000,) * 2)


def test_the_cache_gives_the_same_snapshot(make_book, tmp_path, clock):
    cache = tmp_path / "cache"
    book = make_book(FILES, cache=cache)
    age(book.root)
    fresh = shown(book.snapshot())
    (cached_file,) = cache.glob("*.index")
    with closing(Book(book.root, clock, cache=cache)) as again:
        assert shown(again.snapshot()) == fresh
    cached_file.write_bytes(cached_file.read_bytes()[:-7])
    with closing(Book(book.root, clock, cache=cache)) as again:
        assert shown(again.snapshot()) == fresh
    cached_file.write_bytes(b"rubbish")
    with closing(Book(book.root, clock, cache=cache)) as again:
        assert shown(again.snapshot()) == fresh


def test_a_file_changed_since_is_read_again(make_book, tmp_path, clock):
    cache = tmp_path / "cache"
    book = make_book(FILES, cache=cache)
    age(book.root)
    book.snapshot()
    path = book.root / "clients/acme/tasks/x-1111.md"
    path.write_text(path.read_text().replace("Uno", "Two"))
    with closing(Book(book.root, clock, cache=cache)) as again:
        assert again.find("x-1111").title == "Two"
    with closing(Book(book.root, clock, cache=cache)) as third:
        assert third.find("x-1111").title == "Two"


def test_a_file_written_twice_within_the_clocks_tick_is_not_believed(make_book, tmp_path, clock):
    cache = tmp_path / "cache"
    book = make_book(FILES, cache=cache)
    path = book.root / "clients/acme/tasks/x-1111.md"
    path.write_text(path.read_text())
    book.snapshot()
    before = path.stat()
    path.write_text(path.read_text().replace("Uno", "Two"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with closing(Book(book.root, clock, cache=cache)) as again:
        assert again.find("x-1111").title == "Two"


def test_a_cache_that_cannot_be_written_is_no_loss(make_book, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    book = make_book(FILES, cache=blocked)
    assert len(book.snapshot().records) == 2


def test_a_changed_schema_reads_everything_again(make_book):
    book = make_book(FILES)
    assert "unknown-field" not in {each.code for each in book.snapshot().problems}
    (book.root / "schema").mkdir()
    (book.root / "schema" / "task.yaml").write_text(
        "extends: task\nfields:\n  floor:\n    kind: int\n    label: {en: Floor, es: Planta}\n    required: true\n"
    )
    assert book.refresh().schema_changed
    missing = [each for each in book.snapshot().problems if each.field == "floor"]
    assert [each.path for each in missing] == ["clients/acme/tasks/x-1111.md"]


@pytest.mark.parametrize("text", ["extends: nada\n", "fields: [1]\n", "a: 1\na: 2\n"])
def test_a_mistake_in_the_books_schema_leaves_ours_in_force(make_book, text):
    book = make_book({**FILES, "schema/task.yaml": text})
    problem = book.snapshot().problems[-1]
    assert problem.path == "schema/task.yaml"
    assert len(book.snapshot().of_type("task")) == 1
