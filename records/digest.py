"""SHA-256 without the library behind it: a start digests a path and a few settings, and OpenSSL takes 2 ms to load.

Python's own is as right and, on so little, as quick; the standard library's ``random`` takes it for the same reason.
Whoever digests every record takes ``hashlib``, which is five times as fast there. ``CARTERA_OPENSSL=1`` takes it here too.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING or os.environ.get("CARTERA_OPENSSL"):
    from hashlib import sha256
else:
    try:
        from _sha256 import sha256
    except ImportError:  # Python 3.12 has it under another name
        try:
            from _sha2 import sha256
        except ImportError:
            from hashlib import sha256

__all__ = ["sha256"]
