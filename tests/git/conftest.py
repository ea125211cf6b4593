"""Tests of git work on the small book."""

import pytest


@pytest.fixture
def book(committed_book):
    return committed_book
