"""A server that cannot be reached: why, in the words of what spoke with it, and what waits to be sent."""

import pytest
from cartera.records.sync import mistakes

REFUSED = "ssh: connect to host team.example port 22: Connection refused"
DENIED = "ana@team.example: Permission denied (publickey)."


@pytest.fixture
def over_ssh(ana, tmp_path, monkeypatch):
    """Let ana's book lie on a server, and ssh end with words of the test's own."""

    def say(words):
        script = tmp_path / "ssh"
        script.write_text(f"#!/bin/sh\necho '{words}' >&2\nexit 255\n")
        script.chmod(0o755)
        monkeypatch.setenv("GIT_SSH_COMMAND", str(script))
        monkeypatch.setenv("GIT_SSH_VARIANT", "ssh")
        ana.git("remote", "set-url", "origin", "ssh://team.example/team.git")
        return ana

    return say


@pytest.mark.parametrize(("words", "mistake"), [(REFUSED, mistakes.RemoteUnreachable), (DENIED, mistakes.AccessDenied)])
def test_what_ssh_said_is_told_and_not_only_that_git_could_not_read(over_ssh, words, mistake):
    with pytest.raises(mistake) as told:
        over_ssh(words).sync()
    assert words in str(told.value)
    assert "Could not read" not in str(told.value)


def test_where_nothing_waits_no_zero_is_counted(over_ssh):
    with pytest.raises(mistakes.RemoteUnreachable, match="nothing waits to be sent"):
        over_ssh(REFUSED).sync()


def test_a_server_that_greets_at_length_is_cut_short(over_ssh):
    with pytest.raises(mistakes.RemoteUnreachable) as told:
        over_ssh("Welcome. " * 500 + REFUSED).sync()
    assert str(told.value).count("Welcome") < 60
    assert REFUSED in str(told.value)
