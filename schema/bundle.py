"""The bundle: the code of all modules that a start loads, in one file.

Python looks for each of five hundred modules in several folders and opens a file of its own for it, which takes a sixth of
the time until the first screen stands. Here the compiled code of those that were loaded the last time lies in one file
beside Python's own, in the ``__pycache__`` of this program, and is trusted as those are. A module's code counts only while
its source has the size, time and inode it was compiled from, and the bundle only while Python looks in the same folders and
nothing was put into them. ``CARTERA_NO_BUNDLE=1`` leaves all to Python, and so do its own switches about bytecode.

This module loads nothing: it is the first of all.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

SWITCH = "CARTERA_NO_BUNDLE"
"""The environment variable that leaves all to Python."""
FORMAT = 1
"""Raised whenever what is stored changes its meaning."""
_LENGTH = 8
"""Bytes of a length."""
_HEADER = 16
"""Bytes before the code in a file of Python's."""
_NAME = f"start.{sys.implementation.cache_tag}-{FORMAT}.bundle"
FILE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "__pycache__", _NAME)  # noqa: PTH118, PTH120 - pathlib is 5 ms
"""Where it lies."""

Mark = tuple[int, int, int]
"""By what a source is recognised: its size in bytes, time (ns) and inode."""
Part = tuple[str, str, Mark, int, int, bool]
"""A module's source, the file of its code, the mark of the source, where the code begins, its length, and whether it is a package."""


class BundleFinder:
    """Finds modules in a bundle. It comes before Python's own finders, which are asked for whatever is not in it."""

    def __init__(self, handle: int, begin: int, parts: Mapping[str, Part]) -> None:
        self.parts = parts
        """What it holds, by module."""
        self._handle = handle
        self._begin = begin

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module is loaded; None where it is not in the bundle or its source is another by now."""
        part = self.parts.get(name)
        if part is None or mark_of(part[0]) != part[2]:
            return None
        spec = ModuleSpec(name, _Loader(name, part[0], self), origin=part[0], is_package=part[5])
        spec.has_location = True
        spec.cached = part[1]
        if part[5]:
            spec.submodule_search_locations = [os.path.dirname(part[0])]  # noqa: PTH120
        return spec

    def code_of(self, name: str) -> CodeType:
        """Return the code of a module that is in the bundle."""
        _, _, _, begin, length, _ = self.parts[name]
        code: CodeType = marshal.loads(os.pread(self._handle, length, self._begin + begin))  # noqa: S302 - as Python's own
        return code


class _Loader(SourceFileLoader):
    """Loads one module as Python would, with its code from the bundle."""

    def __init__(self, name: str, path: str, finder: BundleFinder) -> None:
        super().__init__(name, path)
        self._finder = finder

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the code of the module; what is damaged in the bundle is read where Python keeps it."""
        try:
            return self._finder.code_of(fullname)
        except (OSError, EOFError, ValueError, TypeError):
            return super().get_code(fullname)


def is_wanted(environment: Mapping[str, str]) -> bool:
    """Return whether code may come from a bundle: not where Python is told to keep or read bytecode in its own way."""
    is_usual = not (sys.dont_write_bytecode or sys.pycache_prefix or sys.flags.optimize)
    return is_usual and environment.get(SWITCH) != "1"


def use_bundle(environment: Mapping[str, str], file: str = FILE) -> BundleFinder | None:
    """Have modules come from the bundle from now on; None where there is none that counts."""
    if not is_wanted(environment):
        return None
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        length = min(int.from_bytes(os.read(handle, _LENGTH), "little"), os.fstat(handle).st_size)
        stamp, parts = marshal.loads(os.read(handle, length))  # noqa: S302 - plain values
    except (OSError, EOFError, ValueError, TypeError):
        stamp = None
    if stamp != _stamp():
        os.close(handle)
        return None
    finder = BundleFinder(handle, _LENGTH + length, parts)
    sys.meta_path.insert(0, finder)
    return finder


def keep_bundle(environment: Mapping[str, str], file: str = FILE) -> bool:
    """Keep the code of all modules loaded so far for the next start, unless it is kept; return whether it was written.

    What cannot be written is no loss.
    """
    if not is_wanted(environment):
        return False
    present = next((each.parts for each in sys.meta_path if isinstance(each, BundleFinder)), {})
    loaded = {name: found for name, module in tuple(sys.modules.items()) if (found := _source_of(name, module))}
    if all(name in present and mark_of(path) == present[name][2] for name, (path, _, _) in loaded.items()):
        return False
    if not os.access(os.path.dirname(file), os.W_OK):  # noqa: PTH120
        return False
    # What another start has loaded stays: it may be a command's that this one was not.
    sources = {
        name: (path, cached, is_package) for name, (path, cached, _, _, _, is_package) in present.items()
    } | loaded
    parts: dict[str, Part] = {}
    codes: list[bytes] = []
    begin = 0
    for name, (path, cached, is_package) in sources.items():
        mark = mark_of(path)
        code = _code_in(cached, mark)
        if mark and code:
            parts[name] = (path, cached, mark, begin, len(code), is_package)
            codes.append(code)
            begin += len(code)
    table = marshal.dumps((_stamp(), parts))
    return _write(file, [len(table).to_bytes(_LENGTH, "little"), table, *codes])


def mark_of(path: str) -> Mark | None:
    """Return by what a source is recognised; None where it is not there."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def _stamp() -> tuple[Any, ...]:
    """Return what must be the same for a bundle to count: the version, where Python looks, and when that was changed."""
    own = os.path.dirname(os.path.realpath(sys.argv[0]))  # noqa: PTH120 - where the command lies are no modules
    return sys.version, tuple((each, mark_of(each)) for each in sys.path if each != own)


def _source_of(name: str, module: ModuleType) -> tuple[str, str, bool] | None:
    """Return the source of a loaded module, the file of its code and whether it is a package; None for other modules."""
    spec = getattr(module, "__spec__", None)
    if spec is None or spec.name != name or not isinstance(spec.loader, SourceFileLoader):
        return None
    if not spec.origin or not spec.cached:
        return None
    return spec.origin, spec.cached, spec.submodule_search_locations is not None


def _code_in(cached: str, mark: Mark | None) -> bytes | None:
    """Return the code that Python keeps of a source; None where it is of another state of it."""
    try:
        with open(cached, "rb") as file:  # noqa: PTH123
            content = file.read()
    except OSError:
        return None
    size, time_ns, _ = mark or (0, 0, 0)
    known = bytes(4) + (time_ns // 10**9 & 0xFFFFFFFF).to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
    return content[_HEADER:] if content[4:_HEADER] == known else None


def _write(file: str, pieces: Sequence[bytes]) -> bool:
    """Write beside what is there and take its place, so that nobody reads half of it."""
    own = f"{file}.{os.getpid()}"
    try:
        handle = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        try:
            with open(handle, "wb") as stream:  # noqa: PTH123
                stream.writelines(pieces)
            os.replace(own, file)  # noqa: PTH105
        except BaseException:
            os.unlink(own)  # noqa: PTH108
            raise
    except OSError:
        return False
    return True
