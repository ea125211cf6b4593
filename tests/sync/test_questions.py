"""What an exchange brings for a person to decide is told to whoever gets it, not to the one alone who merged."""

from .conftest import CLIENT

RULE = "rules/remind.yaml"


def test_a_conflict_that_somebody_else_merged_is_told_where_it_comes_in_and_once(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.edit("owner: ana", "owner: eva")
    assert eva.sync().conflicts == {CLIENT: ("owner",)}
    assert ana.sync().conflicts == {CLIENT: ("owner",)}
    eva.edit("Vigo", "Lugo")
    eva.sync()
    assert ana.sync().conflicts == {}


def test_one_that_was_settled_elsewhere_asks_nothing(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.edit("owner: ana", "owner: eva")
    eva.sync()
    ana.sync()
    head, _, rest = eva.read().partition("conflicts:\n")
    eva.save({CLIENT: head + rest.partition("\n")[2]})
    eva.sync()
    assert ana.sync().conflicts == {}


def test_a_second_version_of_a_file_is_told_as_a_whole(ana, eva):
    ana.save({RULE: "when: a\n"})
    ana.sync()
    eva.save({RULE: "when: b\n"})
    assert eva.sync().conflicts == {RULE: ("",)}
    assert ana.sync().conflicts == {RULE: ("",)}
