"""What a start digests with is what everybody else means by SHA-256."""

import hashlib
import subprocess
import sys

from cartera.records.digest import sha256
from hypothesis import given
from hypothesis import strategies as some


@given(some.lists(some.binary(max_size=300), max_size=4))
def test_it_says_what_the_library_says(pieces):
    own, other = sha256(b"book"), hashlib.sha256(b"book")
    for each in pieces:
        own.update(each)
        other.update(each)
    assert own.hexdigest() == other.hexdigest()


def test_a_start_loads_no_library_for_it():
    program = "import sys, cartera.records.index.places; print('_hashlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
