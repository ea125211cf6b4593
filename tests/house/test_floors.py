"""The house stands as design §3 draws it: imports, sizes, processes, what the wheel holds."""

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("schema", "records", "templates", "tui", "cli")
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
LARGE_CLASSES: dict[str, str] = {}


def sources(*floors):
    return sorted(path for floor in floors for path in (ROOT / floor).rglob("*.py"))


def relative(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sources(*FLOORS, "docs", "bench"), ids=relative)
def test_a_file_holds_one_idea_in_four_hundred_lines(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module opens with what it is for"
    assert text.count("\n") <= 400 or relative(path) in LONG_FILES
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{relative(path)}:{node.name}"
            assert node.end_lineno - node.lineno < 60 or name in LONG_FUNCTIONS, name
        if isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
            assert len(methods) <= 25 or f"{relative(path)}:{node.name}" in LARGE_CLASSES, node.name


def test_only_the_git_runner_the_watcher_and_the_editor_start_processes():
    allowed = {
        "records/git/run.py",
        "records/git/reading.py",
        "records/files/watch.py",
        "cli/editing.py",
        "tui/editing.py",
    }
    starting = {
        relative(path)
        for path in sources(*FLOORS)
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith(("import subprocess", "from subprocess", "import multiprocessing"))
        or "os.system(" in line
        or "os.exec" in line
    }
    assert starting <= allowed


def test_only_the_survey_of_the_repository_uses_gitpython_and_only_to_read():
    """What GitPython is asked is a method of its objects: its ``.git`` would run whatever a string says."""
    using = {
        relative(path)
        for path in sources(*FLOORS)
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith(("import git", "from git", "from gitdb"))
    }
    assert using <= {"records/git/survey.py"}
    source = (ROOT / "records/git/survey.py").read_text(encoding="utf-8")
    asked = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    assert not asked & {
        "git",
        "index",
        "diff",
        "is_dirty",
        "untracked_files",
        "create_head",
        "config_writer",
        "submodules",
    }


def test_only_one_module_writes_files_of_the_book():
    """Whatever opens a file for writing elsewhere writes outside a book, and says where."""
    allowed = {
        "records/files/disk.py": "the seam of all writing",
        "records/index/cache.py": "the private cache",
        "records/own_trees.py": "the private cache",
    }
    words = (".write_text(", ".write_bytes(", "os.replace(", '.open("w', '.open("a', 'open(path, "w')
    writing = {
        relative(path)
        for path in sources("schema", "records")
        for line in path.read_text(encoding="utf-8").splitlines()
        if any(word in line for word in words)
    }
    assert writing <= set(allowed)


def test_a_lower_floor_never_loads_a_higher_one():
    code = (
        "import sys, cartera.records.book, cartera.records.opening\n"
        "bad = [m for m in sys.modules if m.split('.')[0] in {'textual', 'rich', 'click', 'jinja2', 'git', 'watchfiles'}"
        " or m.startswith(('cartera.cli', 'cartera.tui', 'cartera.templates'))]\n"
        "print(bad)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=os.path.sep)
    assert done.stdout.strip() == "[]"


def test_every_package_is_listed_for_the_wheel():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(settings["tool"]["setuptools"]["packages"])
    found = {
        ".".join(("cartera", *path.parent.relative_to(ROOT).parts))
        for floor in FLOORS
        for path in (ROOT / floor).rglob("__init__.py")
    }
    data = {each for each in listed if not (ROOT / "/".join(each.split(".")[1:]) / "__init__.py").exists()}
    assert found | {"cartera"} | data == listed
    assert data <= set(settings["tool"]["setuptools"]["package-data"])


def test_the_repository_speaks_of_no_machine():
    tracked = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True)
    words = [f"{folder}/" for folder in (ROOT, Path.home()) if len(folder.parts) > 1]
    for name in filter(None, tracked.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".yaml", ".txt", ""}:
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not any(word in text for word in words), name
