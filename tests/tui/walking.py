"""Books in each state, keys as they are written down, and waiting until a screen is at rest: for walks over all of it."""

import asyncio
import time

from textual import events

from .conftest import CLIENT, PATIENCE

CALM = 2
"""How often in a row a screen must look the same to be at rest."""

NAMES = {"/": "slash", "?": "question_mark", "!": "exclamation_mark", ":": "colon", "*": "asterisk", "+": "plus"}
NAMES |= {"=": "equals_sign", " ": "space", ">": "greater_than_sign", "@": "at", ",": "comma", "-": "minus"}
CHARACTERS = {name: character for character, name in NAMES.items()}

USER = "---\ntitle: {name}\nemail: {handle}@example.com\nrole: ae\ntz: Europe/Madrid\n---\n"
DEAL = """\
---
title: {title}
kind: new
pipeline: b2b
stage: {stage}
stage_history:
  - {{at: 2026-06-01T10:00:00+02:00, to: {stage}, by: ana}}
amount: {amount} EUR
expected_close: 2026-09-30
forecast: pipeline
next_step: {title}
next_step_due: 2026-07-18
owner: ana
{more}---
{title}
"""
CONFLICT = (
    "conflicts:\n  - {id: 963724fa8a3f, field: amount, base: 40000.00 EUR, kept: 48000.00 EUR, kept_by: Ana, "
    'kept_at: "2026-07-14T09:31:00+02:00", other: 51000.00 EUR, other_by: Eva}\n'
)
CONTACT = "---\ntitle: {title}\njob: {title}\nemails: [eva@example.com]\n---\n"
CALL = """\
---
title: {title}
kind: call
at: 2026-07-10T09:00:00+02:00
direction: out
contacts: [eva]
users: [ana]
---
{title}
"""
TASK = (
    "---\ntitle: {title}\nassignee: ana\nstatus: open\nimportance: 1\ndue: 2026-07-16\npromised_to_client: true\n---\n"
)
CASE = """\
---
title: {title}
kind: incident
severity: 1
status: received
status_history:
  - {{at: 2026-07-20T09:10:00+02:00, to: received, by: ana}}
received_at: 2026-07-20T09:10:00+02:00
received_via: phone
owner: ana
---
{title}
"""
INTEL = "---\ntitle: {title}\nkind: news\ndate: 2026-07-12\nsource: {title}\nimpact: 2\nso_what: {title}\n---\n"
ASSET = '---\ntitle: {title}\nkind: brochure\nlang: "en"\nversion: 1\nowner: ana\n---\n'

LONG = [
    '"A very long name that nobody can read to its end in a line of eighty cells, nor of a hundred and twenty"',
    '"漢字の名前はとても長くて画面の幅に収まりません ☕ 👩‍💻 naïve"',
    '"[bold]Renewal [Q3] [/] \\e[31mred \\u202eback שלום"',
]


def files_of(*titles):
    """Return one record of the main types for each title."""
    files = {
        "cartera.yaml": "name: Prueba\nlanguage: en\n",
        "people/ana/user.md": USER.format(name="Ana Ruiz", handle="ana"),
        "people/marc/user.md": USER.format(name="Marc Soler", handle="marc"),
    }
    stages = ("proposal", "negotiation", "prospecting")
    for number, title in enumerate(titles):
        client = f"clients/c{number}"
        more = CONFLICT if number == 0 else ""
        files |= {
            f"{client}/client.md": CLIENT.format(title=title, lifecycle="customer", note=title),
            f"{client}/contacts/eva.md": CONTACT.format(title=title),
            f"{client}/interactions/2026/2026-07-10-call-a1b{number}.md": CALL.format(title=title),
            f"{client}/opportunities/platform-k3x{number}.md": DEAL.format(
                title=title, stage=stages[number], amount=f"{48000 * 31**number}.00", more=more
            ),
            f"{client}/tasks/task-a1b{number}.md": TASK.format(title=title),
            f"{client}/cases/2026-07-20-line-g7h{number}.md": CASE.format(title=title),
            f"market/2026/2026-07-12-news-n4p{number}.md": INTEL.format(title=title),
            f"library/leaflet-s6t{number}.md": ASSET.format(title=title),
        }
    return files


BROKEN = {
    "clients/torn/client.md": "---\ntitle: Torn\ntitle: twice\n---\n",
    "clients/c0/opportunities/torn-r2s3.md": "---\ntitle: Torn\nstage: a: b\n---\n",
    "clients/c0/opportunities/wrong-t4v5.md": "---\ntitle: Wrong\nstage: sometime\namount: much\nowner: nobody\n---\n",
    "clients/wrong/client.md": "---\ntitle: Wrong\nlifecycle: sometimes\nemployees: many\nlifecicle: lead\n---\n",
    "clients/wrong/tasks/wrong-w6x7.md": "---\ntitle: Wrong\ndue: tomorrow\nassignee: nobody\nimportance: 9\n---\n",
}
STATES = {
    "empty": {key: text for key, text in files_of().items() if "marc" not in key},
    "one": files_of("Acme"),
    "long": files_of(*LONG),
    "broken": files_of("Acme") | BROKEN,
}
"""Files of the books; the one of many records is the sample book."""


def presses(keys):
    """Return the keys as Textual names them, one at a time; what stands between quotes is typed in one go."""
    for number, part in enumerate(keys.split('"')):
        if number % 2:
            yield [NAMES.get(each, each) for each in part]
        else:
            yield from ([NAMES.get(each, each)] for each in part.split())


def waits(app):
    """Return whether something is put off or under way that will yet be done or drawn."""
    screen = app.screen
    timers = [each for each in app._timers if each._repeat is not None and each._task and not each._task.done()]
    drawing = screen._layout_required or screen._dirty_widgets or screen._callbacks or not screen._running
    pumps = [app, *screen.walk_children(with_self=True)]
    asked = any(each._next_callbacks or each.message_queue_size or not each._is_mounted for each in pumps)
    return bool(timers or drawing or asked)


async def rest(app, pilot, see):
    """Wait until nothing is under way and the screen stays the same; return its lines.

    Textual's own pause sleeps until the processor is calm, which on a busy machine it is not.
    """
    given_up, before, same = time.monotonic() + PATIENCE, None, 0
    while same < CALM:
        for thread in (app.bridge._writer, app.bridge._reader):
            await asyncio.wrap_future(thread.submit(lambda: None))
        app.clear_notifications()
        await pilot._wait_for_screen()
        app.screen._on_timer_update()
        now = see(app)
        same = same + 1 if now == before and not waits(app) else 0
        before = now
        assert time.monotonic() < given_up, "never rests:\n" + "\n".join(now)
    return before


def send(app, key):
    """Press a key as the terminal does."""
    app._driver.send_message(events.Key(key, key if len(key) == 1 else CHARACTERS.get(key)))


async def press(app, pilot, see, keys):
    """Press keys as the terminal does, and wait until what they do is done."""
    for key in keys:
        send(app, key)
    return await rest(app, pilot, see)
