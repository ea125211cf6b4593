"""Questions that lie over a screen, one module each."""
