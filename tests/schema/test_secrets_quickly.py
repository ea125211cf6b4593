"""The quick look for secrets hides nothing that the expressions would find."""

from __future__ import annotations

from cartera.schema import secrets_in_text
from cartera.schema.secrets_in_text import suspect
from hypothesis import example, given
from hypothesis import strategies as st

PIECES = st.sampled_from(
    ["4", "5500", "-", " ", "0000", "0004", "ñ", "€", ".", "a", "\n", "Password: ", "hunter22", "PASSWD=", "xoxb-", "AKIA",
     "ABCDEFGHIJKLMNOP", "-----BEGIN RSA PRIVATE KEY", "ghp_", "a" * 36, "Patient ID: ", "historia clínica nº ", "7"]
)  # fmt: skip


def find_slowly(text: str) -> bool:
    """Return whether any expression alone finds something."""
    if secrets_in_text._SECRET.search(text) or secrets_in_text._PATIENT.search(text):
        return True
    digits = (found[0].replace(" ", "").replace("-", "") for found in secrets_in_text._CARD.finditer(text))
    return any(map(secrets_in_text._is_card_number, digits))


@given(st.lists(PIECES, max_size=12).map("".join))
@example("4 1-1 1-1 1 1 1 1 1 1 1 1 1 1 1")
@example("5500000000000004")
@example("€ 5500 0000-0000 0004")
@example("Contraseña: abcd")
@example("HISTORIA CLÍNICA: 4")
def test_a_text_is_suspect_when_an_expression_finds_something(text: str) -> None:
    assert (suspect(text) is not None) == find_slowly(text)
