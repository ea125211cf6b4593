"""The main job by keys over SSH, on a public sales book and on one of 100,000 records; all of it in ``make proof``."""

import shutil
import subprocess
import time

import pytest
from cartera.bench.books import FOLDER, make_book
from cartera.tests.hostile.conftest import environment_of
from cartera.tests.outside.servers import SSHD, open_over
from cartera.tests.outside.terminals import CARTERA, foreign_orders

RECIPE = "docs/examples/crm-sales-opportunities.yaml"
WORDS = {"en": ("Log:", "Today", "Clients", "Pipeline"), "es": ("Registrar:", "Hoy", "Clientes", "Embudo")}

pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not (SSHD and shutil.which("ssh")), reason="no SSH server or client is installed"),
]


def run(environment, *words):
    subprocess.run(words, check=True, capture_output=True, env=environment)


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory):
    """The environment of all these programs; the index of a large book is made once."""
    home = tmp_path_factory.mktemp("home")
    return {**environment_of(home), "ESCDELAY": "25"}


@pytest.fixture(scope="module")
def sales_book(surroundings, tmp_path_factory, shared, request):
    """The public sales data, imported by the recipe of the documentation; a client of it, and who works there."""
    source = shared / "data/crm-sales-opportunities"
    if not source.is_dir():
        pytest.skip("the sales data are not there")
    root = tmp_path_factory.mktemp("sales") / "book"
    run(surroundings, *CARTERA, "init", str(root))
    recipe = str(request.config.rootpath / RECIPE)
    run(surroundings, *CARTERA, "-C", str(root), "import", str(source), "--recipe", recipe, "--yes")
    return root, "Acme Corporation"


@pytest.fixture(scope="module")
def vast_book(surroundings, tmp_path_factory, request):
    """A clone of the generated book of 100,000 records that the bench keeps; a client of it."""
    book = make_book(request.config.rootpath / FOLDER, "100k")
    root = tmp_path_factory.mktemp("vast") / "book"
    run(surroundings, "git", "clone", "-q", str(book.root), str(root))
    slug = sorted(each.parent.name for each in root.glob("clients/*/client.md"))[1234]
    return root, f"{slug.title()} SA"


@pytest.fixture(params=["sales", "vast"])
def book(request):
    """Each of the two."""
    return request.getfixturevalue(f"{request.param}_book")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_the_main_job_is_done_by_keys(server, surroundings, book, size, language, tmp_path, capsys, request):
    root, client = book
    own = {**surroundings, "XDG_STATE_HOME": str(tmp_path)}
    log_title, today, clients, board = WORDS[language]
    told = f"they liked it {size[0]} {language} {time.monotonic_ns()}"
    begun = time.monotonic()
    terminal = open_over(server, [*CARTERA, "-C", str(root), "--lang", language], own, size=size)
    try:
        terminal.wait_for(f"{clients} (")
        opened = time.monotonic() - begun
        terminal.settle()
        terminal.press("slash")
        terminal.type(f'"{client}"')
        terminal.wait_for("(1/")
        terminal.press("enter")
        mark = len(terminal.seen)
        terminal.press("enter")
        terminal.wait_for(f"{client}\a", since=mark)
        terminal.press("l")
        terminal.wait_for(log_title)
        terminal.type(f"call: {told} > send the offer @friday")
        terminal.press("enter")
        wait_for_file(root, "interactions/**/*.md", told)
        terminal.press("escape", "g", "e")
        terminal.wait_for(f"{board}\a")
        terminal.read(1.0)
        terminal.settle()
        move_one(terminal, root, surroundings)
        mark = len(terminal.seen)
        terminal.press("g", "h")
        terminal.wait_for(f" {today}", since=mark)
        terminal.press("escape", "ctrl+q")
        assert terminal.end() == 0
    finally:
        terminal.leave()
    assert foreign_orders(terminal.seen) == []
    assert any("send the offer" in each.read_text() for each in root.glob("clients/*/tasks/*.md"))
    told = f"{root.parent.name} {size} {language}: {opened:.1f} s to the first frame, {time.monotonic() - begun:.1f} s in all"
    with capsys.disabled():
        request.config.get_terminal_writer().line(f"\n{told}")


def wait_for_file(root, pattern, text):
    """Wait until a file that holds ``text`` lies in the folder of some client."""
    given_up = time.monotonic() + 60
    while not any(text in each.read_text() for each in newest(root.glob(f"clients/*/{pattern}"))):
        assert time.monotonic() < given_up, f"nothing holds {text!r}"
        time.sleep(0.2)


def newest(paths):
    return sorted(paths, key=lambda each: each.stat().st_mtime_ns)[-5:]


def move_one(terminal, root, surroundings):
    """Move a deal of the board to its next stage and take that back; a form that asks for more is left."""
    before = head_of(root, surroundings)
    mark = len(terminal.seen)
    terminal.press("greater_than_sign")
    given_up = time.monotonic() + 20
    while len(terminal.seen) == mark and time.monotonic() < given_up:
        terminal.read(0.2)
    assert len(terminal.seen) > mark, "the board does not answer"
    while head_of(root, surroundings) == before and time.monotonic() < given_up:
        terminal.read(0.2)
    terminal.press("escape" if head_of(root, surroundings) == before else "u")


def head_of(root, surroundings):
    done = subprocess.run(
        ["git", "-C", str(root), "rev-parse", "HEAD"], check=True, capture_output=True, env=surroundings
    )
    return done.stdout
