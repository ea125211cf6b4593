"""The wheel installs one name and forgets nothing of ours."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("schema", "records", "templates", "tui", "cli")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel of what git tracks, in a copy, with the installed build backend."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "source"
    tracked = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True).stdout
    for name in filter(None, tracked.decode().split("\0")):
        if (ROOT / name).is_file():
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder / "out"), str(copy)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    (built,) = (folder / "out").glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_floors_under_one_name(wheel):
    tracked = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True).stdout
    ours = {
        f"cartera/{name}"
        for name in tracked.decode().split("\0")
        if name.split("/")[0] in FLOORS or name in {"__init__.py", "__main__.py", "py.typed"}
    }
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == {name for name in ours if (ROOT / name.removeprefix("cartera/")).is_file()}


@pytest.mark.slow
def test_the_wheel_runs_where_the_clone_is_not(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from cartera.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(tmp_path / "site"), "schema", "opportunity"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "stage" in done.stdout
