"""The page about the house names its rooms, and no room that is gone."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("schema", "records", "templates", "tui", "cli", "bench", "docs")
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([\w*/.]+)`", PAGE))


def rooms():
    """Return the packages of all floors, and the modules of the record keeper that lie in none."""
    packages = (each.parent for floor in FLOORS for each in (ROOT / floor).glob("*/__init__.py"))
    modules = (each for each in (ROOT / "records").glob("*.py") if each.name != "__init__.py")
    return [*packages, *modules]


def test_every_room_is_named():
    missing = [
        str(each.relative_to(ROOT))
        for each in rooms()
        if not NAMED & {f"{each.name}/", f"{each.parent.name}/{each.name}/", each.name}
    ]
    assert missing == []


def test_what_is_named_is_there():
    gone = [each for each in NAMED if re.search(r"\.py$|/$", each) and not any(ROOT.glob(f"**/{each.rstrip('/')}"))]
    assert gone == []
