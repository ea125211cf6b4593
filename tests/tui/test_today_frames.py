"""What today and its reviews look like, kept as text in ``frames/``.

After a wanted change: ``CARTERA_WRITE_FRAMES=1 .venv/bin/pytest tests/tui/test_today_frames.py``, then read the difference.
"""

import pytest

LONG = "A very long thing to do that nobody can read to its end in a line of eighty cells 漢字の名前"

TASK = """
    ---
    title: {title}
    assignee: ana
    status: open
    importance: {importance}
    due: {due}
    promised_to_client: {promised}
    ---
    """

CASE = """
    ---
    title: Line stopped
    kind: incident
    severity: 1
    status: received
    status_history:
      - {at: 2026-07-20T09:10:00+02:00, to: received, by: ana}
    received_at: 2026-07-20T09:10:00+02:00
    received_via: phone
    owner: ana
    ---
    """

WALK = [
    ("day", ["g", "h"], "Send prices", "Send prices"),
    ("day-ranked", ["home", "down", "minus"], "By score", "Por puntuación"),
    ("day-why", ["equals_sign"], "promised to the client", "prometido al cliente"),
    ("day-snooze", ["escape", "z"], "in three months", "en tres meses"),
    ("review-morning", ["escape", "r", "m"], "step 1", "paso 1"),
    ("review-overdue", ["tab"], "step 2", "paso 2"),
    ("review-danger", ["tab", "tab"], "step 4", "paso 4"),
    ("review-top", ["tab"], "step 5", "paso 5"),
]
"""Name of the frame, keys that lead to it from the one before, a text that is on it then in English and in Spanish."""


@pytest.fixture
def full_day(seller_files):
    """A day with a clock that runs, late and promised tasks, long text, and a priority."""
    tasks = [
        ("late-a1b2", "Ask for the logo", 1, "2026-07-09", "true"),
        ("long-c3d4", f'"{LONG}"', 2, "2026-07-16", "false"),
        ("now-e5f6", "Send prices", 2, "2026-07-20", "false"),
    ]
    return {
        **seller_files,
        **{
            f"clients/bold/tasks/{name}.md": TASK.format(title=title, importance=weight, due=due, promised=promised)
            for name, title, weight, due, promised in tasks
        },
        "clients/acme/cases/2026-07-20-line-g7h8.md": CASE,
        "people/ana/journal/2026/2026-07-20.md": (
            "---\ntitle: Monday\nperiod: day\ndate: 2026-07-20\nwho: ana\ntop: [now-e5f6, Sign the contract]\n---\n"
        ),
    }


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_day_and_its_reviews_look_as_they_are_kept(run_app, full_day, see, see_when, size, language, compare):
    async with run_app(full_day, size=size, language=language) as (app, pilot):
        for name, keys, english, spanish in WALK:
            await pilot.press(*keys)
            await see_when(app, pilot, spanish if language == "es" else english)
            compare(f"{name}-{size[0]}x{size[1]}-{language}", see(app))
