"""Clients: the first screen, and the root to which Back returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ...schema.record import Record
from ..actions import Place
from ..presentation.cells import Column
from ..presentation.client_page import client_preview
from ..presentation.lines import Item
from ..presentation.tables import columns_of
from .listing import ListScreen


class ClientsScreen(ListScreen):
    """All clients with what a seller looks for first."""

    place: ClassVar[Place] = Place.CLIENTS

    def __init__(self, query: str = "") -> None:
        super().__init__("client", query)

    @property
    def list_key(self) -> str:
        """Remembered apart from other lists of clients."""
        return "clients"

    def preview(self, record: Record) -> Sequence[Item]:
        """Return what comes next with a client and what happened last."""
        return client_preview(self.snapshot, record, self.reader, self.cartera.now)

    def usual_columns(self) -> tuple[Column, ...]:
        """Return what a seller looks for first: where the client stands, the silence, the next step."""
        words = self.language.gettext
        names = {"lifecycle": "", "last_touch": words("Last touch"), "next_step_due": words("Next by")}
        names |= dict.fromkeys(("next_step", "tier", "owner", "industry", "city"), "")
        return columns_of(self.record_type, self.language, names=names)
