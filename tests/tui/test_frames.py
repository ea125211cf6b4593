"""What pages of odd records look like, kept as text beside this test; every screen is in test_every_screen.py.

After a wanted change: ``CARTERA_WRITE_FRAMES=1 .venv/bin/pytest tests/tui/test_frames.py``, then read the difference.
"""

ODD = {
    "cartera.yaml": "name: Odd\nlanguage: en\n",
    "clients/long/client.md": "---\ntitle: " + "A very long name " * 300 + "\nlifecycle: lead\n---\n",
    "clients/wide/client.md": "---\ntitle: 漢字の名前 ☕ 👩‍💻 naïve\nlifecycle: customer\n---\nテキスト\n",
    "clients/rtl/client.md": "---\ntitle: שלום مرحبا\nlifecycle: lead\n---\n",
    "clients/markup/client.md": '---\ntitle: "[bold]Renewal [Q3] [/] \\e[31mred \\u202eback"\nlifecycle: lead\n---\n',
    "clients/broken/client.md": "---\ntitle: Broken\ntitle: twice\n---\n",
    "clients/wrong/client.md": "---\ntitle: Wrong\nlifecycle: sometimes\nemployees: many\nlifecicle: lead\n---\n",
}


async def test_odd_records_are_literal_and_break_no_column(run_app, see, see_when, compare):
    async with run_app(ODD) as (app, pilot):
        await see_when(app, pilot, "Wrong")
        compare("odd-clients", see(app))
        for slug in ["long", "markup", "wide", "wrong"]:
            app.open_record(f"clients/{slug}/client")
            await see_when(app, pilot, "No next step")
            compare(f"odd-{slug}", see(app))
            await pilot.press("escape")
