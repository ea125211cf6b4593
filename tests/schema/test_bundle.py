"""The bundle of a start: the same modules as Python would load, and never the code of a source that is another."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cartera.schema import bundle
from cartera.schema.bundle import SWITCH, BundleFinder, is_wanted, keep_bundle, use_bundle

START = """
import os, sys
sys.argv = ["start"]
sys.path.insert(0, {folder!r})
from cartera.schema.bundle import keep_bundle, use_bundle
found = use_bundle({{}}, {file!r})
import house, house.room
origin = type(house.room.__spec__.loader).__name__
print(house.room.SAYS, origin, house.__path__, house.room.__file__, house.room.__cached__, house.__package__)
print(keep_bundle({{}}, {file!r}), found is not None)
"""


@pytest.fixture
def home(tmp_path):
    """A package that a start loads, and where its bundle lies."""
    folder = tmp_path / "lib"
    (folder / "house").mkdir(parents=True)
    (folder / "house/__init__.py").write_text("")
    (folder / "house/room.py").write_text("SAYS = 'first'\n")
    return folder


def start(home):
    code = START.format(folder=str(home), file=str(home.parent / "bundle"))
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    says, kept = done.stdout.splitlines()
    return says.split(" ", 2), kept.split()


def test_the_second_start_loads_from_the_bundle_what_the_first_has_loaded(home):
    start(home)  # Python writes its own bytecode, and a folder for it beside the package
    first, second, third = start(home), start(home), start(home)
    assert first[0][1] in {"SourceFileLoader", "_Loader"}
    assert second[0][:2] == third[0][:2] == ["first", "_Loader"]
    assert first[0][2] == third[0][2], "a module says of itself what it says when Python loads it"
    assert third[1] == ["False", "True"], "what is kept is not written again"


def test_a_source_that_changed_is_read_anew(home):
    for _ in range(3):
        start(home)
    (home / "house/room.py").write_text("SAYS = 'changed'\n")
    assert start(home)[0][0] == "changed"
    assert start(home)[0][0] == "changed"


def test_a_source_of_the_same_size_and_second_is_not_mistaken(home):
    for _ in range(3):
        start(home)
    path = home / "house/room.py"
    status = path.stat()
    path.write_text("SAYS = 'again'\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    (home / "house/__pycache__").joinpath(f"room.{sys.implementation.cache_tag}.pyc").unlink()
    assert start(home)[0][0] == "again"


def test_a_module_that_is_gone_is_missed(home):
    for _ in range(3):
        start(home)
    (home / "house/room.py").unlink()
    with pytest.raises(subprocess.CalledProcessError):
        start(home)


def test_a_module_put_before_it_on_the_way_counts(home):
    for _ in range(3):
        start(home)
    (home / "house.py").write_text("")
    assert start(home)[1][1] == "False", "something was put where Python looks"


@pytest.mark.parametrize("damage", [b"", b"\x00" * 8, b"no bundle at all", None])
def test_a_damaged_bundle_counts_for_nothing(home, damage):
    for _ in range(3):
        start(home)
    file = home.parent / "bundle"
    file.write_bytes(file.read_bytes()[:-20] if damage is None else damage)
    assert start(home)[0][0] == "first"


def test_switches_leave_all_to_python(monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert is_wanted({})
    assert not is_wanted({SWITCH: "1"})
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert not is_wanted({})
    assert use_bundle({}) is None
    assert not keep_bundle({})


def test_a_folder_that_takes_nothing_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert not keep_bundle({}, str(tmp_path / "nowhere/bundle"))


def test_it_lies_beside_pythons_own_code_and_nowhere_a_book_could_be():
    assert Path(bundle.FILE).parent.name == "__pycache__"
    assert not any(isinstance(each, BundleFinder) for each in sys.meta_path), "tests load what Python loads"
