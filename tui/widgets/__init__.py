"""Widgets named by what they show."""
