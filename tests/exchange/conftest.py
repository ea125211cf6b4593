"""What import tests share: a folder of files, a recipe in text, and a run of both."""

import textwrap

import pytest
from cartera.records.exchange.engine import apply_import, prepare_import
from cartera.records.exchange.recipe_reader import parse_recipe


@pytest.fixture
def make_recipe():
    """Return a function that reads a recipe from text."""

    def read(text, name="demo.yaml"):
        return parse_recipe(textwrap.dedent(text).lstrip("\n").encode(), name)

    return read


@pytest.fixture
def make_source(tmp_path):
    """Return a function that writes files into a folder to import from."""

    def write(files):
        folder = tmp_path / "source"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            content = text if isinstance(text, bytes) else textwrap.dedent(text).lstrip("\n").encode()
            (folder / name).write_bytes(content)
        return folder

    return write


@pytest.fixture
def bring_in():
    """Return a function that imports and returns the preview and what was saved."""

    def run(book, recipe, source, **options):
        preview = prepare_import(book, recipe, source)
        return preview, apply_import(book, preview, **options)

    return run
