"""Shows the first run in the terminal and returns what was chosen."""

from __future__ import annotations

from collections.abc import Mapping

from ...records.files.private import personal_folder
from ...schema.language import Language
from ..looks.remembering import recall_taste
from ..looks.traits import judge_terminal
from ..terminal import check_terminal, leave_with_terminal
from .beginnings import Beginnings
from .welcome_app import Chosen, WelcomeApp


def ask_for_book(beginnings: Beginnings, language: Language, environment: Mapping[str, str]) -> Chosen | None:
    """Return the book a person chose or began; None when they left.

    Raises:
        CarteraError: there is no terminal that can show it.

    """
    check_terminal(environment)
    app = WelcomeApp(beginnings, language, judge_terminal(environment, recall_taste(personal_folder(environment))))
    stay = leave_with_terminal(lambda: None)
    try:
        return app.run()
    finally:
        stay()
