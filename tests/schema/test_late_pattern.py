"""A late pattern is compiled with its first use and answers as the compiled one."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from cartera.schema.late_pattern import late


def test_nothing_is_compiled_before_the_first_use() -> None:
    broken = late("(")
    with pytest.raises(re.error):
        broken.match("")


def test_it_answers_as_the_compiled_one() -> None:
    pattern = late(r"(a)(b)?", re.IGNORECASE)
    found = pattern.fullmatch("Ab")
    assert found is not None
    assert found.groups() == ("A", "b")
    assert pattern.sub("x", "aab") == "xx"
    assert pattern.pattern == r"(a)(b)?"
    assert [each[0] for each in pattern.finditer("a ab")] == ["a", "ab"]
    with pytest.raises(AttributeError):
        pattern.no_such_thing  # noqa: B018 - asked for what is not there


def test_the_switch_compiles_at_once() -> None:
    program = "from cartera.schema.late_pattern import late; import re; print(late is re.compile)"
    done = subprocess.run(
        [sys.executable, "-c", program], env={"CARTERA_EARLY_PATTERNS": "1"}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True"
