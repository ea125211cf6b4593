import pytest
from cartera.records import own_trees
from cartera.records.own_trees import CACHE_NAME, read_own


def test_kept_trees_are_those_of_the_files(tmp_path):
    parsed = read_own(beside=None)
    first = read_own(tmp_path / "cache", beside=None)
    second = read_own(tmp_path / "cache", beside=None)
    assert parsed == first == second
    assert (tmp_path / "cache" / CACHE_NAME).is_file()
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_kept_trees_are_read_without_parsing(tmp_path, monkeypatch):
    kept = read_own(tmp_path, beside=None)
    monkeypatch.setattr(own_trees, "read_own_trees", lambda _: pytest.fail("parsed again"))
    assert read_own(tmp_path, beside=None) == kept


def test_changed_files_are_parsed_again(tmp_path, monkeypatch):
    read_own(tmp_path, beside=None)
    monkeypatch.setattr(own_trees, "stamp_own_files", lambda: ("other",))
    monkeypatch.setattr(own_trees, "read_own_trees", lambda folder: {folder: {}})
    assert read_own(tmp_path, beside=None).types == {"types": {}}


@pytest.mark.parametrize("damage", [b"", b"\x00", b"not marshal", b"N", b"(\x01\x00\x00\x00N"])
def test_a_damaged_cache_is_no_loss(tmp_path, damage):
    (tmp_path / CACHE_NAME).write_bytes(damage)
    assert read_own(tmp_path, beside=None) == read_own(beside=None)


def test_a_folder_that_cannot_be_written_is_no_loss(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert read_own(tmp_path / "file" / "cache", beside=None) == read_own(beside=None)


def test_they_are_kept_beside_the_bytecode_and_in_the_cache_only_where_that_cannot_be(tmp_path, monkeypatch):
    beside, cache = tmp_path / "__pycache__", tmp_path / "cache"
    beside.mkdir()
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    kept = read_own(cache, beside=beside)
    assert (beside / CACHE_NAME).is_file()
    assert not cache.exists()
    monkeypatch.setattr(own_trees, "read_own_trees", lambda _: pytest.fail("parsed again"))
    assert read_own(cache, beside=beside) == read_own(beside=beside) == kept


def test_nothing_is_kept_beside_the_bytecode_where_python_keeps_none(tmp_path, monkeypatch):
    beside = tmp_path / "__pycache__"
    beside.mkdir()
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    read_own(tmp_path / "cache", beside=beside)
    assert not any(beside.iterdir())
    assert (tmp_path / "cache" / CACHE_NAME).is_file()
