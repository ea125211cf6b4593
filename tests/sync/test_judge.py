"""The judge of the converging run: what it calls a loss, and what it does not hold against a merge."""

import subprocess

import pytest
from cartera.bench.converge.judging import judge_history
from cartera.bench.converge.oracle.promises import WAITED, Promise, find_broken
from cartera.bench.converge.oracle.walking import MERGED

CLIENT = "clients/acme/client.md"
TASK = "clients/acme/tasks/call.md"
ENTRY = "conflicts:\n  - {{id: abc, field: city, kept: {kept}, other: {other}}}\n"


def client(city="", body="", conflicts=""):
    line = f"city: {city}\n" if city else ""
    return f"---\ntitle: Acme\n{line}ext:\n  uid: acme\n{conflicts}---\n{body}"


def task(title="Call", conflicts=""):
    return f"---\ntitle: {title}\next:\n  uid: call\n{conflicts}---\n"


class History:
    """Commits told one after the other, each with all its files, and judged together."""

    def __init__(self, folder):
        self._folder = folder
        self._stream = []
        self._count = 0

    def commit(self, files, *parents, merge=False):
        """Tell one commit and return its mark; ``merge``: the program made it."""
        self._count += 1
        lines = ["commit refs/heads/main", f"mark :{self._count}", "committer Ana <ana@example.com> 0 +0000"]
        lines += self._data(f"Edit\n\n{MERGED}x\n" if merge else "Edit\n")
        lines += [f"{'merge' if number else 'from'} :{parent}" for number, parent in enumerate(parents)]
        lines.append("deleteall")
        for path, text in files.items():
            lines += [f"M 100644 inline {path}", *self._data(text)]
        self._stream += lines
        return self._count

    def judge(self):
        """Return the kinds of faults of the whole history."""
        return {each.fault.kind for each in self._walk().faults}

    def find_broken(self, *promises):
        """Return which promises the history does not keep."""
        return list(find_broken(promises, self._walk().written))

    def _walk(self):
        subprocess.run(["git", "init", "-q", "-b", "main", str(self._folder)], check=True)
        told = "\n".join([*self._stream, "done", ""])
        command = ["git", "-C", str(self._folder), "fast-import", "--quiet", "--force", "--done"]
        subprocess.run(command, input=told.encode(), check=True)
        return judge_history(self._folder)

    @staticmethod
    def _data(text):
        return [f"data {len(text.encode())}", text]


@pytest.fixture
def history(tmp_path):
    return History(tmp_path)


def merge_two_cities(history, merged):
    start = history.commit({CLIENT: client()})
    ours = history.commit({CLIENT: client("Vigo")}, start)
    theirs = history.commit({CLIENT: client("Lugo")}, start)
    history.commit({CLIENT: merged}, ours, theirs, merge=True)
    return history.judge()


def test_of_two_values_one_may_stand_when_the_other_is_in_a_conflict(history):
    assert merge_two_cities(history, client("Vigo", conflicts=ENTRY.format(kept="Vigo", other="Lugo"))) == set()


def test_of_two_values_none_may_go_silently(history):
    assert "lost" in merge_two_cities(history, client("Vigo"))


def test_a_value_nobody_wrote_is_told(history):
    assert "lost" in merge_two_cities(history, client("Soria"))


def test_who_wrote_over_what_stands_again_has_no_dispute(history):
    start = history.commit({CLIENT: client()})
    ours = history.commit({CLIENT: client()}, history.commit({CLIENT: client("Vigo")}, start))
    theirs = history.commit({CLIENT: client("Lugo")}, start)
    history.commit({CLIENT: client("Lugo")}, ours, theirs, merge=True)
    assert history.judge() == set()


def test_what_was_put_back_does_not_win_over_what_was_written(history):
    start = history.commit({CLIENT: client()})
    ours = history.commit({CLIENT: client()}, history.commit({CLIENT: client("Vigo")}, start))
    theirs = history.commit({CLIENT: client("Lugo")}, start)
    history.commit({CLIENT: client()}, ours, theirs, merge=True)
    assert "lost" in history.judge()


def test_a_conflict_that_one_settled_may_not_come_back(history):
    entry = ENTRY.format(kept="Vigo", other="Lugo")
    start = history.commit({CLIENT: client()})
    ours = history.commit({CLIENT: client("Vigo")}, start)
    theirs = history.commit({CLIENT: client("Lugo")}, start)
    met = history.commit({CLIENT: client("Vigo", conflicts=entry)}, ours, theirs, merge=True)
    settled = history.commit({CLIENT: client("Lugo")}, met)
    noted = history.commit({CLIENT: client("Vigo", "note is new\n", entry)}, met)
    history.commit({CLIENT: client("Lugo", "note is new\n", entry)}, settled, noted, merge=True)
    assert "settled conflict came back" in history.judge()


LOST = 'conflicts:\n  - {id: abc, kind: lost, field: body, kept: "", other: "note is new\\n"}\n'


def test_of_two_who_settle_a_lost_paragraph_the_one_who_brings_it_back_decides(history):
    start = history.commit({CLIENT: client(body="note is new\n")})
    lost = history.commit({CLIENT: client(conflicts=LOST)}, start)
    kept = history.commit({CLIENT: client()}, lost)
    brought = history.commit({CLIENT: client(body="note is new\n")}, lost)
    history.commit({CLIENT: client(body="note is new\n")}, kept, brought, merge=True)
    assert history.judge() == set()


@pytest.mark.parametrize(("merged", "is_right"), [("new", True), ("old", False)])
def test_of_two_who_settle_a_lost_edit_the_one_who_wants_it_back_decides(history, merged, is_right):
    entry = LOST.replace('""', '"note is old\\n"')
    start = history.commit({CLIENT: client(body="note is old\n")})
    sides = [
        history.commit({CLIENT: client(*each)}, start) for each in (("", "note is new\n"), ("Lugo", "note is old\n"))
    ]
    by_hand = history.commit({CLIENT: client("Lugo", "note is old\n", entry)}, *sides)
    left, back = (history.commit({CLIENT: client("Lugo", f"note is {each}\n")}, by_hand) for each in ("old", "new"))
    history.commit({CLIENT: client("Lugo", f"note is {merged}\n")}, left, back, merge=True)
    assert (history.judge() == set()) is is_right


def test_a_lost_paragraph_that_somebody_left_out_may_not_come_back_by_itself(history):
    start = history.commit({CLIENT: client(body="note is new\n")})
    lost = history.commit({CLIENT: client(conflicts=LOST)}, start)
    kept = history.commit({CLIENT: client()}, lost)
    other = history.commit({CLIENT: client("Vigo", conflicts=LOST)}, lost)
    history.commit({CLIENT: client("Vigo", "note is new\n")}, kept, other, merge=True)
    assert history.judge()


def test_a_merge_may_ask_once_too_often_about_a_conflict_that_a_foreign_merge_let_fall(history):
    start = history.commit({CLIENT: client("Vigo")})
    one = history.commit({CLIENT: client("Lugo")}, start)
    other = history.commit({CLIENT: client("Jaca")}, start)
    asked = ENTRY.format(kept="Lugo", other="Jaca")
    merge = history.commit({CLIENT: client("Lugo", conflicts=asked)}, one, other, merge=True)
    written = history.commit({CLIENT: client("Soria", conflicts=asked)}, merge)
    stranger = history.commit({CLIENT: client("Vigo"), TASK: task()}, start)
    foreign = history.commit({CLIENT: client("Lugo"), TASK: task()}, merge, stranger)
    again = ENTRY.format(kept="Soria", other="Lugo").replace("abc", "def")
    history.commit({CLIENT: client("Soria", conflicts=again), TASK: task()}, foreign, written, merge=True)
    assert history.judge() == set()


@pytest.mark.parametrize(
    ("left", "faults"),
    [
        ({TASK: task("Ring")}, {"deletion not told"}),
        ({}, {"record lost"}),
        ({TASK: task("Ring", "conflicts:\n  - {id: abc, kind: deleted, base: x}\n")}, set()),
    ],
)
def test_an_edit_beats_a_deletion_and_says_so(history, left, faults):
    start = history.commit({CLIENT: client(), TASK: task()})
    deleted = history.commit({CLIENT: client()}, start)
    edited = history.commit({CLIENT: client(), TASK: task("Ring")}, start)
    history.commit({CLIENT: client(), **left}, deleted, edited, merge=True)
    assert {each.removesuffix(", in the end") for each in history.judge()} == faults


@pytest.mark.parametrize(("left", "faults"), [(task(), set()), (task("Ring"), {"record lost"})])
def test_who_takes_back_all_they_wrote_has_nothing_in_a_record_that_is_deleted(history, left, faults):
    start = history.commit({CLIENT: client(), TASK: task()})
    deleted = history.commit({CLIENT: client()}, start)
    edited = history.commit(
        {CLIENT: client(), TASK: left}, history.commit({CLIENT: client(), TASK: task("Tell")}, start)
    )
    history.commit({CLIENT: client()}, edited, deleted, merge=True)
    assert {each.removesuffix(", in the end") for each in history.judge()} == faults


def test_two_who_wrote_the_same_into_a_record_have_taken_nothing_back(history):
    start = history.commit({CLIENT: client(), TASK: task()})
    deleted = history.commit({CLIENT: client()}, start)
    sides = [history.commit({CLIENT: client(), TASK: task("Ring")}, start) for _ in range(2)]
    met = history.commit({CLIENT: client(), TASK: task("Ring")}, *sides, merge=True)
    history.commit({CLIENT: client()}, met, deleted, merge=True)
    assert "record lost" in history.judge()


def test_who_makes_a_record_again_takes_back_what_it_was(history):
    start = history.commit({CLIENT: client(), TASK: task() + "old is here\n"})
    deleted = history.commit({CLIENT: client()}, start)
    again = history.commit({CLIENT: client(), TASK: task()}, deleted)
    other = history.commit({CLIENT: client("Lugo")}, deleted)
    history.commit({CLIENT: client("Lugo"), TASK: task()}, again, other, merge=True)
    assert history.judge() == set()


def test_a_paragraph_that_stands_twice_is_told(history):
    start = history.commit({CLIENT: client()})
    ours = history.commit({CLIENT: client(body="north is new\n")}, start)
    theirs = history.commit({CLIENT: client("Lugo")}, start)
    history.commit({CLIENT: client("Lugo", "north is new\n\nnorth is new\n")}, ours, theirs, merge=True)
    assert "stands twice" in history.judge()


OTHER = "clients/beta/client.md"
BETA = client().replace("Acme", "Beta").replace("acme", "beta")
MOVED = "clients/beta/tasks/call.md"


@pytest.mark.parametrize(
    ("moved", "faults"),
    [
        (task(), set()),
        (task().replace("ext:", "aliases: [call]\next:"), {"deletion not told"}),
    ],
)
def test_who_deletes_a_file_deletes_none_that_somebody_moved_to_another_client_without_a_trace(history, moved, faults):
    start = history.commit({CLIENT: client(), OTHER: BETA, TASK: task()})
    deleted = history.commit({CLIENT: client(), OTHER: BETA}, start)
    put = history.commit({CLIENT: client(), OTHER: BETA, MOVED: moved}, start)
    history.commit({CLIENT: client(), OTHER: BETA, MOVED: moved}, deleted, put, merge=True)
    assert {each.removesuffix(", in the end") for each in history.judge()} == faults


def test_a_deletion_by_who_knew_of_the_move_is_told(history):
    start = history.commit({CLIENT: client(), OTHER: BETA, TASK: task()})
    put = history.commit({CLIENT: client(), OTHER: BETA, MOVED: task()}, start)
    deleted = history.commit({CLIENT: client(), OTHER: BETA}, put)
    edited = history.commit({CLIENT: client(), OTHER: BETA, MOVED: task("Ring")}, put)
    history.commit({CLIENT: client(), OTHER: BETA, MOVED: task("Ring")}, deleted, edited, merge=True)
    assert "deletion not told" in history.judge()


def test_a_move_between_two_folders_of_one_client_is_found_where_it_was_promised(history):
    halves = {CLIENT: client(), "clients/a/client.md": client()}
    start = history.commit({**halves, TASK: task()})
    history.commit({**halves, "clients/a/tasks/call.md": task()}, start)
    assert history.find_broken(Promise("Ana", "move", "call", "@home", "", WAITED)) == []


@pytest.mark.parametrize(("title", "faults"), [("Ring", set()), ("Tell", {"record lost"})])
def test_who_merges_by_hand_and_takes_the_others_file_has_nothing_in_a_record_that_is_deleted(history, title, faults):
    start = history.commit({CLIENT: client(), TASK: task()})
    ring, tell = (history.commit({CLIENT: client(), TASK: task(each)}, start) for each in ("Ring", "Tell"))
    deleted = history.commit({CLIENT: client()}, ring)
    by_hand = history.commit({CLIENT: client(), TASK: task(title)}, tell, ring)
    history.commit({CLIENT: client()}, by_hand, deleted, merge=True)
    assert {each.removesuffix(", in the end") for each in history.judge()} == faults


@pytest.mark.parametrize(("field", "faults"), [("lines", set()), ("city", {"no conflict"})])
def test_a_part_of_a_list_that_is_in_dispute_as_a_whole_may_be_asked_about_again(history, field, faults):
    def offer(text, *asked):
        entries = "".join(f"  - {{id: {each}, field: {place}, kept: x, other: y}}\n" for each, place in asked)
        lines = f"lines:\n  - {{key: k1, text: {text}}}\next:"
        return client(conflicts=f"conflicts:\n{entries}" if asked else "").replace("ext:", lines)

    start = history.commit({CLIENT: offer("a", ("abc", field))})
    one = history.commit({CLIENT: offer("b", ("abc", field))}, history.commit({CLIENT: offer("c")}, start))
    other = history.commit({CLIENT: offer("a", ("abc", field)) + "noted\n"}, start)
    asked = ("def", "lines.k1.text")
    told = offer("b", ("abc", field), asked).replace("x, other: y}\n---", "b, other: c}\n---") + "noted\n"
    history.commit({CLIENT: told}, one, other, merge=True)
    assert history.judge() == faults


@pytest.mark.parametrize("is_named", [False, True])
def test_a_record_stays_where_it_is_while_a_foreign_merge_keeps_the_new_name_of_its_client_from_the_merge(
    history, is_named
):
    home = "clients/acme-sa"
    named, unnamed = client("Lugo").replace("---\n", "---\naliases: [acme]\n", 1), client("Lugo")
    start = history.commit({CLIENT: client()})
    renamed = history.commit({f"{home}/client.md": named.replace("city: Lugo\n", "")}, start)
    edited = history.commit({CLIENT: client("Lugo")}, start)
    merged = {f"{home}/client.md": named if is_named else unnamed}
    foreign = history.commit(merged, renamed, edited)
    visit = history.commit({CLIENT: client(), TASK: task()}, start)
    history.commit({**merged, TASK: task()}, foreign, visit, merge=True)
    assert ("lost" in history.judge()) == is_named


def test_what_a_person_made_stand_twice_is_no_fault_of_the_merge_after_it(history):
    start = history.commit({CLIENT: client()})
    ours = history.commit({CLIENT: client(body="north is new\n\nnorth is newer\n")}, start)
    theirs = history.commit({CLIENT: client("Lugo")}, start)
    history.commit({CLIENT: client("Lugo", "north is new\n\nnorth is newer\n")}, ours, theirs, merge=True)
    assert history.judge() == set()


@pytest.mark.parametrize(("twice", "faults"), [(True, set()), (False, {"lost"})])
def test_who_drops_one_form_of_a_paragraph_that_stands_in_two_says_nothing_of_the_other(history, twice, faults):
    start = history.commit({CLIENT: client(body="north is new\n")})
    dropped = history.commit({CLIENT: client(body="")}, start)
    both = "north is new\n\nnorth is newer\n" if twice else "north is newer\n"
    edited = history.commit({CLIENT: client(body=both)}, start)
    history.commit({CLIENT: client(body="north is newer\n")}, dropped, edited, merge=True)
    assert {each.removesuffix(", in the end") for each in history.judge()} == faults


def test_another_deletion_of_a_record_that_somebody_kept_by_hand_need_not_be_told(history):
    start = history.commit({CLIENT: client(), TASK: task()})
    ring = history.commit({CLIENT: client(), TASK: task("Ring")}, start)
    deleted = history.commit({CLIENT: client()}, start)
    by_hand = history.commit({CLIENT: client(), TASK: task("Ring")}, ring, deleted)
    again = history.commit({CLIENT: client()}, history.commit({CLIENT: client(), TASK: task()}, deleted))
    history.commit({CLIENT: client(), TASK: task("Ring")}, by_hand, again, merge=True)
    assert history.judge() == set()


@pytest.mark.parametrize(("moved", "faults"), [(True, set()), (False, {"lost"})])
def test_who_moved_a_file_by_hand_and_lets_the_old_one_go_in_a_merge_lets_go_what_was_written_there(
    history, moved, faults
):
    there = {MOVED if moved else TASK: task(conflicts="tags: [a]\n")}
    start = history.commit({CLIENT: client(), OTHER: BETA, TASK: task()})
    put = history.commit({CLIENT: client(), OTHER: BETA, **there}, start)
    edited = history.commit({CLIENT: client(), OTHER: BETA, TASK: task("Ring")}, start)
    history.commit({CLIENT: client(), OTHER: BETA, **there}, put, edited)
    assert {each.removesuffix(", in the end") for each in history.judge()} == faults


def test_a_record_that_somebody_kept_by_hand_under_its_old_name_is_not_doubled_by_the_next_merge(history):
    start = history.commit({CLIENT: client(), TASK: task()})
    deleted = history.commit({CLIENT: client()}, start)
    edited = history.commit({CLIENT: client(), TASK: task("Ring")}, start)
    by_hand = history.commit({CLIENT: client(), TASK: task("Ring")}, edited, deleted)
    elsewhere = {CLIENT: client(), "clients/acme/tasks/tell.md": task("Tell").replace("ext:", "aliases: [call]\next:")}
    renamed = history.commit(elsewhere, start)
    history.commit(
        {**elsewhere, TASK: task("Ring")},
        by_hand,
        renamed,
        merge=True,
    )
    assert "record doubled" not in history.judge()
