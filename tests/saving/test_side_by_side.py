"""Four programs, two loops of commands and plain git in one book: the short form of ``make together``."""

import subprocess

import pytest
from cartera.bench import together
from cartera.bench.together import SHARES, run_together


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_is_lost_and_nothing_fails_where_seven_write_at_once(tmp_path):
    outcome = run_together(tmp_path, 70)
    assert outcome.failed == ()
    assert outcome.lost == ()
    assert outcome.unsound == ()
    assert outcome.asked >= 70


def test_all_of_the_saves_are_shared_out():
    assert sum(SHARES.values()) == pytest.approx(1)


def test_a_save_that_is_not_in_git_would_be_found(tmp_path):
    together._make_book(tmp_path)
    (tmp_path / "clients/acme/client.md").write_text("---\ntitle: Acme\ncity: Vigo\n---\n")
    subprocess.run(["git", "-C", str(tmp_path), "commit", "-qam", "City"], check=True)
    told = [{"path": "clients/acme/client.md", "line": f"city: {city}"} for city in ("Vigo", "Lugo")]
    assert list(together._find_lost(tmp_path, told)) == ["clients/acme/client.md: city: Lugo"]


def test_a_book_that_is_not_sound_would_be_found(tmp_path):
    together._make_book(tmp_path)
    assert list(together._find_unsound(tmp_path)) == []
    (tmp_path / "clients/acme/client.md").write_text("---\ntitle: [\n---\n")
    assert list(together._find_unsound(tmp_path)) == [
        " M clients/acme/client.md",
        f"{tmp_path / 'clients/acme/client.md'} cannot be read",
    ]
