"""Writing whole files: what stands on the disk after every way it can end."""

import errno
import os
import stat

import pytest
from cartera.records.files import atomic, disk
from cartera.records.files.atomic import blob_id, read_file, remove_file, remove_leftovers, write_file
from cartera.records.files.mistakes import (
    DiskFailed,
    DiskFull,
    NameTooLong,
    NoSuchFile,
    NotARegularFile,
    NotReadable,
    NotWritable,
    UnsafePath,
)
from cartera.records.files.reader import FileReader

WRITING_CALLS = ("create_file", "write", "set_mode", "flush", "rename")


def files_below(root):
    return sorted(str(file.relative_to(root)) for file in root.rglob("*") if not file.is_dir())


def fail_at(monkeypatch, call, number, *, after=0):
    """Let ``disk.call`` raise error ``number`` from its call ``after`` on."""
    real, seen = getattr(disk, call), []

    def broken(*arguments):
        seen.append(call)
        if len(seen) > after:
            raise OSError(number, os.strerror(number))
        return real(*arguments)

    monkeypatch.setattr(disk, call, broken)


def test_a_file_is_written_in_new_folders_and_read_back(tmp_path):
    write_file(tmp_path, "clients/acme/client.md", b"---\n---\n")
    assert read_file(tmp_path, "clients/acme/client.md") == b"---\n---\n"
    assert files_below(tmp_path) == ["clients/acme/client.md"]


def test_a_replaced_file_keeps_its_permission_bits(tmp_path):
    write_file(tmp_path, "a.md", b"one")
    (tmp_path / "a.md").chmod(0o640)
    write_file(tmp_path, "a.md", b"two")
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640
    assert read_file(tmp_path, "a.md") == b"two"


@pytest.mark.parametrize("call", WRITING_CALLS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch, call, number):
    write_file(tmp_path, "a/b.md", b"old")
    fail_at(monkeypatch, call, number)
    with pytest.raises(DiskFull, match=r"a/b\.md"):
        write_file(tmp_path, "a/b.md", b"new")
    monkeypatch.undo()
    assert read_file(tmp_path, "a/b.md") == b"old"
    assert files_below(tmp_path) == ["a/b.md"]


def test_a_failing_last_flush_is_told_though_the_new_file_stands(tmp_path, monkeypatch):
    write_file(tmp_path, "b.md", b"old")
    fail_at(monkeypatch, "flush", errno.EIO, after=1)
    with pytest.raises(DiskFailed, match="Input/output"):
        write_file(tmp_path, "b.md", b"new")
    assert read_file(tmp_path, "b.md") == b"new"


@pytest.mark.parametrize("call", [*WRITING_CALLS, "close"])
def test_a_process_killed_at_any_call_leaves_the_old_or_the_new_file_whole(tmp_path, monkeypatch, call):
    write_file(tmp_path, "b.md", b"old")

    class Killed(BaseException):
        pass

    def kill(*_):
        raise Killed

    monkeypatch.setattr(disk, call, kill)
    monkeypatch.setattr(disk, "remove", kill)
    with pytest.raises(Killed):
        write_file(tmp_path, "b.md", b"new")
    monkeypatch.undo()
    remove_leftovers(tmp_path, "b.md")
    assert read_file(tmp_path, "b.md") in {b"old", b"new"}
    assert files_below(tmp_path) == ["b.md"]


def test_a_short_write_is_continued(tmp_path, monkeypatch):
    real = disk.write
    monkeypatch.setattr(disk, "write", lambda file, content: real(file, content[:3]))
    write_file(tmp_path, "a.md", b"0123456789")
    assert read_file(tmp_path, "a.md") == b"0123456789"


def test_a_temporary_file_of_a_killed_process_stands_in_nobodys_way(tmp_path):
    (tmp_path / f".cartera-{os.getpid()}-0.tmp").write_bytes(b"half")
    write_file(tmp_path, "a.md", b"whole")
    assert read_file(tmp_path, "a.md") == b"whole"
    remove_leftovers(tmp_path, "a.md")
    assert files_below(tmp_path) == ["a.md"]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_read_only_folder_is_said(tmp_path, monkeypatch, number):
    fail_at(monkeypatch, "create_file", number)
    with pytest.raises(NotWritable):
        write_file(tmp_path, "a.md", b"")


def test_a_file_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    fail_at(monkeypatch, "open_file", errno.EACCES)
    with pytest.raises(NotReadable):
        read_file(tmp_path, "a.md")


def test_a_name_too_long_for_the_disk_is_said(tmp_path, monkeypatch):
    fail_at(monkeypatch, "rename", errno.ENAMETOOLONG)
    with pytest.raises(NameTooLong):
        write_file(tmp_path, "a.md", b"")
    assert files_below(tmp_path) == []


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "../a.md", "a/../b.md", ".git/config", "a/.GIT/x", "a\\b", "a\0", "a//b"]
)
def test_an_unsafe_path_is_neither_read_written_nor_removed(tmp_path, path):
    for act in (
        lambda: write_file(tmp_path, path, b""),
        lambda: read_file(tmp_path, path),
        lambda: remove_file(tmp_path, path),
    ):
        with pytest.raises(UnsafePath):
            act()
    assert files_below(tmp_path) == []


def test_no_symlink_is_followed_on_the_way_or_at_the_end(tmp_path):
    book, outside = tmp_path / "book", tmp_path / "outside"
    book.mkdir(), outside.mkdir()
    (outside / "secret.md").write_bytes(b"secret")
    (book / "door").symlink_to(outside)
    (book / "link.md").symlink_to(outside / "secret.md")
    for path in ("door/secret.md", "link.md"):
        for act in (read_file, remove_file, lambda root, path: write_file(root, path, b"x")):
            with pytest.raises(NotARegularFile):
                act(book, path)
    assert (outside / "secret.md").read_bytes() == b"secret"


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(NotARegularFile):
        read_file(tmp_path, "pipe.md")


def test_a_book_reached_through_a_symlink_works(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "book").symlink_to("real")
    write_file(tmp_path / "book", "a.md", b"x")
    assert files_below(tmp_path / "real") == ["a.md"]


def test_removing_the_last_file_removes_the_folders_it_leaves_empty(tmp_path):
    write_file(tmp_path, "clients/acme/tasks/a.md", b"")
    write_file(tmp_path, "clients/acme/client.md", b"")
    remove_file(tmp_path, "clients/acme/tasks/a.md")
    assert not (tmp_path / "clients/acme/tasks").exists()
    assert files_below(tmp_path) == ["clients/acme/client.md"]
    with pytest.raises(NoSuchFile):
        remove_file(tmp_path, "clients/acme/tasks/a.md")


def test_the_blob_id_is_gits():
    assert blob_id(b"hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a"


def test_a_growing_file_is_read_to_its_end(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_bytes(b"x" * 5000)
    monkeypatch.setattr(atomic, "_read_all", lambda file, size, read=atomic._read_all: read(file, 10))
    assert len(read_file(tmp_path, "a.md")) == 5000


def test_many_files_are_read_as_one_by_one(tmp_path):
    for path in ("a.md", "clients/x/client.md", "clients/x/tasks/1.md", "clients/x/tasks/2.md"):
        write_file(tmp_path, path, path.encode())
    (tmp_path / "clients/door").symlink_to(tmp_path / "clients/x")
    with FileReader(tmp_path) as reader:
        for path in ("clients/x/tasks/1.md", "clients/x/tasks/2.md", "a.md", "clients/x/client.md"):
            assert reader.read(path) == path.encode()
        with pytest.raises(NotARegularFile):
            reader.read("clients/door/client.md")
        with pytest.raises(NoSuchFile):
            reader.read("clients/none/client.md")
        with pytest.raises(UnsafePath):
            reader.read("clients/x/../x/client.md")
        assert reader.read("a.md") == b"a.md"


def test_a_reader_leaves_no_folder_open(tmp_path, monkeypatch):
    write_file(tmp_path, "a/b.md", b"")
    opened = []

    def count(real):
        return lambda *arguments: opened.append(real(*arguments)) or opened[-1]

    for call in ("open_root", "open_folder", "open_file"):
        monkeypatch.setattr(disk, call, count(getattr(disk, call)))
    real_close = disk.close
    monkeypatch.setattr(disk, "close", lambda descriptor: (opened.remove(descriptor), real_close(descriptor)))
    with FileReader(tmp_path) as reader:
        reader.read("a/b.md")
        with pytest.raises(NoSuchFile):
            reader.read("none/b.md")
    assert opened == []
