"""Somebody who has never heard of Cartera: an editor and plain git, in a clone with or without the merge driver."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from .diary import Diary, Note
from .first_book import HOT, git
from .writers import parser_of_a_writer

_TRIES = 30
_LEAD = 3
"""How many turns somebody with an editor may be ahead of the others."""
_LONGEST_WAIT = 5.0
"""Seconds a turn: somebody may have stopped for good."""


class Stranger:
    """Somebody at work."""

    def __init__(self, root: Path, diary: Diary, random: Random, edits: int, pulls: float = 0.15) -> None:
        self.root = root
        self._diary = diary
        self._random = random
        self._edits = edits
        self._pulls = pulls
        self._done = diary.count_edits()

    @property
    def is_done(self) -> bool:
        """Whether enough was edited."""
        return self._done >= self._edits

    def close(self) -> None:
        """Nothing is held open."""

    def take_turn(self) -> None:
        """Edit some file's text and commit it; perhaps pull and push."""
        token = f"{self.root.name}n{self._done:04}"
        kind, path, uid, field = self._edit_a_file(token)
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", f"{kind} {path}")
        self._done += 1
        wanted = "" if kind in {"delete", "move"} else token
        self._diary.note(Note(self.root.name, kind, uid, field, wanted, git(self.root, "rev-parse", "HEAD")))
        if self._random.random() < self._pulls:
            self.sync()

    def sync(self) -> bool:
        """Pull, settle what git cannot, and push; again where somebody was faster."""
        for _ in range(_TRIES):
            self._pull()
            if not git(self.root, "rev-list", "origin/main..HEAD"):
                return True
            done = subprocess.run(
                ["git", "-C", str(self.root), "push", "-q", "origin", "main"], capture_output=True, check=False
            )
            if not done.returncode:
                self._diary.note(Note(self.root.name, "sync"))
                return True
            time.sleep(self._random.random() * 0.2)
        self._diary.note(Note(self.root.name, "sync failed"))
        return False

    def _pull(self) -> None:
        done = subprocess.run(
            ["git", "-C", str(self.root), "pull", "-q", "--no-rebase", "--no-edit"],
            capture_output=True,
            text=True,
            check=False,
        )
        if not (self.root / ".git/MERGE_HEAD").exists():
            return
        for line in git(self.root, "status", "--porcelain").splitlines():
            if line[:2] in {"DD", "AU", "UD", "UA", "DU", "AA", "UU"}:
                self._settle(line[:2], line[3:].strip('"'))
        git(self.root, "commit", "-q", "--no-edit")
        self._diary.note(Note(self.root.name, "settled by hand", told=done.stdout[-200:]))

    def _settle(self, state: str, path: str) -> None:
        """Choose one of two files, as somebody in a hurry does; a file that only one side has is kept."""
        if "U" in state and (state in {"AA", "UU"}):
            git(self.root, "checkout", self._random.choice(("--ours", "--theirs")), "--", path)
        if (self.root / path).exists():
            git(self.root, "add", "--", path)
        else:
            git(self.root, "rm", "-q", "--", path, check=False)

    def _edit_a_file(self, token: str) -> tuple[str, str, str, str]:
        """Change one file and return what was done, to which file, record and field."""
        paths = sorted(str(each.relative_to(self.root)) for each in self.root.glob("clients/**/*.md"))
        known = {path: uid for path in paths if (uid := _uid((self.root / path).read_text()))}
        is_hot = self._random.random() < 0.5
        path = self._random.choice([each for each in known if (known[each] in HOT) == is_hot] or sorted(known))
        file, uid = self.root / path, known[path]
        text = file.read_text()
        is_task = "/tasks/" in path and uid not in HOT
        chance = self._random.random()
        if is_task and chance < 0.1:
            file.unlink()
            return "delete", path, uid, ""
        if is_task and chance < 0.15:
            return self._move_to_another_client(path, uid)
        if chance < 0.5:
            file.write_text(_with_line(text, self._random.choice(("address", "website", "title")), token))
            return "line", path, uid, ""
        if chance < 0.8:
            file.write_text(f"{text.rstrip()}\n\n{token} is new\n")
            return "paragraph", path, uid, "body"
        place = f"clients/{path.split('/')[1]}/tasks/{token}.md"
        (self.root / place).parent.mkdir(exist_ok=True)
        (self.root / place).write_text(f"---\ntitle: {token}\next:\n  uid: {token}\n---\n{token}-p1 begins\n")
        return "create", place, token, "title"

    def _move_to_another_client(self, path: str, uid: str) -> tuple[str, str, str, str]:
        """Put a task's file into another client's folder, as a file manager does."""
        _, home, *inside = path.split("/")
        clients = sorted(each.parent for each in self.root.glob("clients/*/client.md") if each.parent.name != home)
        target = self._random.choice(clients).joinpath(*inside)
        target.parent.mkdir(exist_ok=True)
        (self.root / path).rename(target)
        return "move", path, uid, "@home"


def _uid(text: str) -> str:
    found = re.search(r"^ext:\n  uid: (\S+)$", text, re.MULTILINE)
    return found[1] if found else ""


def _with_line(text: str, field: str, value: str) -> str:
    """Return a record with one field's line replaced, or put in where it was missing."""
    changed, count = re.subn(rf"(?m)^{field}: .*$", f"{field}: {value}", text, count=1)
    return changed if count else re.sub(r"(?m)^ext:$", f"{field}: {value}\next:", text, count=1)


def main() -> int:
    """Work until enough was edited."""
    wanted = parser_of_a_writer(__doc__).parse_args()
    diary = Diary(wanted.diary, wanted.root.name)
    someone = Stranger(
        wanted.root, diary, Random(f"{wanted.seed} {wanted.root.name}"), wanted.edits, pulls=wanted.syncs
    )
    while not someone.is_done:
        _keep_step(wanted.diary)
        someone.take_turn()
    return 0


def _keep_step(diary: Path) -> None:
    """Wait while this one is ahead of the others, for a while: an editor is quick, and nothing would be left to merge."""
    until = time.monotonic() + _LONGEST_WAIT
    while time.monotonic() < until:
        others = [file.read_bytes().count(b"\n") for file in diary.parent.glob("p*.jsonl")]
        own = diary.read_bytes().count(b"\n") if diary.exists() else 0
        if not others or own <= _LEAD + sum(others) / len(others):
            return
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
