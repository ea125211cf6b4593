import pytest
from cartera.records.query.language import (
    DEEPEST,
    LONGEST,
    And,
    Comparison,
    Criterion,
    Not,
    Operator,
    Or,
    Word,
    parse_query,
    write_query,
)
from cartera.records.query.mistakes import BadQuery
from hypothesis import given
from hypothesis import strategies as st

HAS, ABOVE = Operator.HAS, Operator.ABOVE


def asks(path, *texts, operator=HAS):
    return Comparison(path, tuple(Criterion(operator, text) for text in texts))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", And()),
        ("word", Word("word")),
        ('"two words"', Word("two words")),
        ("«dos palabras»", Word("dos palabras")),
        (r'"a \"quote\" and \\"', Word('a "quote" and \\')),
        ("stage:won", asks("stage", "won")),
        ("stage:won,lost", asks("stage", "won", "lost")),
        ('title:"a, b",c', asks("title", "a, b", "c")),
        ("amount>50k", asks("amount", "50k", operator=ABOVE)),
        ("amount>1,5M", asks("amount", "1,5M", operator=ABOVE)),
        ("close:<eoq", asks("close", "eoq", operator=Operator.BELOW)),
        ("name~^a.*", asks("name", "^a.*", operator=Operator.FITS)),
        ("stage!=won", asks("stage", "won", operator=Operator.IS_NOT)),
        ("client.industry:finance", asks("client.industry", "finance")),
        ("days-silent>=30", asks("days-silent", "30", operator=Operator.AT_LEAST)),
        ("a b", And((Word("a"), Word("b")))),
        ("a and b", And((Word("a"), Word("b")))),
        ("a or b", Or((Word("a"), Word("b")))),
        ("a o b", Or((Word("a"), Word("b")))),
        ("a b or c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a (b or c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ("-tag:parked", Not(asks("tag", "parked"))),
        ("not stage:won", Not(asks("stage", "won"))),
        ("-(a b)", Not(And((Word("a"), Word("b"))))),
        ("--a", Not(Not(Word("a")))),
        ("-", Word("-")),
        ("10:30", Word("10:30")),
        ("teléfono:600", asks("teléfono", "600")),
    ],
)
def test_a_text_means_its_tree_and_the_tree_is_written_as_a_text_that_means_it(text, tree):
    assert parse_query(text) == tree
    assert parse_query(write_query(tree)) == tree


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("stage:", 5, "a value is missing"),
        ("amount> 5", 6, "a value is missing"),
        ("a (b", 2, "not closed"),
        ("a)", 1, "closes nothing"),
        ('x "abc', 2, "not closed"),
        ("a:b,", 3, "a value is missing"),
        ("(-)", 2, None),
        ("a:1 -b: c", 6, "a value is missing"),
    ],
)
def test_a_mistake_points_at_its_character(text, at, says):
    if says is None:
        assert parse_query(text) == Word("-")
        return
    with pytest.raises(BadQuery, match=says) as refused:
        parse_query(text)
    assert refused.value.at == at
    assert refused.value.point_at(text) == f"{text}\n{' ' * at}^"


def test_positions_tell_where_each_part_was_written():
    query = parse_query("a stage:won,lost")
    assert isinstance(query, And)
    comparison = query.parts[1]
    assert isinstance(comparison, Comparison)
    assert (comparison.at, [each.at for each in comparison.tests]) == (2, [8, 12])


def test_a_query_may_not_be_endlessly_long_or_deep():
    with pytest.raises(BadQuery, match="at most"):
        parse_query("a" * (LONGEST + 1))
    for text in ("(" * 900 + "a" + ")" * 900, "-" * 900 + "a"):
        with pytest.raises(BadQuery, match="too many"):
            parse_query(text)
    parse_query("(" * DEEPEST + "a" + ")" * DEEPEST)


@given(st.text(max_size=60) | st.text(alphabet='ab:<>=!~,.-()" \\o', max_size=40))
def test_any_text_is_a_query_or_a_mistake_within_it(text):
    mistake = None
    try:
        query = parse_query(text)
    except BadQuery as refused:
        mistake = refused
    if mistake:
        assert 0 <= mistake.at <= len(text)
        return
    assert parse_query(write_query(query)) == query


words = st.text(min_size=1, max_size=8)
paths = st.from_regex(r"[a-zñ][a-z_-]{0,5}(\.[a-z]{1,4})?", fullmatch=True)
comparisons = st.builds(
    Comparison,
    paths,
    st.lists(st.builds(Criterion, st.sampled_from(Operator), words), min_size=1, max_size=3).map(tuple),
)
queries = st.recursive(
    st.builds(Word, words) | comparisons,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=8,
)


@given(queries)
def test_a_tree_written_and_parsed_again_is_the_same(query):
    assert parse_query(write_query(query)) == query
