"""Pure functions from values to styled text; tested without a screen."""
