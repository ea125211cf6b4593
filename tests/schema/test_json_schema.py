"""JSON Schema, judged by somebody else's validator, reading YAML 1.2 as editors do."""

import json
import re
from pathlib import PurePosixPath

import pytest
import yaml
from cartera.schema.json_schema import editor_files, json_schema, modeline, schema_path
from cartera.schema.language import ENGLISH, SPANISH
from cartera.schema.record import Record
from cartera.schema.validate import validate
from jsonschema import Draft202012Validator


class Yaml12(yaml.CSafeLoader):
    """The core schema of YAML 1.2: fewer words are numbers or truth values, and no dates."""


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first)
Yaml12.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def read_as_an_editor(front):
    return yaml.load(front, Loader=Yaml12)


def complaints(record_type, front):
    return list(Draft202012Validator(json_schema(record_type, ENGLISH)).iter_errors(read_as_an_editor(front)))


def problems(record_type, front):
    tree = yaml.load(front, Loader=yaml.CBaseLoader)
    return validate(Record("clients/acme/x.md", record_type.name, tree, "", ""), record_type)


def test_the_schema_of_every_type_is_json_schema(schema):
    for name in schema.types:
        for language in (ENGLISH, SPANISH):
            tree = json_schema(schema.type_with_packs(name), language)
            Draft202012Validator.check_schema(tree)
            assert json.loads(json.dumps(tree)) == tree


def test_titles_are_in_the_readers_language(schema):
    tree = json_schema(schema.types["opportunity"], SPANISH)
    assert tree["title"] == "Oportunidad"
    assert tree["properties"]["stage"]["title"] == "Etapa"


def test_every_example_is_sound_to_an_editor(schema, examples):
    for record, front in examples:
        assert complaints(schema.type_with_packs(record.type), front) == [], record.path


SOUND = """\
title: Big deal
kind: new
pipeline: b2b
stage: proposal
stage_history: [{at: 2026-05-11T12:00:00+02:00, to: proposal, by: ana}]
amount: 48000.00 EUR
expected_close: 2026-12-01
forecast: omitted
next_step: Call
next_step_due: 2026-11-01
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Big deal\n", ""),
        ("kind: new", "kind: neww"),
        ("stage: proposal", "stage: [proposal]"),
        ("amount: 48000.00 EUR", "amount: 48000"),
        ("amount: 48000.00 EUR\n", ""),
        ("next_step: Call", "next_step:"),
        ("next_step: Call\n", ""),
        ("expected_close: 2026-12-01", "expected_close: soon"),
        ("forecast: omitted", "forcast: omitted"),
        ("amount:", "splits: [{user: ana}]\namount:"),
        ("amount:", "splits: [{user: ana, pct: 101}]\namount:"),
        ("amount:", "splits: {user: ana, pct: 100}\namount:"),
        ("amount:", "recurring: {amount: 1.00 EUR, per: decade}\namount:"),
        ("amount:", "recurring: 7\namount:"),
        ("amount:", "tags: urgent\namount:"),
        ("amount:", "qualification: {budget: maybe}\namount:"),
    ],
)
def test_an_editor_and_cartera_agree_on_what_is_damaged(schema, old, new):
    record_type = schema.types["opportunity"]
    assert complaints(record_type, SOUND) == []
    assert problems(record_type, SOUND) == []
    damaged = SOUND.replace(old, new, 1)
    assert damaged != SOUND
    assert complaints(record_type, damaged)
    assert problems(record_type, damaged)


@pytest.mark.parametrize(
    "line",
    [
        "tags: []",
        "tags:",
        "tags: [1, 2]",
        "splits: [{user: ana, pct: 100}]",
        'splits: [{user: ana, pct: "100"}]',
        "client_budget:",
        "recurring: {amount: 1.00 EUR, per: month, months: 36}",
        "reason_text: 2026",
        "reason_text: true",
        "ext: {hubspot: 17}",
        "probability_override: {pct: 50, reason: feeling}",
    ],
)
def test_an_editor_and_cartera_agree_on_what_is_sound(schema, line):
    record_type = schema.types["opportunity"]
    assert complaints(record_type, SOUND + line + "\n") == []
    assert problems(record_type, SOUND + line + "\n") == []


def test_the_modeline_leads_from_the_record_to_the_schema():
    line = modeline("clients/acme/opportunities/x.md", "opportunity")
    assert line == "yaml-language-server: $schema=../../../schema/json/opportunity.json"
    target = PurePosixPath("clients/acme/opportunities") / line.partition("=")[2]
    assert str(target).count("..") == len(PurePosixPath("clients/acme/opportunities").parts)
    assert schema_path("opportunity") == "schema/json/opportunity.json"
    assert modeline("x.md", "task").endswith("=schema/json/task.json")


def test_a_book_gets_one_file_a_type_and_always_the_same_bytes(schema):
    files = editor_files(schema, SPANISH)
    assert sorted(files) == sorted(f"schema/json/{name}.json" for name in schema.types)
    assert files == editor_files(schema, SPANISH)
    assert json.loads(files["schema/json/task.json"])["title"] == "Tarea"
    assert sum(map(len, files.values())) < 300_000
