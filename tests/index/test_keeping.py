"""What the cache keeps, looked at again after anything may have happened, is what a first look would find."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from threading import Event

import pytest
from cartera.records.book import Book
from cartera.records.index.shelf import Shelf, Shelves
from cartera.records.index.workers import run_jobs
from cartera.schema.record import Record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PERSON = "---\ntitle: Ana\nrole: ae\ntz: Europe/Madrid\n---\n"


def client(title, industry="technology"):
    return f"---\ntitle: {title}\nkind: company\nindustry: {industry}\nowner: ana\n---\n"


def task(title):
    return f"---\ntitle: {title}\nassignee: ana\nstatus: open\nimportance: 2\nabout: acme\n---\nTexto.\n"


FILES = {
    "people/ana/user.md": PERSON,
    "clients/acme/client.md": client("Acme"),
    "clients/acme/tasks/uno-1111.md": task("Uno"),
    "clients/acme/tasks/dos-2222.md": task("Dos") + "Un texto más largo, que se lee cuando alguien lo pide. " * 4,
    "clients/beta/client.md": client("Beta", "health"),
    "clients/beta/tasks/uno-1111.md": task("Otro"),
    "tasks/suelta-5555.md": task("Suelta"),
}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def age(root):
    """Let every file and folder be older than the clock's tick, as they usually are; folders keep fine times."""
    for place, _, names in os.walk(root):
        if "/.git" not in place:
            for each in (place, *(f"{place}/{name}" for name in names)):
                os.utime(each, ns=(1_700_000_000_123_456_789,) * 2, follow_symlinks=False)


happenings = st.one_of(
    st.builds(
        lambda path, text: lambda root: write(root / path, text),
        st.sampled_from(
            [*FILES, "clients/gama/client.md", "clients/acme/tasks/tres-3333.md", "clients/acme/cosas/a.md"]
        ),
        st.sampled_from([task("Nueva"), client("Nuevo"), client("Nuevo", "health"), "---\na: 1\na: 2\n---\n", ""]),
    ),
    st.builds(lambda path: lambda root: (root / path).unlink(missing_ok=True), st.sampled_from(list(FILES))),
    st.just(lambda root: shutil.rmtree(root / "clients/beta", ignore_errors=True)),
    st.just(lambda root: shutil.rmtree(root / "clients/acme/tasks", ignore_errors=True)),
    st.just(lambda root: _move(root / "clients/acme", root / "clients/delta")),
    st.just(lambda root: _move(root / "clients/acme/tasks", root / "clients/beta/tasks")),
    st.just(lambda root: _link(root / "clients/lejos", root / "clients/acme")),
    st.just(lambda root: _link(root / "clients/acme/tasks/enlace-4444.md", root / "people/ana/user.md")),
    st.just(lambda root: (root / "clients/beta/.git").mkdir(parents=True, exist_ok=True)),
    st.just(lambda root: write(root / "clients/acme/tasks/uno-1111.yaml", "title: doble\n")),
)


def _move(source, target):
    with suppress(OSError):
        source.rename(target)


def _link(place, target):
    with suppress(OSError):
        place.symlink_to(target)


anything = given(
    rounds=st.lists(st.lists(happenings, min_size=1, max_size=3), min_size=1, max_size=4), aged=st.booleans()
)
again_and_again = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(again_and_again, max_examples=10)
@anything
def test_what_was_kept_is_brought_up_to_what_a_first_look_finds(make_book, tmp_path, clock, shown, rounds, aged):
    keep_and_look(make_book, tmp_path, clock, shown, rounds, aged)


@pytest.mark.exhaustive
@settings(again_and_again, max_examples=200)
@anything
def test_whatever_happened_is_what_a_first_look_finds(make_book, tmp_path, clock, shown, rounds, aged):
    keep_and_look(make_book, tmp_path, clock, shown, rounds, aged)


def keep_and_look(make_book, tmp_path, clock, shown, rounds, aged):
    root, cache = tmp_path / "book", tmp_path / "cache"
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(cache, ignore_errors=True)
    make_book(FILES).close()
    if aged:
        age(root)
    with closing(Book(root, clock, cache=cache)) as lasting:
        lasting.snapshot()
        for happened in rounds:
            for happen in happened:
                happen(root)
            with closing(Book(root, clock)) as first_look:
                expected = shown(first_look.snapshot())
                holdings = of_each_client(first_look.snapshot())
            with closing(Book(root, clock, cache=cache)) as kept:
                assert of_each_client(kept.snapshot()) == holdings
                assert shown(kept.snapshot()) == expected
            lasting.refresh()
            assert shown(lasting.snapshot()) == expected


def of_each_client(snapshot):
    """Return what each client has, asked client by client before anything else is."""
    return {
        (slug, name): list(snapshot.of_client_and_type(slug, name))
        for slug in ("acme", "beta", "gama", "delta", "nobody")
        for name in snapshot.schema.types
    }


def test_what_a_client_has_is_found_in_whichever_slices_it_lies(make_book, tmp_path, clock, shown, monkeypatch):
    monkeypatch.setattr("cartera.records.index.rows.SLICE", 2)
    cache = tmp_path / "cache"
    files = FILES | {
        f"clients/{slug}/tasks/t{n}-123{n}.md": task(f"Tarea {n}") for slug in ("acme", "beta") for n in range(5)
    }
    book = make_book(files, cache=cache)
    age(book.root)
    expected, holdings = shown(book.snapshot()), of_each_client(book.snapshot())
    for _ in range(2):
        with closing(Book(book.root, clock, cache=cache)) as again:
            found = of_each_client(again.snapshot())
            assert found == holdings
            assert shown(again.snapshot()) == expected
            assert all(again.snapshot().records[each.id] is each for each in found["acme", "task"])


def test_who_asks_for_a_shelf_that_another_thread_is_making_waits_for_it():
    begun, may_end = Event(), Event()

    def make():
        begun.set()
        may_end.wait()
        return Shelf({"tasks/a": Record("tasks/a.md", "task", {}, "", "")})

    shelves = Shelves({"task": make})
    with ThreadPoolExecutor() as threads:
        first = threads.submit(lambda: shelves["task"])
        begun.wait()
        second = threads.submit(lambda: shelves["task"])
        may_end.set()
        assert first.result() is second.result()
        assert list(second.result().records) == ["tasks/a"]


def test_a_part_that_the_disk_damaged_is_read_from_the_files(make_book, tmp_path, clock, shown):
    cache = tmp_path / "cache"
    book = make_book(FILES, cache=cache)
    age(book.root)
    expected = shown(book.snapshot())
    with closing(Book(book.root, clock, cache=cache)) as again:
        again.snapshot()
    (kept,) = cache.glob("*.index")
    whole = kept.read_bytes()
    for place in range(60, len(whole), 97):
        kept.write_bytes(whole[:place] + bytes(40) + whole[place + 40 :])
        with closing(Book(book.root, clock, cache=cache)) as again:
            assert sorted(again.snapshot().records) == sorted(FILES_IDS)
        kept.write_bytes(whole[:place])
        with closing(Book(book.root, clock, cache=cache)) as again:
            assert shown(again.snapshot()) == expected


FILES_IDS = [path.rpartition(".")[0] for path in FILES]


def test_two_programs_on_one_cache_do_not_mislead_each_other(make_book, tmp_path, clock, shown):
    cache = tmp_path / "cache"
    make_book(FILES).close()
    root = tmp_path / "book"
    age(root)
    with closing(Book(root, clock, cache=cache)) as one, closing(Book(root, clock, cache=cache)) as other:
        for book in (one, other):
            book.snapshot()
        for number in range(6):
            (root / "clients/acme/tasks/uno-1111.md").write_text(task(f"Uno {number}"))
            (one, other)[number % 2].refresh()
            (root / "clients/beta/tasks/uno-1111.md").write_text(task(f"Otro {number}"))
            (other, one)[number % 2].refresh()
            with closing(Book(root, clock)) as first_look, closing(Book(root, clock, cache=cache)) as kept:
                assert shown(kept.snapshot()) == shown(first_look.snapshot())


def test_a_folder_whose_disk_keeps_whole_seconds_is_always_listed(make_book, tmp_path, clock):
    cache = tmp_path / "cache"
    book = make_book(FILES, cache=cache)
    age(book.root)
    folder = book.root / "clients/acme/tasks"
    os.utime(folder, (1_700_000_000, 1_700_000_000))
    book.snapshot()
    (folder / "tres-3333.md").write_text(task("Tres"))
    os.utime(folder, (1_700_000_000, 1_700_000_000))
    with closing(Book(book.root, clock, cache=cache)) as again:
        assert again.find("tres-3333").title == "Tres"


def test_only_the_types_that_are_asked_for_are_unpacked(make_book, tmp_path, clock):
    cache = tmp_path / "cache"
    book = make_book(FILES, cache=cache)
    age(book.root)
    book.snapshot()
    with closing(Book(book.root, clock, cache=cache)) as again:
        assert [each.title for each in again.snapshot().of_type("client")] == ["Acme", "Beta"]
        assert "records" not in vars(again.snapshot())


COPIES = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from cartera.records.book import Book
from cartera.records.index import cold, freshness, workers

copies = sys.argv[3] == "copies"
cold.WORTH_SHARING = freshness.WORTH_SHARING = 1 if copies else 10**9
cold.count_workers = freshness.count_workers = lambda: 3 if copies else 1
book = Book(Path(sys.argv[1]), lambda: datetime(2026, 7, 20, tzinfo=UTC), cache=Path(sys.argv[2]))
for record in book.snapshot():
    print(record)
for problem in book.snapshot().problems:
    print(problem.path, problem.code, problem.message)
"""


def test_copies_of_the_process_find_what_one_alone_finds(make_book, tmp_path):
    more = {f"clients/c{number:02}/client.md": client(f"C {number}") for number in range(7)}
    broken = {
        "clients/c03/tasks/rota.md": "---\na: 1\na: 2\n---\n",
        "clients/c05/opportunities/a.md": "---\nx: 1\n---\n",
    }
    make_book({**FILES, **more, **broken}).close()
    root = tmp_path / "book"
    (root / "clients/lejos").symlink_to(root / "clients/acme")
    age(root)

    def run(how):
        words = [sys.executable, "-c", COPIES, str(root), str(tmp_path / f"cache-{how}"), how]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    first = run("alone")
    assert "clients/c06/client.md" in first
    assert run("copies") == first
    (root / "clients/c04/client.md").write_text(client("Cambiado", "health"))
    (root / "clients/c02/tasks").mkdir()
    (root / "clients/c02/tasks/nueva-7777.md").write_text(task("Nueva"))
    later = run("alone")
    assert "Cambiado" in later
    assert "Nueva" in later
    assert run("copies") == later


JOBS = """
import os, sys
from cartera.records.index.workers import run_jobs
here = os.getpid()

def weak():
    if os.getpid() != here:
        raise SystemExit(3)
    return b"done here"

print(run_jobs([lambda: b"a" * 300_000, weak, lambda: b"c"])[1:], flush=True)
"""


def test_a_job_whose_copy_fails_is_done_in_this_process():
    done = subprocess.run([sys.executable, "-c", JOBS], capture_output=True, text=True, check=True)
    assert done.stdout == "[b'done here', b'c']\n"


def test_no_jobs_give_no_answers():
    assert run_jobs([]) == []
