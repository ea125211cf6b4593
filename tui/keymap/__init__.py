"""The user's own keys: presets, the file ``keymap.yaml``, and what becomes of keys that clash."""
