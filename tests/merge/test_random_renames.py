"""Clients and tasks renamed, edited, made and deleted at random on two sides: one outcome, nothing written is lost."""

from random import Random

import pytest
from cartera.records.files.edits import Append
from cartera.records.files.parse import Document, read_text
from cartera.records.files.write import splice


def record(title):
    return f"---\ntitle: {title}\nowner: ana\n---\n"


BASE = {
    "clients/a/client.md": record("A"),
    "clients/a/files/x.pdf": "%PDF",
    "clients/a/tasks/s-2222.md": record("S2"),
    "clients/a/tasks/t-1111.md": record("T1"),
    "clients/b/client.md": record("B"),
    "clients/b/tasks/t-3333.md": record("T3"),
}


def append(path, text, field, value):
    tree = read_text(text.encode(), path).tree
    return splice(text.encode(), path, [Append((field,), value)], tuple(tree)).decode()


class Side:
    """Somebody's copy of the book, and the words they wrote into it."""

    def __init__(self, name, random):
        self.name, self.random, self.tree, self.words = name, random, dict(BASE), []

    def act(self, serial):
        clients = sorted({path.split("/")[1] for path in self.tree})
        if clients:
            deed = self.random.choice([self.rename_client, self.rename_task, self.edit, self.make, self.delete])
            deed(self.random.choice(clients), f"{self.name}word{serial}")

    def rename_client(self, client, _):
        name = self.random.choice("xyz")
        if any(path.startswith(f"clients/{name}/") for path in self.tree):
            return
        for path in [each for each in self.tree if each.startswith(f"clients/{client}/")]:
            target = path.replace(f"/{client}/", f"/{name}/", 1)
            text = self.tree.pop(path)
            self.tree[target] = append(target, text, "aliases", client) if target.endswith("client.md") else text

    def rename_task(self, client, _):
        tasks = [path for path in self.tree if path.startswith(f"clients/{client}/tasks/")]
        if tasks:
            path = self.random.choice(sorted(tasks))
            folder, _, name = path.rpartition("/")
            target = f"{folder}/{self.random.choice('uvw')}{name[1:]}"
            if target not in self.tree:
                self.tree[target] = append(target, self.tree.pop(path), "aliases", name.removesuffix(".md"))

    def edit(self, _, word):
        path = self.random.choice(sorted(path for path in self.tree if path.endswith(".md")) or [""])
        if path:
            self.tree[path] = append(path, self.tree[path], "tags", word)
            self.words.append(word)

    def make(self, client, word):
        self.tree[f"clients/{client}/tasks/{self.random.choice('klm')}-{self.name}.md"] = record(word)
        self.words.append(word)

    def delete(self, _, __):
        del self.tree[self.random.choice(sorted(self.tree))]

    def written(self):
        """Return the words that still stand in this copy."""
        text = "".join(self.tree.values())
        return [word for word in self.words if word in text]


@pytest.mark.parametrize(
    "start", [0, 150, pytest.param(300, marks=pytest.mark.slow), pytest.param(1300, marks=pytest.mark.slow)]
)
def test_random_renames_merge_the_same_both_ways_and_lose_no_word(merge_books, start):
    for seed in range(start, start + (150 if start < 300 else 1000)):
        random = Random(seed)
        sides = Side("o", random), Side("t", random)
        for side in sides:
            for serial in range(random.randint(1, 9)):
                side.act(serial)
        tree, _ = merge_books(BASE, sides[0].tree, sides[1].tree)
        text = "".join(tree.values())
        assert [word for side in sides for word in side.written() if word not in text] == [], seed
        assert all(
            isinstance(read_text(tree[path].encode(), path), Document) for path in tree if path.endswith(".md")
        ), seed
