"""Cartera: an account executive's book of business as plain text in git, with a terminal in front of it."""

__version__ = "0.1.0"
