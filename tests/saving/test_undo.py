"""Undo and redo: by field, in history, never over somebody else's work."""

import pytest
from cartera.records.saving.undo import ChangedSince, NothingToRedo, NothingToUndo, SavesWait
from cartera.schema.language import SPANISH

CLIENT = "clients/acme/client.md"


def client(owner="ana", stage="lead", notes="Notes."):
    return f"---\ntitle: Acme # the client\nowner: {owner}\nstage: {stage}\n---\n{notes}\n"


@pytest.fixture
def acme(book, keeper, save):
    save(keeper, {CLIENT: client()}, "comment")
    return book / CLIENT


def test_undo_takes_back_the_last_save_byte_for_byte_and_says_which(acme, git, keeper, save):
    before = acme.read_bytes()
    receipt = save(keeper, {CLIENT: client(owner="luis")}, "acme: owner ana → luis")

    undone = keeper.undo()

    assert acme.read_bytes() == before
    assert (undone.subject, undone.commit, undone.paths) == ("acme: owner ana → luis", receipt.commit, (CLIENT,))
    assert git("log", "-1", "--format=%s") == "Undo: acme: owner ana → luis"
    assert git("log", "-1", "--format=%(trailers:key=Cartera-Undoes,valueonly)") == receipt.commit
    assert git("status", "--porcelain") == ""


def test_undo_goes_back_step_by_step_and_redo_forth(acme, keeper, save):
    texts = [client(), client(owner="b"), client(owner="b", stage="won"), client(notes="Other.")]
    for number, text in enumerate(texts[1:]):
        save(keeper, {CLIENT: text}, f"edit {number}")

    steps = [keeper.undo(), keeper.undo(), keeper.redo(), keeper.undo(), keeper.undo()]

    assert [step.subject for step in steps] == ["edit 2", "edit 1", "edit 1", "edit 1", "edit 0"]
    assert acme.read_text() == texts[0]
    assert [keeper.redo().subject for _ in range(3)] == ["edit 0", "edit 1", "edit 2"]
    assert acme.read_text() == texts[3]
    with pytest.raises(NothingToRedo):
        keeper.redo()


def test_after_a_new_change_there_is_nothing_to_redo(acme, keeper, save):
    save(keeper, {CLIENT: client(owner="b")})
    keeper.undo()
    save(keeper, {CLIENT: client(stage="won")})
    with pytest.raises(NothingToRedo):
        keeper.redo()
    keeper.undo()
    assert acme.read_text() == client()


def test_what_somebody_else_changed_in_other_fields_since_stays(acme, git, keeper, save):
    save(keeper, {CLIENT: client(owner="luis")}, "mine")
    acme.write_text(client(owner="luis", stage="won", notes="Theirs."))
    git("-c", "user.email=luis@example.com", "commit", "-qam", "theirs")

    assert keeper.undo().subject == "mine"
    assert acme.read_text() == client(owner="ana", stage="won", notes="Theirs.")


def test_a_field_that_somebody_changed_since_is_named_and_nothing_is_written(acme, git, keeper, save):
    save(keeper, {CLIENT: client(owner="luis")}, "mine")
    acme.write_text(client(owner="eva"))
    git("-c", "user.email=luis@example.com", "commit", "-qam", "theirs")

    with pytest.raises(ChangedSince, match="owner changed since") as error:
        keeper.undo()

    assert error.value.conflicts[0].fields == ("owner",)
    assert acme.read_text() == client(owner="eva")


def test_edits_on_disk_that_nobody_committed_stay_too(acme, keeper, save):
    save(keeper, {CLIENT: client(owner="luis")})
    acme.write_text(client(owner="luis", stage="won"))
    keeper.undo()
    assert acme.read_text() == client(stage="won")


def test_a_record_appended_to_since_loses_only_its_own_entry(book, git, keeper, save):
    head = "---\ntitle: Deal\nlog:\n  - {at: 2026-01-01, to: a}\n"
    mine, theirs = "  - {at: 2026-01-02, to: b}\n", "  - {at: 2026-01-03, to: c}\n"
    save(keeper, {"deal.md": f"{head}---\n"}, "new")
    save(keeper, {"deal.md": f"{head}{mine}---\n"}, "mine")
    (book / "deal.md").write_text(f"{head}{mine}{theirs}---\n")

    keeper.undo()

    assert (book / "deal.md").read_text() == f"{head}{theirs}---\n"


def test_undoing_a_creation_removes_it_unless_somebody_wrote_in_it(book, keeper, save):
    save(keeper, {"a.md": "---\ntitle: A\n---\n", "b.md": "---\ntitle: B\n---\n"}, "two new")
    (book / "b.md").write_text("---\ntitle: B\n---\nImportant.\n")

    with pytest.raises(ChangedSince, match=r"b\.md"):
        keeper.undo()
    assert (book / "a.md").exists()

    (book / "b.md").write_text("---\ntitle: B\n---\n")
    keeper.undo()
    assert not (book / "a.md").exists()
    assert not (book / "b.md").exists()


def test_undoing_a_deletion_brings_the_record_back(acme, keeper, save):
    save(keeper, {CLIENT: None})
    keeper.undo()
    assert acme.read_text() == client()


def test_a_bulk_commit_is_undone_in_one(book, git, keeper, save):
    save(keeper, {f"tasks/t{number}.md": f"---\ntitle: {number}\n---\n" for number in range(100)}, "import")
    undone = keeper.undo()
    assert len(undone.paths) == 100
    assert not (book / "tasks").exists()
    assert git("status", "--porcelain") == ""
    keeper.redo()
    assert len(list((book / "tasks").iterdir())) == 100


def test_only_this_persons_saves_are_undone_not_merges_nor_hand_made_commits(acme, git, keeper, save, monkeypatch):
    save(keeper, {CLIENT: client(owner="luis")}, "mine")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "eva@example.com")
    save(keeper, {"other.md": "---\ntitle: Other\n---\n"}, "hers")
    monkeypatch.delenv("GIT_AUTHOR_EMAIL")
    (acme.parents[2] / "hand.md").write_text("by hand")
    git("add", "hand.md")
    git("commit", "-qm", "by hand")

    assert [keeper.undo().subject, keeper.undo().subject] == ["mine", "comment"]
    with pytest.raises(NothingToUndo):
        keeper.undo()


def test_the_beginning_of_a_book_is_never_undone(tmp_path, git, clock, save):
    from cartera.records.saving.keeper import Keeper

    git("init", "-q")
    with Keeper(tmp_path, clock) as keeper:
        save(keeper, {"cartera.yaml": "name: B\n"}, "New book")
        with pytest.raises(NothingToUndo):
            keeper.undo()


def test_a_change_that_was_reverted_by_hand_is_passed_over(acme, git, keeper, save):
    save(keeper, {CLIENT: client(owner="b")}, "first")
    save(keeper, {CLIENT: client(owner="b", stage="won")}, "second")
    acme.write_text(client(owner="b"))
    git("commit", "-qam", "by hand")
    assert keeper.undo().subject == "first"


def test_undo_waits_while_saves_wait(acme, git, keeper, save):
    git("switch", "-q", "--detach")
    save(keeper, {CLIENT: client(owner="b")})
    with pytest.raises(SavesWait):
        keeper.undo()


def test_the_commit_says_it_in_the_books_language(acme, git, keeper, save):
    save(keeper, {CLIENT: client(owner="b")}, "dueño")
    keeper.undo(SPANISH)
    assert git("log", "-1", "--format=%s").endswith(": dueño")


def test_undo_works_on_packed_history(acme, git, keeper, save):
    save(keeper, {CLIENT: client(owner="b")})
    git("gc", "-q")
    keeper.undo()
    assert acme.read_text() == client()
