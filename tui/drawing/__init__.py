"""Drawing sparingly: what the terminal shows already is not sent again."""
