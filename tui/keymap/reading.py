"""Reads ``keymap.yaml``: whatever in it does not count is named with its line, the rest counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ...records.files.parse import read_text
from ...schema.clean import clean
from ...schema.errors import NotFound
from ...schema.nearest import nearest
from ...schema.problems import Problem, Severity
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Tree
from ..actions import CLOSED, PLACE_TITLES, USUAL, Action, ActionTable, Place, key_name, writes_text
from .keymap import FILE_NAME, USUAL_KEYMAP, Keymap
from .presets import DEFAULT, PRESETS
from .settling import Clash, settle
from .spelling import UnusableKey, read_keys

LARGEST = 64 * 1024
"""Bytes of a keymap; a larger file is not one."""


def load_keymap(path: Path) -> Keymap:
    """Return the keymap of a file; the usual one where there is no file."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return USUAL_KEYMAP
    except OSError as failed:
        says = sentence("The keymap cannot be read: {reason}", reason=failed.strerror or type(failed).__name__)
        return Keymap(path=path, problems=(Problem(FILE_NAME, "keymap-unreadable", says),))
    return read_keymap(content, path)


class UnknownPreset(NotFound):
    """No preset is called that."""

    def __init__(self, name: str) -> None:
        super().__init__(_no_preset(name), _which_presets())


def preset_keymap(name: str) -> Keymap:
    """Return the keys of a preset.

    Raises:
        UnknownPreset: there is none of that name.

    """
    if name not in PRESETS:
        raise UnknownPreset(name)
    return Keymap(USUAL.with_keys(PRESETS[name]), name)


def read_keymap(content: bytes, path: Path) -> Keymap:
    """Return the keymap that ``content`` says."""
    if len(content) > LARGEST:
        return Keymap(path=path, problems=(_problem("keymap-unreadable", sentence("It is too large for a keymap.")),))
    document = read_text(content, FILE_NAME)
    if isinstance(document, Problem):
        return Keymap(path=path, problems=(document,))
    reading = _Reading(content.decode(errors="replace").splitlines())
    preset = reading.preset(document.tree)
    usual = USUAL.with_keys(PRESETS[preset])
    table, clashes = settle(usual, reading.wishes(document.tree, usual))
    reading.problems.extend(reading.told(each) for each in clashes)
    return Keymap(table, preset, path, tuple(reading.problems))


class _Reading:
    """Reads the parts of one file and gathers what is wrong with them."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.problems: list[Problem] = []

    def preset(self, tree: Mapping[str, Tree]) -> str:
        """Return the preset the file names; the default where it names none that exists."""
        for name in tree:
            if name not in {"preset", "keys"}:
                says = sentence("A keymap has “preset” and “keys”, no “{name}”.", name=clean(name))
                self._add("keymap-part", says, name)
        named = tree.get("preset") or DEFAULT
        if isinstance(named, str) and named in PRESETS:
            return named
        self._add("keymap-preset", _no_preset(str(named)), "preset", _which_presets())
        return DEFAULT

    def wishes(self, tree: Mapping[str, Tree], usual: ActionTable) -> dict[str, tuple[str, ...]]:
        """Return the keys wished for each action that exists."""
        wished = tree.get("keys") or {}
        if not isinstance(wished, dict):
            hint = sentence("Write them as in: {example}", example="keys: {search: [S, F3]}")
            self._add("keymap-keys", sentence("“keys” holds an action and its keys a line."), "keys", hint)
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for word, written in wished.items():
            action = usual.by_id.get(word)
            if action is None:
                near = nearest(word, usual.by_id)
                hint = sentence("Did you mean “{word}”?", word=near) if near else _WHERE_LISTED
                self._add("keymap-action", sentence("There is no action “{word}”.", word=clean(word)), word, hint)
                continue
            keys = tuple(dict.fromkeys(self._keys_of(action, written)))
            if keys or not written:
                found[word] = keys
        return found

    def _keys_of(self, action: Action, written: Tree) -> Iterator[str]:
        """Yield the keys written for an action that can be used for it."""
        texts = written if isinstance(written, list) else [written] if written is not None else []
        for text in texts:
            if not isinstance(text, str):
                hint = sentence("Write them as in: {example}", example=f"{action.id}: [S, F3]")
                self._add("keymap-keys", sentence("“{word}” wants a list of keys.", word=action.id), action.id, hint)
                continue
            try:
                keys = read_keys(text)
            except UnusableKey as mistake:
                self._add("keymap-key", mistake.sentence, action.id)
                continue
            if _would_swallow_text(action, keys):
                says = sentence(
                    "“{key}” cannot be a key of “{word}”: it works while one types.", key=text, word=action.id
                )
                self._add("keymap-key", says, action.id, sentence("Take a key with Ctrl or Alt, or an F key."))
                continue
            yield keys

    def told(self, clash: Clash) -> Problem:
        """Return what is said of a clash: the key, both actions and the place."""
        says = sentence(
            "“{key}” for “{wished}” is also “{other}” ({place}).",
            key=key_name(clash.keys),
            wished=clash.wished.title,
            other=clash.other.title,
            place=dict(PLACE_TITLES)[clash.place],
        )
        hint = sentence("The key keeps its usual meaning. Give “{word}” another key too.", word=clash.other.id)
        return _problem("keymap-clash", says, self._line_of(clash.wished.id), clash.wished.id, hint)

    def _add(self, code: str, says: Sentence, field: str, hint: Sentence | None = None) -> None:
        self.problems.append(_problem(code, says, self._line_of(field), field, hint))

    def _line_of(self, word: str) -> int | None:
        """Return the line on which ``word`` stands as a key of the file."""
        found = (number for number, line in enumerate(self._lines, 1) if line.strip(" \"'{").startswith(word))
        return next(found, None)


def _no_preset(name: str) -> Sentence:
    return sentence("There is no preset “{name}”.", name=clean(name))


def _which_presets() -> Sentence:
    return sentence("The presets are: {names}.", names=", ".join(PRESETS))


_WHERE_LISTED = sentence("“cartera keys” lists them all.")


def _would_swallow_text(action: Action, keys: str) -> bool:
    """Return whether the key writes something wherever the action can be done, so that it never would."""
    return writes_text(keys) and action.places <= CLOSED and action.places != {Place.ITEMS}


def _problem(
    code: str, says: Sentence, line: int | None = None, field: str | None = None, hint: Sentence | None = None
) -> Problem:
    return Problem(FILE_NAME, code, says, Severity.WARNING, line, field, hint)
