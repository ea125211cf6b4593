"""Our dataclasses do what the standard library's do; only defining one costs less."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from cartera.schema import quick_dataclass

KINDS: list[dict[str, bool]] = [
    {"frozen": True, "slots": True},
    {"frozen": True},
    {"slots": True},
    {},
    {"frozen": True, "slots": True, "order": True},
    {"frozen": True, "slots": True, "eq": False},
    {"frozen": True, "eq": False},
]
BOTH = ("ours", "theirs")


def define(maker: Any, kind: dict[str, bool]) -> SimpleNamespace:
    """Return the same two classes, the second made of the first, as one of the two decorators defines them."""

    @maker.dataclass(**kind)
    class Place:
        x: int
        """Where."""
        name: str = "here"
        tags: list[str] = maker.field(default_factory=list)
        seen: int = maker.field(default=0, compare=False)
        LIMIT: ClassVar[int] = 9

        @property
        def double(self) -> int:
            return self.x * 2

    @maker.dataclass(**kind)
    class Shop(Place):
        owner: str | None = None

    @maker.dataclass(**kind)
    class One:
        value: Any

    @maker.dataclass(**kind)
    class Nothing:
        pass

    return SimpleNamespace(Place=Place, Shop=Shop, One=One, Nothing=Nothing)


def outcome(act: Any) -> Any:
    """Return what an act gives as text, or the kind of mistake it is."""
    try:
        return repr(act()).replace("<locals>.", "")
    except Exception as mistake:  # noqa: BLE001 - whatever the library raises is right
        return type(mistake)


ACTS: dict[str, Any] = {
    "positional": lambda c: c.Place(1, "a", ["b"], 3),
    "named": lambda c: c.Place(x=1, tags=["b"]),
    "defaults": lambda c: c.Place(1),
    "own list each": lambda c: c.Place(1).tags is c.Place(1).tags,
    "too few": lambda c: c.Place(),
    "too many": lambda c: c.Place(1, 2, 3, 4, 5),
    "twice": lambda c: c.Place(1, x=1),
    "unknown": lambda c: c.Place(1, z=1),
    "heir": lambda c: c.Shop(1, owner="ana"),
    "heir's order": lambda c: c.Shop(1, "a", [], 0, "ana").owner,
    "property": lambda c: c.Place(4).double,
    "class variable": lambda c: (c.Place.LIMIT, c.Place(1).LIMIT),
    "equal": lambda c: (c.Place(1) == c.Place(1), c.Place(1) == c.Place(2), c.Place(1) != c.Place(1, seen=4)),
    "not equal to an heir": lambda c: c.Place(1) == c.Shop(1),
    "not equal to another kind": lambda c: c.Place(1) == 1,
    "same not a number": lambda c: c.One(NAN) == c.One(NAN),
    "hash": lambda c: [hash(one) == hash(other) for one, other in [(c.One(1), c.One(1))]],
    "hash of a list": lambda c: hash(c.One([])) and None,
    "nothing": lambda c: (c.Nothing(), c.Nothing() == c.Nothing()),
    "less": lambda c: (c.One(1) < c.One(2), c.One(2) <= c.One(1), c.One(2) > c.One(1), c.One(2) >= c.One(2)),
    "set": lambda c: setattr(c.Place(1), "x", 2),
    "delete": lambda c: delattr(c.Place(1), "x"),
    "slots": lambda c: getattr(c.Shop, "__slots__", None),
    "dict": lambda c: hasattr(c.Place(1), "__dict__"),
    "match": lambda c: c.Shop.__match_args__,
    "default on the class": lambda c: (hasattr(c.Place, "tags"), getattr(c.Place, "name", None) == "here"),
    "copy": lambda c: copy.copy(c.Place(1, tags=["b"])),
    "deep copy": lambda c: copy.deepcopy(c.Place(1, tags=["b"])),
    "is one": lambda c: (dataclasses.is_dataclass(c.Place), dataclasses.is_dataclass(c.Place(1))),
    "fields": lambda c: [(each.name, each.type, each.compare) for each in dataclasses.fields(c.Shop)],
    "as a dict": lambda c: dataclasses.asdict(c.Shop(1, tags=["b"], owner="ana")),
    "as a dict inside": lambda c: dataclasses.asdict(c.One([c.Place(1)])),
    "replace by the library": lambda c: dataclasses.replace(c.Shop(1, owner="ana"), x=5, name="there"),
}  # fmt: skip
NAN = float("nan")


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("act", ACTS)
def test_ours_do_what_the_librarys_do(kind: dict[str, bool], act: str) -> None:
    ours, theirs = (define(each, kind) for each in (quick_dataclass, dataclasses))
    assert outcome(lambda: ACTS[act](ours)) == outcome(lambda: ACTS[act](theirs))


def test_a_frozen_value_takes_no_field_it_does_not_have() -> None:
    ours = define(quick_dataclass, {"frozen": True, "slots": True})
    with pytest.raises(dataclasses.FrozenInstanceError):
        ours.Place(1).z = 2


def test_replace_exchanges_some_fields() -> None:
    ours = define(quick_dataclass, {"frozen": True, "slots": True})
    shop = quick_dataclass.replace(ours.Shop(1, owner="ana"), x=5)
    assert (shop.x, shop.owner) == (5, "ana")
    with pytest.raises(TypeError):
        quick_dataclass.replace(shop, z=1)


@quick_dataclass.dataclass(frozen=True, slots=True)
class Kept:
    """At the top of a module, where pickle finds it."""

    a: int
    b: tuple[int, ...] = ()


def test_a_value_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(Kept(1, (2,)))) == Kept(1, (2,))


def test_a_field_without_a_default_after_one_that_has_is_refused_when_the_class_is_made() -> None:
    with pytest.raises(TypeError, match="follows"):

        @quick_dataclass.dataclass()
        class Wrong:
            a: int = 1
            b: int


def test_a_list_as_default_is_refused() -> None:
    with pytest.raises(ValueError, match="default_factory"):

        @quick_dataclass.dataclass()
        class Wrong:
            a: list[int] = []  # noqa: RUF012 - that is what is refused


def test_a_method_the_class_has_itself_stays() -> None:
    @quick_dataclass.dataclass(frozen=True, slots=True)
    class Own:
        a: int

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (repr(Own(1)), Own(1) == Own(2), hash(Own(1))) == ("own", True, 7)


def test_the_switch_uses_the_librarys() -> None:
    program = "import cartera.schema.dataclass as d, dataclasses; print(d.dataclass is dataclasses.dataclass)"
    for value, expected in (("1", "True"), ("", "False")):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={"CARTERA_PLAIN_DATACLASSES": value},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == expected
