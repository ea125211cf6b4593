"""Clients: the first screen, and the root to which Back returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ...schema.record import Record
from ..actions import Place
from ..presentation.cells import Column
from ..presentation.client_columns import client_columns
from ..presentation.client_page import client_preview
from ..presentation.lines import Item
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
        """Return what a seller looks for first."""
        return client_columns(self.record_type, self.language)
