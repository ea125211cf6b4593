"""While files are still looked at for changes, the screen says that its rows are those of the last time."""


async def test_the_header_says_that_files_are_looked_at_until_they_are(run_app, seller_files, wait_until):
    async with run_app(seller_files) as (app, pilot):
        app.is_checking = True
        assert app.notice.startswith("checking files...")
        app.bridge.look_again()
        await wait_until(pilot, lambda: not app.is_checking)
        assert "checking" not in app.notice


async def test_what_the_look_finds_stands_on_the_screen_after_it(run_app, seller_files, wait_until):
    async with run_app(seller_files) as (app, pilot):
        app.is_checking = True
        path = app.bridge.root / "clients/acme/client.md"
        path.write_text(path.read_text().replace("title: ", "title: Other "))
        app.bridge.look_again()
        await wait_until(pilot, lambda: not app.is_checking)
        await wait_until(pilot, lambda: app.snapshot.records["clients/acme/client"].title.startswith("Other"))


async def test_what_changes_while_the_program_ends_is_shown_on_no_screen(run_app, seller_files):
    async with run_app(seller_files) as (app, _pilot):
        assert app.framed is not None
        app._running = False
        assert app.framed is None
        app._running = True
