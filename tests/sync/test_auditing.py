"""What merges made without Cartera dropped, doubled or mixed comes back; markers of git leave the records."""

import pytest
from cartera.records.files.parse import read_text
from cartera.records.merge.entries import ConflictKind, read_entries
from cartera.records.merge.markers import split_markers
from cartera.records.sync.auditing import Auditor
from cartera.schema.language import ENGLISH

from .conftest import CLIENT, TASK


def conflicts_of(person, path=CLIENT):
    return {
        each.field: each for each in read_entries(read_text(person.read(path).encode(), path).tree.get("conflicts"))
    }


def part_ways(ana, eva):
    """Let one share her change on the main branch, and the other hers on a branch of its own."""
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.edit("Vigo", "Lugo")
    eva.git("push", "-q", "origin", "HEAD:refs/heads/eva")


@pytest.fixture
def forge(ana, eva, person):
    """Two people's branches on the hub, and somebody who merges them as a forge's web page would."""
    part_ways(ana, eva)
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva")
    return page


def merge_on_the_page(page, contents):
    """Merge the branch and put ``contents`` into the merge, whatever the merge would have been."""
    page.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "eva")
    for path, text in contents.items():
        if text is None:
            page.git("rm", "-q", "-f", path)
        else:
            (page.root / path).parent.mkdir(parents=True, exist_ok=True)
            (page.root / path).write_text(text)
            page.git("add", path)
    page.git("commit", "-q", "-m", "Merge branch 'eva'")
    page.git("push", "-q")


def test_a_field_that_a_merge_dropped_is_in_the_inbox_of_everybody(forge, ana, eva):
    merge_on_the_page(forge, {})
    report = ana.sync()
    assert report.lost == {CLIENT: ("city",)}
    entry = conflicts_of(ana)["city"]
    assert (entry.kind, entry.kept, entry.other) == (ConflictKind.LOST, "Vigo", "Lugo")
    assert (entry.kept_credit.who, entry.other_credit.who) == ("Page", "Eva")
    eva.sync()
    assert eva.read() == ana.read()
    assert ana.sync().lost == {}


@pytest.mark.parametrize("city", ["Jaca", "Zamora"])
def test_a_second_merge_chooses_nothing_by_leaving_what_the_first_had_put_back(forge, ana, eva, city):
    merge_on_the_page(forge, {})
    eva.edit("Lugo", city)
    eva.git("push", "-q", "origin", "HEAD:refs/heads/eva")
    forge.git("fetch", "-q", "origin", "eva:eva")
    merge_on_the_page(forge, {})
    ana.sync()
    assert "city: Vigo" in ana.read()
    entries = read_entries(read_text(ana.read().encode(), CLIENT).tree.get("conflicts"))
    assert {city, "Lugo"} <= {value for each in entries for value in (each.kept, each.other)}


def test_a_name_that_a_record_had_goes_back_into_it_without_a_question(ana, eva, person):
    eva.edit("title: Acme", "title: Acme\naliases: [acme-old]")
    part_ways(ana, eva)
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva")
    merge_on_the_page(page, {CLIENT: ana.read().replace("Vigo", "Lugo")})
    report = ana.sync()
    assert report.lost == {CLIENT: ("aliases",)}
    assert "aliases: [acme-old]" in ana.read()
    assert not conflicts_of(ana)


@pytest.fixture
def unnamed(ana, eva, person):
    """Where a merge on a forge's page put a client that Eva had renamed, without the name it had before."""
    client = eva.read().replace("---\nNotes", "aliases: [acme]\n---\nNotes")
    home = "clients/acme-sa"
    eva.save({CLIENT: None, TASK: None, f"{home}/client.md": client, f"{home}/tasks/call-k3x9.md": eva.read(TASK)})
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.git("push", "-q", "origin", "HEAD:refs/heads/eva")
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva")
    call = page.git("show", f"eva:{home}/tasks/call-k3x9.md") + "\n"
    without = client.replace("aliases: [acme]\n", "").replace("owner: ana", "owner: luis")
    contents = {CLIENT: None, TASK: None, f"{home}/client.md": without, f"{home}/tasks/call-k3x9.md": call}
    merge_on_the_page(page, contents)
    return home


VISIT = "clients/acme/tasks/visit.md"


def test_what_was_put_into_a_folder_whose_new_name_a_merge_dropped_goes_home_with_the_name(ana, eva, unnamed):
    ana.save({VISIT: "---\ntitle: Visit\n---\n"})
    ana.sync()
    assert "aliases: [acme]" in ana.read(f"{unnamed}/client.md")
    assert {each.name for each in (ana.root / unnamed / "tasks").iterdir()} == {"call-k3x9.md", "visit.md"}
    assert [str(each) for each in (ana.root / "clients/acme").rglob("*") if each.is_file()] == []
    eva.sync()
    assert eva.read(f"{unnamed}/tasks/visit.md") == ana.read(f"{unnamed}/tasks/visit.md")


def test_two_clones_may_take_it_home_while_one_of_them_edits_it(ana, unnamed, person):
    first = ana.head()
    ana.git("pull", "-q")
    ana.save({VISIT: "---\ntitle: Visit\n---\n"})
    ana.git("push", "-q")
    luis = person("luis")
    luis.edit("title: Visit", "title: Long visit", VISIT)
    for each in (ana, luis):
        assert Auditor(each.keeper, ENGLISH).audit(first).lost
        assert (each.root / unnamed / "tasks/visit.md").exists()
    ana.git("push", "-q")
    luis.sync()
    assert "title: Long visit" in luis.read(f"{unnamed}/tasks/visit.md")
    assert not conflicts_of(luis, f"{unnamed}/tasks/visit.md")


def test_two_clones_that_find_it_at_the_same_time_write_the_same(forge, ana, eva):
    merge_on_the_page(forge, {})
    for each in (ana, eva):
        each.git("fetch", "-q")
        each.git("reset", "-q", "--hard", "origin/main")
        assert Auditor(each.keeper, ENGLISH).audit(each.git("rev-parse", "HEAD^1")).lost
    assert ana.git("rev-parse", "HEAD^{tree}") == eva.git("rev-parse", "HEAD^{tree}")


@pytest.mark.parametrize("keeps", [True, False])
def test_what_somebody_settled_is_not_asked_again_by_a_clone_that_audits_later(forge, ana, eva, keeps):
    merge_on_the_page(forge, {"clients/acme/tasks/copy.md": ana.read(TASK), TASK: None})
    before = eva.git("rev-parse", "HEAD")
    ana.sync()
    settled = dict.fromkeys((TASK, "clients/acme/tasks/copy.md"))
    if keeps:
        settled = {path: ana.read(path).partition("conflicts:")[0] + "---\n" for path in settled}
    ana.save({CLIENT: ana.read().partition("conflicts:")[0] + "---\nNotes.\n", **settled})
    ana.sync()
    eva.git("fetch", "-q")
    eva.git("reset", "-q", "--hard", "origin/main")
    audit = Auditor(eva.keeper, ENGLISH).audit(before)
    assert (audit.merges, audit.lost) == (1, {})


def test_a_sound_merge_of_somebody_else_is_left_alone(forge, ana):
    merge_on_the_page(forge, {CLIENT: ana.read().replace("Vigo", "Lugo")})
    report = ana.sync()
    assert (report.lost, report.repaired, report.pushed) == ({}, (), 0)


def test_what_a_person_decided_in_a_merge_is_left_alone(ana, eva, person):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.edit("owner: ana", "owner: eva")
    eva.git("push", "-q", "origin", "HEAD:refs/heads/eva")
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva")
    merge_on_the_page(page, {CLIENT: page.read().replace("owner: luis", "owner: eva")})
    assert ana.sync().lost == {}
    assert "owner: eva" in ana.read()


def test_a_record_that_a_merge_dropped_comes_back_with_a_flag(forge, ana):
    merge_on_the_page(forge, {TASK: None})
    report = ana.sync()
    assert TASK in report.lost
    assert conflicts_of(ana, TASK)[""].kind is ConflictKind.LOST


@pytest.mark.parametrize("moves", [True, False])
def test_an_edit_of_a_record_that_was_moved_by_hand_comes_back_and_one_of_a_deleted_record_was_let_go(
    ana, eva, person, moves
):
    part_ways(ana, eva)
    ana.save({TASK: None, **({"clients/acme/there.md": ana.read(TASK)} if moves else {})})
    ana.sync()
    eva.edit("title: Call", "title: Ring", TASK)
    eva.git("push", "-q", "origin", "HEAD:refs/heads/eva")
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva")
    merge_on_the_page(page, {CLIENT: page.read().replace("Vigo", "Lugo")})
    assert ana.sync().lost == ({TASK: ("",)} if moves else {})
    assert (ana.root / TASK).exists() is moves


def test_an_edit_that_git_has_put_where_somebody_moved_the_record_by_hand_stays_there(ana, eva, person):
    part_ways(ana, eva)
    there = "clients/acme/there.md"
    ana.save({TASK: None, there: ana.read(TASK)})
    ana.sync()
    eva.edit("title: Call", "title: Ring", TASK)
    eva.git("push", "-q", "origin", "HEAD:refs/heads/eva")
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva")
    merge_on_the_page(page, {CLIENT: page.read().replace("Vigo", "Lugo"), there: eva.read(TASK)})
    ana.sync()
    assert "title: Ring" in ana.read(there)
    assert "conflicts" not in ana.read(there)


def test_a_record_whose_change_a_merge_dropped_is_not_deleted_without_a_question(ana, eva, person):
    eva.edit("title: Call", "title: Ring", TASK)
    part_ways(ana, eva)
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva")
    ana.save({TASK: None})
    merge_on_the_page(page, {CLIENT: ana.read().replace("Vigo", "Lugo")})
    assert ana.sync().lost == {TASK: ("",)}
    assert "title: Ring" in ana.read(TASK)
    assert "kind: lost" in ana.read(TASK)
    ana.save({TASK: None})
    assert ana.sync().lost == {}
    assert not (ana.root / TASK).exists()


def test_a_record_that_somebody_deletes_who_saw_it_cut_short_stays_away(forge, ana, eva):
    eva.edit("title: Call", "title: Ring", TASK)
    eva.git("push", "-q", "origin", "HEAD:refs/heads/eva")
    forge.git("fetch", "-q", "origin", "eva:eva")
    merge_on_the_page(forge, {CLIENT: ana.read().replace("Vigo", "Lugo")})
    forge.git("rm", "-q", TASK)
    forge.git("commit", "-q", "-m", "No call")
    forge.git("push", "-q")
    assert ana.sync().lost == {}
    assert not (ana.root / TASK).exists()


def test_a_record_that_a_merge_made_twice_has_a_flag_although_it_was_edited_since(forge, ana):
    stray = "clients/acme/tasks/stray.md"
    merge_on_the_page(forge, {CLIENT: forge.read().replace("Vigo", "Lugo"), stray: ana.read(TASK)})
    (forge.root / stray).write_text(ana.read(TASK).replace("Call", "Ring"))
    forge.git("commit", "-q", "-a", "-m", "Edit")
    forge.git("push", "-q")
    assert ana.sync().lost == {stray: ("",)}
    assert "Ring" in ana.read(stray)
    entry = conflicts_of(ana, stray)[""]
    assert (entry.kind, entry.other) == (ConflictKind.DOUBLED, TASK.removesuffix(".md"))


def test_a_record_that_a_merge_brought_back_names_who_had_deleted_it(ana, eva, person):
    eva.save({TASK: None})
    part_ways(ana, eva)
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva")
    merge_on_the_page(page, {CLIENT: ana.read().replace("Vigo", "Lugo")})
    assert ana.sync().lost == {TASK: ("",)}
    entry = conflicts_of(ana, TASK)[""]
    assert (entry.kind, entry.kept_credit.who, entry.other_credit.who) == (ConflictKind.DELETED, "Page", "Eva")


SECOND = "clients/acme/tasks/mail.md"
MAIL = "---\ntitle: Mail\nnotes: about the offer\n---\n"


@pytest.fixture
def two_tasks(ana, eva, person):
    """A forge as above, for a book with a second task."""
    ana.save({SECOND: MAIL})
    ana.sync()
    eva.sync()
    part_ways(ana, eva)
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva")
    return page


def test_a_record_in_whose_place_a_merge_put_another_one_comes_back_whole(two_tasks, ana):
    client = ana.read().replace("Vigo", "Lugo")
    merge_on_the_page(two_tasks, {CLIENT: client, SECOND: ana.read(TASK)})
    assert ana.sync().lost == {SECOND: ("",)}
    assert ana.read(SECOND).startswith(MAIL.removesuffix("---\n"))
    assert conflicts_of(ana, SECOND)[""].kind is ConflictKind.LOST
    assert ana.sync().lost == {}


@pytest.mark.parametrize("edited", ["title: Mail", "title: Ring"])
def test_what_was_edited_where_a_merge_put_another_record_goes_into_the_one_that_comes_back(two_tasks, ana, edited):
    client = ana.read().replace("Vigo", "Lugo")
    merge_on_the_page(two_tasks, {CLIENT: client, SECOND: ana.read(TASK)})
    (two_tasks.root / SECOND).write_text(ana.read(TASK).replace("title: Call", f"{edited}\nstatus: waiting"))
    two_tasks.git("commit", "-q", "-a", "-m", "Edit")
    two_tasks.git("push", "-q")
    assert ana.sync().lost == {SECOND: ("",)}
    assert "status: waiting" in ana.read(SECOND)
    assert "notes: about the offer" in ana.read(SECOND)
    assert "due:" not in ana.read(SECOND)


def test_a_record_that_looks_doubled_and_was_deleted_for_that_comes_back(two_tasks, ana):
    client = ana.read().replace("Vigo", "Lugo")
    merge_on_the_page(two_tasks, {CLIENT: client, SECOND: ana.read(TASK)})
    two_tasks.git("rm", "-q", SECOND)
    two_tasks.git("commit", "-q", "-m", "Twice there")
    two_tasks.git("push", "-q")
    assert ana.sync().lost == {SECOND: ("",)}
    assert "title: Mail" in ana.read(SECOND)


def test_no_merge_is_passed_over_among_our_own(forge, ana):
    merge_on_the_page(forge, {})
    merge = forge.head()
    tree = forge.git("rev-parse", "HEAD^{tree}")
    for number in range(3):
        parents = ("-p", forge.head(), "-p", merge)
        commit = forge.git("commit-tree", *parents, "-m", f"Merge {number}\n\nCartera-Merge: {merge}", tree)
        forge.git("reset", "-q", "--hard", commit)
    forge.git("push", "-q")
    assert ana.sync().lost == {CLIENT: ("city",)}


def test_markers_of_a_merge_are_replaced_by_the_merge(forge, ana):
    ours, theirs = ana.read(), ana.read().replace("Vigo", "Lugo").replace("owner: luis", "owner: ana")
    merge_on_the_page(forge, {CLIENT: f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> eva\n"})
    report = ana.sync()
    assert report.repaired == (CLIENT,)
    assert ana.read() == ours.replace("Vigo", "Lugo")
    ana.check_sound()


def test_markers_that_came_with_an_ordinary_commit_are_taken_apart(ana, eva):
    text = eva.read().replace("owner: ana\n", "<<<<<<< Updated\nowner: luis\n=======\nowner: eva\n>>>>>>> Stashed\n")
    (eva.root / CLIENT).write_text(text)
    eva.git("commit", "-qam", "Stash")
    eva.git("push", "-q")
    report = ana.sync()
    assert (report.repaired, report.conflicts) == ((CLIENT,), {CLIENT: ("owner",)})
    assert {conflicts_of(ana)["owner"].kept, conflicts_of(ana)["owner"].other} == {"luis", "eva"}
    assert "<<<<" not in ana.read()


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        ("a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd\n", "a\nb\nd\n", "a\nc\nd\n"),
        ("<<<<<<< x\nb\n||||||| base\no\n=======\nc\n>>>>>>> y\n", "b\n", "c\n"),
        ("<<<<<<< x\n=======\nc\n>>>>>>> y\n", "", "c\n"),
    ],
    ids=["two sides", "with the base", "one empty"],
)
def test_markers_are_taken_apart(text, ours, theirs):
    sides = split_markers(text.encode())
    assert (sides.ours.decode(), sides.theirs.decode()) == (ours, theirs)


@pytest.mark.parametrize("text", ["a\n", "<<<<<<< x\n", "<<<<<<< x\n>>>>>>> y\n", "Title\n=======\n"])
def test_what_is_no_whole_set_of_markers_is_left_alone(text):
    assert split_markers(text.encode()) is None


def test_a_merge_of_three_is_worked_out_one_after_the_other(ana, eva, person):
    part_ways(ana, eva)
    leo = person("leo")
    leo.git("reset", "-q", "--hard", "HEAD^")
    leo.edit("Notes.", "More.")
    leo.edit("due: 2026-07-20", "due: 2026-07-21", TASK)
    leo.git("push", "-q", "origin", "HEAD:refs/heads/leo")
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva", "leo:leo")
    (page.root / TASK).write_text(leo.read(TASK))
    page.git("add", "-A")
    tree = page.git("write-tree")
    octopus = page.git("commit-tree", "-p", "HEAD", "-p", "eva", "-p", "leo", "-m", "All of it", tree)
    page.git("push", "-q", "origin", f"{octopus}:refs/heads/main")
    report = ana.sync()
    assert report.lost == {CLIENT: ("city", "body")}
    told = conflicts_of(ana)
    assert {name: (each.other, each.other_credit.who) for name, each in told.items()} == {
        "city": ("Lugo", "Eva"),
        "body": ("More.\n", "Leo"),
    }
    assert "2026-07-21" in ana.read(TASK)
    assert ana.sync().lost == {}


def test_a_sound_merge_of_three_is_left_alone(ana, eva, person):
    for each, old, new in ((ana, "owner: ana", "owner: luis"), (eva, "Vigo", "Lugo")):
        each.edit(old, new)
        each.git("push", "-q", "origin", f"HEAD:refs/heads/{each.name}")
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva", "ana:ana")
    page.save({TASK: page.read(TASK).replace("Call", "Call again")})
    (page.root / CLIENT).write_text(page.read().replace("owner: ana", "owner: luis").replace("Vigo", "Lugo"))
    page.git("add", "-A")
    tree = page.git("write-tree")
    octopus = page.git("commit-tree", "-p", "HEAD", "-p", "eva", "-p", "ana", "-m", "All", tree)
    page.git("push", "-q", "origin", f"{octopus}:refs/heads/main")
    report = ana.sync()
    assert (report.lost, report.repaired) == ({}, ())


def test_a_tag_that_a_merge_dropped_is_told_although_tags_were_added_since(forge, ana, eva):
    ana.edit("city: Vigo", "tags: [a]\ncity: Vigo")
    ana.sync()
    eva.edit("city: Lugo", "tags: [b]\ncity: Lugo")
    eva.git("push", "-q", "origin", "HEAD:refs/heads/eva")
    forge.git("pull", "-q")
    forge.git("fetch", "-q", "origin", "eva:eva")
    merge_on_the_page(forge, {CLIENT: forge.read().replace("Vigo", "Lugo")})
    ana.edit("tags: [a]", "tags: [a, c]")
    assert ana.sync().lost == {CLIENT: ("tags",)}
    assert "b" in conflicts_of(ana)["tags"].other


def test_a_value_that_a_merge_dropped_is_told_although_somebody_wrote_the_field_who_had_not_heard_of_it(forge, ana):
    merge_on_the_page(forge, {})
    ana.edit("Vigo", "Jaca")
    ana.sync()
    assert "city: Jaca" in ana.read()
    assert conflicts_of(ana)["city"].other == "Lugo"


def test_it_is_told_too_where_the_field_was_written_at_a_place_between_two_new_names(ana, eva, person):
    eva.edit("title: Call", "title: Ring", TASK)
    part_ways(ana, eva)
    page = person("page")
    page.git("fetch", "-q", "origin", "eva:eva")
    merge_on_the_page(page, {CLIENT: ana.read().replace("Vigo", "Lugo")})
    between, now = "clients/acme/tasks/bell.md", "clients/acme-sa/tasks/bell.md"
    text = ana.read(TASK).replace("---\n", "---\naliases: [call-k3x9]\n", 1)
    ana.save({TASK: None, between: text})
    ana.edit("title: Call", "title: Bell", between)
    client = ana.read().replace("---\nNotes", "aliases: [acme]\n---\nNotes")
    ana.save({CLIENT: None, between: None, now: ana.read(between), "clients/acme-sa/client.md": client})
    assert ana.sync().lost == {now: ("title",)}
    assert conflicts_of(ana, now)["title"].other == "Ring"


def test_a_value_that_a_merge_dropped_is_not_told_where_somebody_wrote_the_field_who_saw_that(forge, ana, eva):
    merge_on_the_page(forge, {})
    eva.git("fetch", "-q")
    eva.git("reset", "-q", "--hard", "origin/main")
    eva.edit("Vigo", "Jaca")
    eva.git("push", "-q", "origin", "HEAD:refs/heads/main")
    assert ana.sync().lost == {}
    assert "city: Jaca" in ana.read()


def test_what_a_merge_dropped_is_told_in_a_record_that_was_renamed_since(forge, ana):
    merge_on_the_page(forge, {})
    renamed = "clients/acme-sa/client.md"
    text = ana.read().replace("---\nNotes", "aliases: [acme]\n---\nNotes")
    ana.save({CLIENT: None, TASK: None, renamed: text, "clients/acme-sa/tasks/call-k3x9.md": ana.read(TASK)})
    assert ana.sync().lost == {renamed: ("city",)}


@pytest.mark.parametrize("settles", [False, True])
def test_a_conflict_that_a_merge_dropped_is_open_again_unless_somebody_settled_it(forge, ana, eva, settles):
    eva.edit("owner: ana", "owner: eva")
    eva.sync()
    ana.sync()
    assert conflicts_of(ana)["owner"].other == "eva"
    forge.git("pull", "-q")
    forge.git("branch", "-q", "-f", "eva", "HEAD~1")
    before = forge.git("show", f"HEAD~1:{CLIENT}")
    forge.git("commit", "-q", "--allow-empty", "-m", "Apart")
    forge.git("branch", "-q", "-f", "eva", "HEAD")
    forge.git("reset", "-q", "--hard", "HEAD~1")
    forge.git("commit", "-q", "--allow-empty", "-m", "Here")
    merge_on_the_page(forge, {CLIENT: before + "\n"})
    ana.edit("title: Call", "title: Ring", TASK)
    if settles:
        ana.save({CLIENT: ana.read().partition("conflicts:")[0] + "---\nNotes.\n"})
    ana.sync()
    assert ("owner" in conflicts_of(ana)) is not settles
