"""Help: every command explains itself in both languages, and the page of commands says the same."""

import subprocess
import sys

import click
import pytest
from cartera.cli.catalogue import COMMANDS
from cartera.cli.root import root
from cartera.cli.world import World
from cartera.docs.pages import FOLDER, PAGES
from cartera.schema.language import Language


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_help_lists_every_command_with_a_sentence(shell, language):
    result = shell.run("--lang", language, "--help")
    assert result.code == 0
    for name in COMMANDS:
        rows = [line.split(maxsplit=1) for line in result.out.splitlines()]
        assert any(row[0] == name and len(row) == 2 for row in rows if row), name


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_and_examples_in_both_languages(shell, name):
    english = shell.run("--lang", "en", name, "--help")
    spanish = shell.run("--lang", "es", name, "--help")
    assert english.code == spanish.code == 0
    assert f"Usage: cartera {name}" in english.out
    assert f"Uso: cartera {name}" in spanish.out
    assert "Examples:" in english.out
    assert "Ejemplos:" in spanish.out
    assert f"  cartera {name}" in english.out.split("Examples:")[1] or "-C" in english.out
    described = english.out.split("\n\n")[1], spanish.out.split("\n\n")[1]
    assert described[0] != described[1]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_the_help_of_each_begins_with(name, language):
    spoken = Language(language)
    with click.Context(root, obj=World(asked_language=language)) as context:
        command = root.get_command(context, name)
        assert command is not None
        assert spoken.gettext(COMMANDS[name].about) == command.get_short_help_str()


def test_the_list_of_commands_imports_none_of_them():
    program = (
        "import sys; from cartera.cli.running import run; run(['--help']); "
        "sys.exit(any(each.startswith('cartera.cli.commands.') for each in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0


def test_help_needs_no_book(shell):
    for path in shell.book.iterdir():
        if path.is_file():
            path.unlink()
    assert shell.run("list", "--help").code == 0
    assert shell.run("list", "task").code == 3


def test_the_page_of_commands_has_a_heading_for_each():
    page = PAGES["commands.md"]()
    assert [line for line in page.splitlines() if line.startswith("### ")] == [
        f"### cartera {name}" for name in COMMANDS
    ]


@pytest.mark.parametrize("name", PAGES)
def test_the_generated_page_is_fresh(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"
