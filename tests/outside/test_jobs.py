"""The table of jobs is true: its keys, pressed on the sample book, and its commands, typed in a shell, do each job."""

import asyncio
import random
import shlex
import shutil
import time

import pytest
from cartera.cli.running import run
from cartera.cli.world import World
from cartera.docs.jobs import JOBS
from cartera.docs.stage import clock, open_stage, write_stage
from cartera.records.opening import open_book
from cartera.schema.language import ENGLISH
from cartera.tests.tui.resting import let_pilots_wait_for_rest

SAMPLED = {"move", "undo"}
"""Jobs of the everyday check; the others are walked with every case."""
PATIENCE = 60


def titled(snapshot, title, type_name):
    return next((each for each in snapshot.of_type(type_name) if each.title == title), None)


def is_logged(snapshot):
    call = titled(snapshot, "budget is fine", "interaction")
    task = titled(snapshot, "send the proposal", "task")
    return call and call.text("kind") == "call" and task and task.text("due") == "2026-07-17"


def is_moved(snapshot):
    return titled(snapshot, "De la parcela a la botella", "opportunity").text("stage") == "qualification"


def is_done(snapshot):
    return titled(snapshot, "Enviar la contraoferta a Ander antes de las doce", "task").text("status") == "done"


def is_put_off(snapshot):
    return (
        titled(snapshot, "Mandar a Rubén la ficha del sensor con duración de pila", "task").text("due") == "2026-07-17"
    )


def is_client_made(snapshot):
    return titled(snapshot, "Nova", "client")


def is_contact_made(snapshot):
    found = titled(snapshot, "Eva Ruiz", "contact")
    return found and found.client == "almacenes-tramontana"


def is_deal_made(snapshot):
    found = titled(snapshot, "Second line", "opportunity")
    fields = ("amount", "expected_close", "next_step", "next_step_due")
    return found and [found.text(each) for each in fields] == ["20000.00 EUR", "2026-09-30", "Call her", "2026-07-17"]


def is_given_away(snapshot):
    tasks = [each for each in snapshot.of_type("task") if each.text("status") in {"open", "waiting"}]
    return len(tasks) > 30 and not any(each.text("assignee") == "ana" for each in tasks)


def is_undone(snapshot):
    return titled(snapshot, "Almacenes Tramontana", "client").text("city") != "Soria"


SAVED = {
    "log": is_logged,
    "move": is_moved,
    "done": is_done,
    "snooze": is_put_off,
    "client": is_client_made,
    "contact": is_contact_made,
    "deal": is_deal_made,
    "reassign": is_given_away,
    "undo": is_undone,
}
"""What the book says after the job."""
SEEN = {"find": "https://almacenes-tramontana.example/", "pipeline": "Plataforma para dos almacenes"}
"""What is read after the job."""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The sample book of one fixed day, with a change that can be taken back."""
    root = tmp_path_factory.mktemp("stage") / "demo"
    write_stage(root)
    assert shell(root, "set almacenes-tramontana city=Soria")[0] == 0
    return root


@pytest.fixture
def stage(written, tmp_path):
    root = tmp_path / "demo"
    shutil.copytree(written, root)
    return root


def shell(root, command, capture=None):
    """Return the exit code of a command and what it wrote."""
    world = World(
        clock=clock,
        random=random.Random(7),
        environment={"LANG": "en_US.UTF-8", "XDG_CACHE_HOME": str(root.parent / "cache")},
        is_interactive=lambda: False,
    )
    code = run(["-C", str(root), *shlex.split(command)], world)
    return code, capture.readouterr().out if capture else ""


def cases():
    return [pytest.param(each, id=each.id, marks=() if each.id in SAMPLED else pytest.mark.exhaustive) for each in JOBS]


def test_every_job_has_a_check():
    assert {each.id for each in JOBS} == SAVED.keys() | SEEN.keys()


@pytest.mark.parametrize("job", cases())
async def test_the_keys_of_the_table_do_the_job(stage, job, monkeypatch):
    let_pilots_wait_for_rest(monkeypatch)
    app = open_stage(stage, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:

        async def wait(condition):
            given_up = time.monotonic() + PATIENCE
            while not condition():
                assert time.monotonic() < given_up, read(app)
                await pilot.pause()
                await asyncio.sleep(0.01)

        await wait(lambda: app.snapshot is not None and app.problem_counts is not None)
        await pilot.press(*job.keys)
        await wait(lambda: SEEN[job.id] in read(app) if job.id in SEEN else SAVED[job.id](app.snapshot))


def read(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("job", cases())
def test_the_command_of_the_table_does_the_job(stage, job, capsys):
    code, out = shell(stage, job.command, capsys)
    assert code == 0, out
    if job.id in SEEN:
        assert SEEN[job.id] in out
    else:
        book = open_book(stage, clock)
        assert SAVED[job.id](book.snapshot())
        book.close()


def test_no_job_takes_more_keys_than_its_command():
    assert [each.id for each in JOBS if len(each.keys) > each.typed_in_shell] == []
