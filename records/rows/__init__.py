"""Rows of lists that are no records, told as records so that one query language asks for all of them."""
