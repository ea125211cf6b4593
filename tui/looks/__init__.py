"""How Cartera looks: its themes, the signs it draws with, and what a terminal can show."""
