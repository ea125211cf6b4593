"""Tests of saving work on the small book, with a clock of their own."""

from datetime import datetime, timedelta, timezone

import pytest
from cartera.records.files.atomic import blob_id
from cartera.records.saving.keeper import Keeper
from cartera.records.saving.writes import CommitMessage, Expected, FileWrite


class Clock:
    """A clock that moves a second with every look."""

    def __init__(self):
        self.now = datetime(2026, 7, 14, 9, 30, tzinfo=timezone(timedelta(hours=2)))

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def book(committed_book):
    return committed_book


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keeper(book, clock):
    with Keeper(book, clock, patience=1.0) as keeper:
        yield keeper


@pytest.fixture
def save(tmp_path):
    """Return a function that saves files the way a person does: from what is on the disk now."""

    def write(keeper, contents, subject="Edit Acme", trailers=(("Cartera-Record", "clients/acme/client"),)):
        writes = []
        for path, text in contents.items():
            file = tmp_path / path
            expected = blob_id(file.read_bytes()) if file.exists() else Expected.ABSENT
            writes.append(FileWrite(path, None if text is None else text.encode(), expected))
        return keeper.write(writes, CommitMessage(subject, trailers))

    return write
