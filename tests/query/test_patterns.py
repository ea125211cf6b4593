import re

import pytest
from cartera.records.query.patterns import LONGEST_PATTERN, compile_pattern
from cartera.schema.kinds import BadValueError
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("plat", "Plataforma", "plano"),
        ("^plat", "Plataforma", "Mi plataforma"),
        ("norte$", "Zona norte", "norteña"),
        ("^$", "", "a"),
        ("logistica", "LOGÍSTICA", "logista"),
        ("gr[ae]y", "grey", "groy"),
        ("[^0-9]x", "ax", "1x"),
        ("[a-c]{2}", "xabx", "xax"),
        (r"F\d{4}-\d+", "Factura F2026-17", "F26-17"),
        ("a|b+c", "bbbc", "bbb"),
        ("(ab)*c", "ababc", "abab"),
        ("x?y", "y", "x"),
        (r"a\.b", "a.b", "axb"),
        ("a{2,3}$", "aaa", "a"),
        (r"\w\s\S", "a b", "ab"),
        ("[]x]", "]", "y"),
    ],
)
def test_a_pattern_is_found_where_it_stands(pattern, fitting, other):
    fits = compile_pattern(pattern)
    assert fits(fitting)
    assert not fits(other)


@pytest.mark.parametrize(
    "pattern", ["(", "a)", "[a", "*a", "a**", "a{5,2}", "a{999}", "(?=a)", r"\1", r"\b", "\\", "a{x}", "(a{90}){90}"]
)
def test_what_is_not_offered_is_refused_in_words(pattern):
    with pytest.raises(BadValueError, match="cannot be read"):
        compile_pattern(pattern)


def test_a_pattern_may_not_be_endlessly_long():
    with pytest.raises(BadValueError, match="at most"):
        compile_pattern("a" * (LONGEST_PATTERN + 1))


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "(a|a)*$",
        "(a|aa)+$",
        "(.*a){20}$",
        "a?" * 30 + "a" * 30,
        "(x+x+)+y",
        ".*.*.*.*.*=",
        "(a|b)*a(a|b){60}$",
    ],
)
def test_patterns_that_stall_backtracking_engines_take_one_pass(pattern):
    fits = compile_pattern(pattern)
    fits("a" * 5000 + "!")
    fits("ab" * 2000 + "!")


atoms = st.sampled_from(["a", "b", "c", ".", "[ab]", "[^a]", r"\d", "^", "$"])
rows = st.lists(st.tuples(atoms, st.sampled_from(["", "*", "+", "?", "{1,2}"])), min_size=1, max_size=4)


@given(rows, rows, st.booleans(), st.text(alphabet="abc1", max_size=8))
def test_it_finds_what_pythons_engine_finds(left, right, grouped, text):
    def write(row):
        return "".join(atom if atom in "^$" else atom + times for atom, times in row)

    pattern = f"({write(left)}|{write(right)})+c?" if grouped else f"{write(left)}|{write(right)}"
    assert compile_pattern(pattern)(text) == (re.search(pattern, text) is not None)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_a_pattern_or_a_refusal(pattern, text):
    try:
        fits = compile_pattern(pattern)
    except BadValueError:
        return
    assert fits(text) in {True, False}
