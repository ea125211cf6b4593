"""The hostile book as a table: what may lie in a pulled book, and what the program must say of it.

Three tables make one book. ``REFUSED`` are files that are no records, ``ODD`` are things that are not opened at all, and
``VALUES`` are sound records whose values are hostile.
"""

import os
import socket
from pathlib import Path

SECRET = "the-secret-outside-the-book"
"""Stands in files beside the book; nothing may ever print it."""


def header(text):
    """Return a record with ``text`` as its front matter."""
    return f"---\n{text}\n---\nA body.\n".encode()


BOMB = "\n".join(["a0: &a0 x", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))])

HEADERS = {
    "alias": ("title: x\nb: *x", "alias"),
    "alias-as-key": ("title: x\n*a : 1", "alias"),
    "alias-bomb": (BOMB, "anchor"),
    "anchor": ("title: &x 1", "anchor"),
    "anchor-on-key": ("&x title: 1", "anchor"),
    "anchor-that-holds-itself": ("title: &x [*x]", "anchor"),
    "tag-of-ours": ("title: !secret 1", "tag"),
    "tag-python-system": ('title: !!python/object/apply:os.system ["touch ran"]', "tag"),
    "tag-python-object": ("title: !!python/object:subprocess.Popen {}", "tag"),
    "tag-python-module": ("title: !!python/module:os", "tag"),
    "tag-binary": ("title: !!binary aGk=", "tag"),
    "tag-set": ("title: !!set {a, b}", "tag"),
    "tag-verbatim": ("title: !<tag:yaml.org,2002:str> x", "tag"),
    "tag-directive": ("%TAG ! tag:evil,2000:\n--- \ntitle: x", "directive"),
    "yaml-directive": ("%YAML 1.2", "directive"),
    "merge-key": ("title:\n  <<: {a: 1}", "merge-key"),
    "merge-key-at-top": ("<<: {title: x}", "merge-key"),
    "duplicate-key": ("title: x\nowner: ana\ntitle: y", "duplicate-key"),
    "duplicate-key-inside": ("a: {b: 1, b: 2}", "duplicate-key"),
    "duplicate-key-quoted": ("\"title\": 1\n'title': 2", "duplicate-key"),
    "duplicate-key-escaped": ('title: 1\n"\\u0074itle": 2', "duplicate-key"),
    "list-as-key": ("[title]: 1", "odd-key"),
    "map-as-key": ("? {a: 1}\n: 2", "odd-key"),
    "template-as-key": ("{{ title }}: 1", "odd-key"),
    "empty-key": ('"": 1', "odd-key"),
    "no-key": (": 1", "syntax"),
    "a-list": ("- title\n- x", "not-a-map"),
    "a-word": ("only text", "not-a-map"),
    "braces-24000": ("{" * 24_000, "odd-key"),
    "brackets-24000": ("title: " + "[" * 24_000, "too-deep"),
    "dashes-24000": ("title:\n  " + "- " * 24_000, "too-deep"),
    "nested-maps-24000": ("title: " + "{a: " * 24_000, "too-deep"),
    "questions-24000": ("title: {" + "? " * 24_000, "syntax"),
    "nested-nine-deep": ("a: {b: {c: {d: {e: {f: {g: {h: {}}}}}}}}", "too-deep"),
    "values-30000": ("title: [" + "x, " * 30_000 + "]", "too-many-values"),
    "keys-30000": ("\n".join(f"k{n}: x" for n in range(30_000)), "too-many-values"),
    "escape-raw": ("title: \x1b[31mred", "control-character"),
    "osc-52-raw": ("title: \x1b]52;c;aGFjaw==\x07", "control-character"),
    "c1-raw": ("title: x\x9b31m", "control-character"),
    "backspace-raw": ("title: safe\x08\x08evil", "control-character"),
    "delete-raw": ("title: x\x7fy", "control-character"),
    "line-separator": ("title: x\u2028y", "control-character"),
    "next-line": ("title: x\x85y", "control-character"),
    "bom-inside": ("title: x\ufeffy", "control-character"),
    "lone-return": ("title: b\rc: d", "line-ends"),
    "escaped-surrogate": ('title: "\\ud800"', "syntax"),
    "tab-indent": ("a:\n\tb: 2", "syntax"),
    "at-sign": ("title: @ana", "syntax"),
    "backquote": ("title: `id`", "syntax"),
    "percent": ("title: %5", "syntax"),
    "second-colon": ("title: Renewal: phase two", "syntax"),
    "open-quote": ('title: "open', "syntax"),
    "apostrophe": ("title: 'it's", "syntax"),
    "bad-escape": ('title: "C:\\Users"', "syntax"),
    "open-list": ("title: [1, 2\nb: 3", "syntax"),
    "open-map": ("title: {x: 1", "syntax"),
    "odd-indent": ("title: 1\n  b: 2", "syntax"),
    "unindent": ("a:\n    b: 1\n  c: 2", "syntax"),
    "list-in-line": ("title: - b", "syntax"),
    "block-header": ("title: |x\n b", "syntax"),
    "conflict": ("<<<<<<< HEAD\ntitle: 1\n=======\ntitle: 2\n>>>>>>> theirs", "conflict-markers"),
}
"""Front matters that are refused, by name: the text and the code of the Problem."""

CONTENTS = {
    "empty": (b"", "empty-file"),
    "blank": (b"\n\n", "empty-file"),
    "no-front-matter": (b"# Notes\n", "no-front-matter"),
    "open-front-matter": (b"---\ntitle: x\n", "front-matter-open"),
    "old-mac": (b"---\rtitle: x\r---\r", "front-matter-open"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not-text"),
    "elf": (b"\x7fELF\x02\x01\x01\0" + bytes(64), "not-text"),
    "zip": (b"PK\x03\x04\x14\0\0\0", "not-text"),
    "pickle": (b"\x80\x04\x95\x1d\0\0\0\0\0\0\0\x8c\x05posix\x8c\x06system", "not-text"),
    "nul-byte": (b"---\ntitle: \0\n---\n", "not-text"),
    "utf-16": ("---\ntitle: x\n---\n".encode("utf-16"), "utf-16"),
    "damaged-utf-8": ("---\ntitle: café\nb: ".encode() + b"\xff\n---\n", "damaged-text"),
    "overlong-utf-8": ("---\ntitle: café\nb: ".encode() + b"\xc0\xaf\n---\n", "damaged-text"),
    "surrogate-utf-8": ("---\ntitle: café\nb: ".encode() + b"\xed\xa0\x80\n---\n", "damaged-text"),
    "ten-megabytes": (b"---\n" + b"a: [x, y]\n" * 1_000_000 + b"---\n", "too-large"),
    "one-line-of-two-megabytes": (b"---\ntitle: " + b"x" * (2 << 20) + b"\n---\n", "too-large"),
}
"""Whole files that are refused."""

REFUSED = {name: (header(text), code) for name, (text, code) in HEADERS.items()} | CONTENTS
FOLDER = "clients/acme/tasks"


def _link(target):
    def make(place, outside):
        place.symlink_to(str(target).format(outside=outside))

    return make


def _socket(place, _outside):
    here = Path.cwd()
    os.chdir(place.parent)  # a socket's whole path is at most 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.name)
    finally:
        os.chdir(here)


def _file(place, _outside):
    place.write_bytes(header("title: Odd\nassignee: ana\nstatus: open\nimportance: 1"))


def _folder_of_it(place, _outside):
    place.mkdir()
    (place / "client.md").write_bytes(header("title: Odd"))


def _bare_repository(place, _outside):
    for folder in ("objects", "refs", "hooks"):
        (place / folder).mkdir(parents=True)
    (place / "HEAD").write_text("ref: refs/heads/main\n")
    (place / "config").write_text("[core]\n\tbare = true\n\tfsmonitor = touch ran\n")


def _repository(place, _outside):
    _bare_repository(place / ".git", _outside)
    (place / "client.md").write_bytes(header("title: Embedded"))


ODD = {
    "tasks/link-to-file.md": (_link("{outside}/secret.md"), "symlink"),
    "tasks/link-to-passwd.md": (_link("/etc/passwd"), "symlink"),
    "tasks/link-to-zero.md": (_link("/dev/zero"), "symlink"),
    "tasks/link-to-itself.md": (_link("link-to-itself.md"), "symlink"),
    "tasks/link-to-nothing.md": (_link("nowhere"), "symlink"),
    "tasks/link-to-neighbour.md": (_link("alias.md"), "symlink"),
    "tasks/link-to-git.md": (_link("../.git/config"), "symlink"),
    "clients/link-to-folder": (_link("{outside}"), "symlink"),
    "clients/link-upwards": (_link(".."), "symlink"),
    "contracts": (_link("{outside}"), "symlink"),
    "tasks/pipe.md": (lambda place, _outside: os.mkfifo(place), "not-a-file"),
    "tasks/socket.md": (_socket, "not-a-file"),
    "tasks/folder.md": (lambda place, _outside: place.mkdir(), None),
    "tasks/escape\x1b[31m.md": (_file, "unsafe-name"),
    "tasks/osc\x1b]0;owned\x07.md": (_file, "unsafe-name"),
    "tasks/line\nbreak.md": (_file, "unsafe-name"),
    "tasks/carriage\rreturn.md": (_file, "unsafe-name"),
    "tasks/right\u202eto-left.md": (_file, "unsafe-name"),
    "tasks/c1\x9b31m.md": (_file, "unsafe-name"),
    "tasks/back\\slash.md": (_file, "unsafe-name"),
    os.fsdecode(b"tasks/not-utf8-\xff\xfe.md"): (_file, "unsafe-name"),
    "tasks/con.md": (_file, "reserved-name"),
    "tasks/NUL.md": (_file, "reserved-name"),
    "tasks/com1.yaml": (_file, "reserved-name"),
    "tasks/what?.md": (_file, "reserved-name"),
    "tasks/pipe|sign.md": (_file, "reserved-name"),
    "tasks/stream:x.md": (_file, "reserved-name"),
    "tasks/Twin.md": (_file, None),
    "tasks/twin.md": (_file, "twin-name"),
    "tasks/accio\u0301n.md": (_file, None),
    "tasks/acci\u00f3n.md": (_file, "twin-name"),
    "clients/aux": (_folder_of_it, "reserved-name"),
    "clients/git~1": (_folder_of_it, "unsafe-name"),
    "clients/dot.": (_folder_of_it, "reserved-name"),
    "clients/red\x1b[31m": (_folder_of_it, "unsafe-name"),
    "clients/embedded": (_repository, "embedded-repository"),
    "clients/bare": (_bare_repository, None),
}
"""Things that are no plain files with plain names, by path: how each is made, and the code of its Problem; None where
it is none and only must not hurt."""

TEXTS = {
    "markup-brackets": "Renewal [Q3] [/] [bold]x[/bold]",
    "markup-click": "[@click=app.quit]press[/]",
    "markup-screenshot": "[@click=app.screenshot('/tmp/x')]press[/]",
    "markup-link": "[link=file:///etc/passwd]x[/link]",
    "unbalanced-markup": "[/b] ]] [[ [",
    "emoji": "👩‍💻🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇪🇸 ❤️",
    "right-to-left": "שלום עולם מכירות",
    "arabic-digits": "٠١٢٣ صفقة",
    "bidi-override": "gpj.\u202eexe.invoice",
    "isolates": "a\u2066b\u2067c\u2069d",
    "zero-width": "ze\u200bro\u200cwi\u200ddth\u2060",
    "combining-tower": "Z" + "\u0301\u0302\u0303\u0304" * 60,
    "wide": "株式会社テスト" * 20,
    "escape": "\x1b[2J\x1b[31mred\x1b[0m",
    "osc-52": "\x1b]52;c;aGFjaw==\x07",
    "osc-8": "\x1b]8;;http://evil.example/\x07click\x1b]8;;\x07",
    "window-title": "\x1b]0;owned\x07",
    "device-report": "\x1b[6n\x1b[c\x1bP$q\x1b\\",
    "c1-csi": "\x9b31m\x9d0;x\x9c",
    "bell-and-backspace": "a\x07\x08\x08\x08b",
    "tab-and-breaks": "a\tb\nc\r\nd\x0be\x0cf",
    "unicode-breaks": "a\u2028b\u2029c\x85d",
    "private-use": "\ue000\uf8ff\U000f0000",
    "byte-order-mark": "\ufeffstart",
    "5000-characters": "wide and long " * 357 + "xx",
    "5000-wide-characters": "長" * 5000,
    "one-word-of-5000": "x" * 5000,
    "template-jinja": "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "template-format": "{0} {title.__class__.__mro__} {not}",
    "percent-format": "%s %d %(x)s %n",
    "shell": "$(touch ran) `touch ran` ; touch ran | sh",
    "python": "__import__('os').system('touch ran')",
    "spreadsheet": "=cmd|'/c calc'!A0",
    "spreadsheet-at": "@SUM(1+1)*cmd",
    "html": "<script>alert(1)</script><img src=http://evil.example/x>",
    "sql": "'; DROP TABLE clients; --",
    "path-up": "../../../../etc/passwd",
    "option": "--exec=touch ran",
    "yaml-front": "---\ntitle: other\n---\n",
    "quotes": "\"'\\\"\\\\'",
    "null-words": "null",
    "number-words": "1e400",
    "norway": "no",
    "regex": "(a+)+$",
    "wiki-link": "[[../../secret]] [[client]] [[",
    "only-spaces": "   ",
    "only-dots": "...",
}
"""Titles that are only text, whatever they look like."""


def make_things(root, outside):
    """Put everything of the three tables into the book at ``root``; ``outside`` is a folder beside it with a secret."""
    outside.mkdir(exist_ok=True)
    (outside / "secret.md").write_text(f"---\ntitle: {SECRET}\n---\n{SECRET}\n")
    (outside / "client.md").write_text(f"---\ntitle: {SECRET}\n---\n{SECRET}\n")
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    (root / "tasks").mkdir(exist_ok=True)
    for name, (content, _) in REFUSED.items():
        (root / FOLDER / f"{name}.md").write_bytes(content)
    for path, (make, _) in ODD.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        make(place, outside)
