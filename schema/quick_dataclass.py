"""The decorator behind ``dataclass.py``: frozen or not, with or without slots, compared by fields or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

Source = tuple[str, dict[str, Any]]
"""The text of a function called ``method``, and what it finds by name."""
Write = Callable[[type], Source]
"""Writes a method for the class it is given."""
ABSENT: Any = object()
"""Stands where a field has no default."""
_FIELDS = "__quick_fields__"
_SELF = "_self"
"""What methods call their first parameter: no field begins with a line."""


class Field:
    """What is said of one field beside its name and type."""

    __slots__ = ("annotation", "compare", "default", "factory", "name")

    def __init__(self, default: Any, factory: Any, *, compare: bool) -> None:
        self.name = ""
        self.annotation: Any = None
        self.default = default
        self.factory = factory
        self.compare = compare

    @property
    def is_given(self) -> bool:
        """Whether a value need not be passed."""
        return self.default is not ABSENT or self.factory is not ABSENT


def field(*, default: Any = ABSENT, default_factory: Any = ABSENT, compare: bool = True) -> Any:
    """Say more of a field, as ``dataclasses.field`` does."""
    return Field(default, default_factory, compare=compare)


def dataclass(
    *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False
) -> Callable[[type], type]:
    """Return what makes a class one of values, as ``dataclasses.dataclass`` does."""

    def make(cls: type) -> type:
        own = _own_fields(cls)
        fields = tuple({**_inherited_fields(cls), **own}.values())
        _check_order(cls, fields)
        members = _members(fields, frozen=frozen, slots=slots)
        if eq and not frozen:
            members["__hash__"] = None
        made = _slotted(cls, own) if slots else cls
        for name, each in members.items():
            if name not in vars(cls) or name == _FIELDS:
                setattr(made, name, each)
        if not slots:
            _set_defaults(made, own)
        for name, write in _methods(fields, frozen=frozen, slots=slots, eq=eq, order=order).items():
            if name not in vars(cls):
                setattr(made, name, _made_late(made, name, write))
        return made

    return make


def replace(value: Any, /, **changes: Any) -> Any:
    """Return a value with some fields exchanged; of a class of the standard library's too."""
    if not hasattr(value, _FIELDS):
        import dataclasses

        return dataclasses.replace(value, **changes)
    for each in getattr(type(value), _FIELDS):
        if each.name not in changes:
            changes[each.name] = getattr(value, each.name)
    return type(value)(**changes)


def _own_fields(cls: type) -> dict[str, Field]:
    found = {}
    for name, annotation in vars(cls).get("__annotations__", {}).items():
        if str(annotation).startswith(("ClassVar", "typing.ClassVar")):
            continue
        default = vars(cls).get(name, ABSENT)
        said = default if isinstance(default, Field) else Field(default, ABSENT, compare=True)
        if said.default.__class__.__hash__ is None:
            message = f"mutable default for field {name}: use default_factory"
            raise ValueError(message)
        said.name, said.annotation = name, annotation
        found[name] = said
    return found


def _inherited_fields(cls: type) -> dict[str, Field]:
    return {each.name: each for base in reversed(cls.__mro__[1:]) for each in vars(base).get(_FIELDS, ())}


def _check_order(cls: type, fields: Iterable[Field]) -> None:
    given = False
    for each in fields:
        if given and not each.is_given:
            message = f"{cls.__name__}.{each.name} has no default and follows one that has"
            raise TypeError(message)
        given = each.is_given


def _slotted(cls: type, own: Mapping[str, Field]) -> type:
    """Return the class with slots: they must be there when a class is made, so it is made again."""
    members = {name: each for name, each in vars(cls).items() if name not in {*own, "__dict__", "__weakref__"}}
    made = type(cls)(cls.__name__, cls.__bases__, {**members, "__slots__": tuple(own)})
    made.__qualname__ = cls.__qualname__
    return made


def _set_defaults(made: type, own: Mapping[str, Field]) -> None:
    """Leave a default on the class as the standard library does, and nothing where it is made anew for each value."""
    for name, each in own.items():
        if each.default is not ABSENT:
            setattr(made, name, each.default)
        elif isinstance(vars(made).get(name), Field):
            delattr(made, name)


def _members(fields: Sequence[Field], *, frozen: bool, slots: bool) -> dict[str, Any]:
    """Return what all such classes share."""
    members: dict[str, Any] = {
        _FIELDS: fields,
        "__repr__": _show,
        "__match_args__": tuple(each.name for each in fields),
        "__dataclass_fields__": _StandardFields(),
    }
    if frozen:
        members |= {"__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
        if slots:
            members |= {"__getstate__": _get_state, "__setstate__": _set_state}
    return members


def _methods(fields: Sequence[Field], *, frozen: bool, slots: bool, eq: bool, order: bool) -> dict[str, Write]:
    """Return how the source of each method is written that differs from class to class."""
    methods: dict[str, Write] = {"__init__": partial(_write_init, fields, frozen=frozen, slots=slots)}
    compared = [each.name for each in fields if each.compare]
    if eq:
        methods["__eq__"] = partial(_write_comparison, compared, "==")
        if frozen:
            methods["__hash__"] = partial(_write_hash, compared)
    if order:
        methods["__lt__"] = partial(_write_comparison, compared, "<")
        methods["__le__"] = partial(_write_comparison, compared, "<=")
    return methods


def _show(self: Any) -> str:
    fields = (f"{each.name}={getattr(self, each.name)!r}" for each in getattr(type(self), _FIELDS))
    return f"{type(self).__qualname__}({', '.join(fields)})"


def _refuse_setting(self: Any, name: str, value: Any) -> None:  # noqa: ARG001
    from dataclasses import FrozenInstanceError

    message = f"cannot assign to field {name!r}"
    raise FrozenInstanceError(message)


def _refuse_deleting(self: Any, name: str) -> None:  # noqa: ARG001
    from dataclasses import FrozenInstanceError

    message = f"cannot delete field {name!r}"
    raise FrozenInstanceError(message)


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in getattr(type(self), _FIELDS)]


def _set_state(self: Any, state: list[Any]) -> None:
    for each, value in zip(getattr(type(self), _FIELDS), state, strict=True):
        object.__setattr__(self, each.name, value)


class _StandardFields:
    """The fields as the standard library describes them, made when it asks."""

    def __get__(self, value: Any, owner: type) -> Any:
        import dataclasses

        def describe(each: Field) -> Any:
            if each.factory is not ABSENT:
                return dataclasses.field(default_factory=each.factory, compare=each.compare)
            default = {} if each.default is ABSENT else {"default": each.default}
            return dataclasses.field(compare=each.compare, **default)

        fields = [(each.name, each.annotation, describe(each)) for each in getattr(owner, _FIELDS)]
        return vars(dataclasses.make_dataclass(owner.__name__, fields))["__dataclass_fields__"]


def _made_late(made: type, name: str, write: Write) -> Any:
    """Return a method that compiles the real one when it is first called and puts it in its own place."""

    def method(self: Any, *arguments: Any, **named: Any) -> Any:
        source, names = write(made)
        exec(source, names)  # noqa: S102 - of names of fields, from our own sources
        real = names["method"]
        real.__name__, real.__qualname__ = name, f"{made.__qualname__}.{name}"
        setattr(made, name, real)
        return real(self, *arguments, **named)

    return method


def _write_comparison(compared: Sequence[str], sign: str, _made: type) -> Source:
    mine, theirs = (_tuple_of(compared, each) for each in (_SELF, "_other"))
    lines = [
        f"def method({_SELF}, _other):",
        f" return {mine} {sign} {theirs} if _other.__class__ is {_SELF}.__class__ else NotImplemented",
    ]
    return "\n".join(lines), {}


def _write_hash(compared: Sequence[str], _made: type) -> Source:
    return f"def method({_SELF}): return hash({_tuple_of(compared, _SELF)})", {}


def _tuple_of(names: Sequence[str], holder: str) -> str:
    return f"({''.join(f'{holder}.{each}, ' for each in names)})"


def _write_init(fields: Sequence[Field], made: type, *, frozen: bool, slots: bool) -> Source:
    """Return ``__init__``; a slot is filled by its own descriptor, which no ``__setattr__`` hinders."""
    names: dict[str, Any] = {"_absent": ABSENT, "_put": object.__setattr__}
    parameters, lines = [_SELF], [""]
    for each in fields:
        name, value = each.name, each.name
        if each.factory is not ABSENT:
            names[f"_factory_{name}"] = each.factory
            parameters.append(f"{name}=_absent")
            value = f"_factory_{name}() if {name} is _absent else {name}"
        elif each.default is not ABSENT:
            names[f"_default_{name}"] = each.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        if not frozen:
            lines.append(f"{_SELF}.{name} = {value}")
        elif slots:
            names[f"_fill_{name}"] = getattr(made, name).__set__
            lines.append(f"_fill_{name}({_SELF}, {value})")
        else:
            lines.append(f"_put({_SELF}, {name!r}, {value})")
    return f"def method({', '.join(parameters)}):" + ("\n ".join(lines) if fields else " pass"), names
