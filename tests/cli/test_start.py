"""How the program starts: what it imports, and that nothing in the book's folder is ever run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("textual", "rich", "jinja2", "git", "babel", "watchfiles")
CARTERA = Path(sys.executable).with_name("cartera")
HOSTILE = "import pathlib; pathlib.Path({mark!r}).write_text('ran')\n"

WATCHED = """
import sys
from cartera.cli.running import run
code = run({arguments!r})
loaded = sorted(set({heavy!r}) & set(sys.modules))
print("LOADED", loaded, file=sys.stderr)
sys.exit(code)
"""


def start(command, folder, **environment):
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "LANG": "en_US.UTF-8", "XDG_CACHE_HOME": str(folder.parent / "cache"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], ["list", "opportunity"], ["show", "line-2"], ["check"], ["set", "line-2", "amount=1k"]],
    ids=" ".join,
)
def test_commands_load_no_screen_and_no_library_they_do_not_need(shell, arguments):
    script = WATCHED.format(arguments=arguments, heavy=HEAVY)
    done = start([sys.executable, "-c", script], shell.book)
    assert done.returncode == 0, done.stderr
    assert "LOADED []" in done.stderr


def test_the_version_is_told_without_click(shell):
    script = "import sys; sys.argv[1:] = ['--version']\nfrom cartera.cli.main import main\n"
    script += "try: main()\nfinally: print('click' in sys.modules, file=sys.stderr)"
    done = start([sys.executable, "-c", script], shell.book)
    assert done.stdout.startswith("cartera ")
    assert done.stderr.strip() == "False"


@pytest.fixture
def trapped(shell, tmp_path):
    """A book in which somebody left modules with the names of ours and of libraries."""
    mark = tmp_path / "ran"
    names = ("yaml", "click", "rich", "git", "sitecustomize", "usercustomize", "gettext", "schema", "records", "cli")
    for name in names:
        (shell.book / f"{name}.py").write_text(HOSTILE.format(mark=str(mark)))
    return shell.book, mark


@pytest.mark.parametrize("command", [[str(CARTERA)], [sys.executable, "-m", "cartera"]], ids=["cartera", "-m"])
@pytest.mark.parametrize(
    "arguments", [["--version"], ["list", "task"], ["set", "line-2", "amount=1k"], ["doctor"]], ids=" ".join
)
def test_modules_lying_in_the_book_are_never_imported(trapped, command, arguments):
    book, mark = trapped
    done = start([*command, *arguments], book)
    assert done.returncode == 0, done.stderr
    assert not mark.exists()


def test_without_a_terminal_the_screens_are_refused_with_what_to_type(shell):
    done = start([str(CARTERA)], shell.book)
    assert done.returncode == 2
    assert "cartera --help" in done.stderr


def test_a_reader_that_goes_away_is_no_error(shell):
    done = start(["sh", "-c", f"{CARTERA} schema opportunity | head -1"], shell.book)
    assert done.stdout.startswith("Opportunity")
    assert done.stderr == ""


def test_a_terminal_that_is_not_utf8_gets_signs_instead_of_a_crash(shell):
    done = start([str(CARTERA), "--lang", "es", "schema"], shell.book, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Interacci\\xf3n" in done.stdout


def test_completion_offers_commands_types_and_names(shell):
    offered = start(
        [str(CARTERA)], shell.book, _CARTERA_COMPLETE="bash_complete", COMP_WORDS="cartera sh", COMP_CWORD="1"
    )
    assert "plain,show" in offered.stdout
    names = start(
        [str(CARTERA)], shell.book, _CARTERA_COMPLETE="bash_complete", COMP_WORDS="cartera show li", COMP_CWORD="2"
    )
    assert "plain,line-2-k3x9" in names.stdout
    types = start(
        [str(CARTERA)], shell.book, _CARTERA_COMPLETE="bash_complete", COMP_WORDS="cartera list op", COMP_CWORD="2"
    )
    assert "plain,opportunity" in types.stdout


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_lines(shell, name):
    assert "_CARTERA_COMPLETE" in shell.run("completion", name).out
