"""Which paths may be touched."""

import pytest
from cartera.records.files.paths import is_plain_name, is_portable_name, safe_path


@pytest.mark.parametrize(
    "path", ["client.md", "clients/año/ñandú.md", "a/.gitignore", "git", "a/.github/x", ".gitattributes"]
)
def test_an_ordinary_path_is_safe(path):
    assert safe_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\\b", "C:\\a", "a\nb", "a\x7f", "a\x9b", "a\x00",
        ".git", ".git/config", "a/.git/hooks/x", ".GIT/x", ".Git", ".git./x", ".git /x", ".git . ./x", "git~1/x", "GIT~2",
        ".git:stream/x", ".git::$INDEX_ALLOCATION/x", ".g\u200cit/x", "\ufeff.git", ".gi\u202dt", "\udcff.md",
        "x" * 256, "é" * 128, "a/" * 2001 + "b",
    ],
)  # fmt: skip
def test_a_path_that_could_leave_the_book_or_enter_git_is_not_safe(path):
    assert not safe_path(path)


@pytest.mark.parametrize(
    "name", ["con", "CON.md", "nul.tar.gz", "com1.md", "LPT9", "aux ", "a:b", "what?", "a*", "a.", "a ", 'a"b', "CON:x"]
)
def test_a_name_windows_cannot_have_is_not_portable(name):
    assert not is_portable_name(name)


@pytest.mark.parametrize("name", ["console.md", "comet1.md", "com10.md", "a.b.md", "año.md", ".x"])
def test_an_ordinary_name_is_portable(name):
    assert is_portable_name(name)


@pytest.mark.parametrize("name", ["a\x1b[31m", "a\u202egpj.md", "a\u2066b"])
def test_a_name_that_shows_as_another_is_not_plain(name):
    assert not is_plain_name(name)
