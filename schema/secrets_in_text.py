"""I13: keys, passwords, card numbers and patient data have no place in a book that is shared and kept for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Finding
from .late_pattern import late
from .problems import Severity
from .record import Record
from .record_type import RecordType
from .sentences import Sentence, sentence
from .tree import Path

_SECRET = late(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bxox[abpr]-[0-9A-Za-z-]{10}"
    r"|(?i:\b(?:password|passwd|contraseña|clave de acceso)\s*[:=]\s*\S{4})"
)
_PATIENT = late(
    r"(?i:\b(?:patient id|patient name|medical record number|historia clínica|n\.?º de historia|nombre del paciente)"
    r"\s*(?::|=|n\.?º|no\.)\s*\S)"
)
_CARD = late(r"(?<![0-9A-Za-z+.-])[0-9](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])")
SHORTEST = 12
"""A text up to this length holds no secret worth the search."""
_MARKS = (
    b"private",
    b"akia",
    b"gh",
    b"xox",
    b"pass",
    b"contrase",
    b"clave",
    b"atient",
    b"edical",
    b"istoria",
    b"aciente",
)
"""What a text must contain to be worth the expressions: the search for these is ten times faster."""
_LONG_NUMBER = b"0" * 13
"""What a text with the number of a card contains once it is flattened."""
_FLAT = bytes(48 if 48 <= code <= 57 else code + 32 if 65 <= code <= 90 else code for code in range(256))
"""Every digit as 0, every capital as a small letter."""
_BETWEEN = b" -"
"""What may stand between the digits of a card."""


def judge_text(record: Record, record_type: RecordType) -> Iterator[Finding]:  # noqa: ARG001
    """Yield a notice for each text of ``record`` that looks like a secret or like a patient's data."""
    texts = [tree for tree in record.tree.values() if type(tree) is str and len(tree) > SHORTEST]
    texts.append(record.body)
    if suspect("\n".join(texts)) is None:
        return
    for name, tree in (("", record.body), *record.tree.items()):
        reason = suspect(tree) if isinstance(tree, str) else None
        if reason:
            yield _notice((name,) if name else (), reason)


def suspect(text: str) -> Sentence | None:
    """Return why ``text`` should not be in a book, None where nothing speaks against it."""
    flat = text.encode("latin-1", "replace").translate(_FLAT, _BETWEEN)
    for mark in _MARKS:
        if mark in flat:
            if _SECRET.search(text):
                return sentence("This looks like a password or a secret key.")
            if _PATIENT.search(text):
                return sentence("This looks like a patient's data.")
            break
    if _LONG_NUMBER in flat:
        for found in _CARD.finditer(text):
            digits = re.sub(r"[ -]", "", found[0])
            if _is_card_number(digits):
                return sentence("This looks like the number of a payment card.")
    return None


def _is_card_number(digits: str) -> bool:
    """Return whether the check digit is that of a card (ISO/IEC 7812) and the first digit that of a bank's."""
    if digits[0] not in "3456" or len(set(digits)) == 1:
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _notice(path: Path, reason: Sentence) -> Finding:
    hint = sentence("Take it out; a copy stays in the history, so change the secret too.")
    return Finding(path, "sensitive-data", reason, Severity.NOTICE, hint)
