"""What threads tell while the program ends finds no screen, and is no mistake."""

from cartera.tui import messages


async def test_what_is_told_after_the_last_screen_went_is_taken_calmly(run_app, seller_files):
    async with run_app(seller_files) as (app, _):
        snapshot = app.snapshot
    assert not app.screen_stack
    app.on_problems_counted(messages.ProblemsCounted(snapshot, 3, 4, 5))
    app.take(snapshot)
    app.refresh_header()
    assert app.problem_counts is not None
