"""Recipes: what they say, and mistakes that point at their line."""

import pytest
from cartera.records.exchange.engine import prepare_import
from cartera.records.exchange.mistakes import NoSuchRecipe, RecipeMistake
from cartera.records.exchange.recipe import Condition, Source, Template, WhenWrong
from cartera.records.exchange.recipe_reader import read_recipe

SMALL = """
    title: Clients
    steps:
      - file: clients.csv
        type: client
        key: {crm: {column: id}}
        fields:
          title: "{name}"
    """


def test_a_recipe_is_read(make_recipe):
    recipe = make_recipe(SMALL)
    step = recipe.steps[0]
    assert (recipe.name, recipe.title) == ("demo", "Clients")
    assert (step.system, step.key) == ("crm", Source(Template((("", "id"),))))
    assert dict(step.fields)["title"] == Source(Template((("", "name"),)))


def test_a_condition_may_be_written_short(make_recipe):
    recipe = make_recipe(SMALL.replace("type: client", "type: client\n        only_if: stage=Won, Lost"))
    assert recipe.steps[0].only_if == Condition((("stage", frozenset({"Won", "Lost"})),))


def test_what_happens_to_wrong_text_is_refusal_unless_said(make_recipe):
    recipe = make_recipe(SMALL + "      city: {column: town, if_wrong: note}\n")
    by_name = dict(recipe.steps[0].fields)
    assert (by_name["title"].if_wrong, by_name["city"].if_wrong) == (WhenWrong.REFUSE, WhenWrong.NOTE)


def test_dotted_keys_of_a_schema_stand_for_maps(make_recipe):
    recipe = make_recipe("schema:\n  client:\n    extends: client\n    a.b: {c: d}\n" + SMALL.replace("\n    ", "\n"))
    assert recipe.schema["client"] == {"extends": "client", "a": {"b": {"c": "d"}}}


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("key: {crm: {column: id}}", "kee: 1", 5, "“kee”"),
        ("fields:", "feilds:", 6, "“feilds”"),
        ('title: "{name}"', "title: {column: name, claen: lower}", 7, "“claen”"),
        ('title: "{name}"', "title: {column: name, clean: lowr}", 7, "“lowr”"),
        ('title: "{name}"', "title: {column: name, scale: ten}", 7, "not a number"),
        ('title: "{name}"', "title: {column: name, at: 9h}", 7, "time of day"),
        ('title: "{name}"', "title: {column: name, if_wrong: ignore}", 7, "“ignore”"),
        ("key: {crm: {column: id}}", "key: [a]", 5, "must be a map"),
        ("file: clients.csv", "file: {}", 3, "must be a list"),
    ],
)
def test_a_mistake_names_its_line(make_recipe, before, after, line, words):
    with pytest.raises(RecipeMistake) as told:
        make_recipe(SMALL.replace(before, after))
    assert words in str(told.value)
    assert told.value.line == line


@pytest.mark.parametrize(
    "text", ["", "steps: []", "steps:\n", "- a", "a: &x [*x]", "a: !!python/object:os.system x", "\x00", "{" * 30000]
)
def test_what_is_no_recipe_is_told(make_recipe, text):
    with pytest.raises(RecipeMistake):
        make_recipe(text)


def test_a_recipe_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NoSuchRecipe):
        read_recipe(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("before", "after", "near"),
    [
        ("type: client", "type: cliant", "client"),
        ("title:", "titel:", "title"),
        ('title: "{name}"', "title: {colunm: name}", "column, text or look_up"),
        ('title: "{name}"', 'needs: [{neeed: "{name}"}]', "need"),
    ],
)
def test_a_type_or_field_that_is_not_there_is_told_with_the_nearest(
    make_recipe, make_book, make_source, before, after, near
):
    source = make_source({"clients.csv": "id,name\n1,Acme\n"})
    head, _, tail = SMALL.partition("steps:")
    with pytest.raises(RecipeMistake) as told:
        prepare_import(make_book({}), make_recipe(head + "steps:" + tail.replace(before, after)), source)
    assert near in str(told.value.hint)
    assert told.value.line
