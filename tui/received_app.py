"""What sharing leaves beside the records: files of which there are two versions, and clients whose files are got again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.sentences import plural
from . import messages, reports
from .shared_app import SharedApp

if TYPE_CHECKING:
    from .bridge import Bridge


class ReceivedApp(SharedApp, inherit_bindings=False):
    """Counts the one, and says when the other are here."""

    bridge: Bridge
    """To the record keeper."""

    def share(self, root: Path | None) -> None:
        """Begin to share, and count the files with two versions that an earlier exchange has left."""
        super().share(root)
        self._count_copies()

    def on_synced(self, _message: reports.Synced) -> None:
        """Count second versions of files: an exchange may have left some."""
        self._count_copies()

    def on_saved(self, message: messages.Saved) -> None:
        """Count them again after what names no record: settling one does not, nor does undoing that."""
        if not message.ids:
            self._count_copies()

    def on_copies_counted(self, message: reports.CopiesCounted) -> None:
        """Say how many conflicts there are; where they are listed, list them anew."""
        changed = message.count != self.copy_count
        self.copy_count = message.count
        self.refresh_header()
        if changed and self.framed is not None and self.framed.is_mounted:
            self.framed.show_copies()

    def on_clients_held(self, message: reports.ClientsHeld) -> None:
        """Say what is here now, and show what it was got for."""
        self.tell(plural("{n} file is here now.", "{n} files are here now.", message.files))
        if message.record_id:
            self.open_record(message.record_id)

    def open_record(self, record_id: str, among: Sequence[str] = ()) -> None:
        """Show the page of a record; the app says how."""
        raise NotImplementedError

    def _count_copies(self) -> None:
        root = self.bridge.root
        if root is not None:
            self.bridge.later(self, partial(_count_copies, root))


def _count_copies(root: Path) -> reports.CopiesCounted:
    from ..records.sync.copies import list_copies

    return reports.CopiesCounted(len(list_copies(root)))
