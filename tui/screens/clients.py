"""Clients: the first screen, and the root to which Back returns."""

from __future__ import annotations

from typing import ClassVar

from ..actions import Place
from .listing import ListScreen


class ClientsScreen(ListScreen):
    """All clients with what a seller looks for first."""

    place: ClassVar[Place] = Place.CLIENTS

    def __init__(self, query: str = "") -> None:
        super().__init__("client", query)
