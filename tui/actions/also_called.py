"""What else people call an action: words by which help and the palette find it, though its title does not say them.

Each is a sentence, so that its translation is the words of another language and not a list of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...schema.language import ENGLISH, Language
from ...schema.sentences import Sentence, sentence

ALSO_CALLED: Mapping[str, Sentence] = {
    "new": sentence("create add insert client contact deal"),
    "log": sentence("register note write down call meeting mail visit activity"),
    "task": sentence("to-do reminder create add"),
    "move": sentence("change stage status advance win lose close"),
    "move-on": sentence("advance forward promote"),
    "move-back": sentence("return backward demote"),
    "done": sentence("complete finish tick close check off"),
    "reschedule": sentence("snooze postpone put off defer delay date"),
    "follow-up": sentence("chase reminder again remind later"),
    "delegate": sentence("assign reassign hand over owner transfer"),
    "edit": sentence("change modify correct"),
    "edit-field": sentence("change modify value correct"),
    "ask-field": sentence("change modify value correct"),
    "edit-file": sentence("open editor vim text yaml"),
    "remove": sentence("erase take out bin trash"),
    "rename": sentence("handle slug name identifier"),
    "copy": sentence("clipboard yank telephone e-mail"),
    "history": sentence("log versions who changed past audit"),
    "restore": sentence("revert earlier version go back"),
    "undo": sentence("revert take back mistake"),
    "redo": sentence("repeat again"),
    "drop-task": sentence("cancel abandon discard"),
    "priority": sentence("top three star pin focus"),
    "explain": sentence("score reason rank why"),
    "filter": sentence("narrow query find where"),
    "order": sentence("sort by column ascending descending"),
    "columns": sentence("fields show hide"),
    "group": sentence("by section subtotal"),
    "views": sentence("saved lists favourites bookmarks"),
    "mark": sentence("select choose several bulk tick"),
    "mark-range": sentence("select several bulk"),
    "mark-all": sentence("select everything bulk"),
    "clients": sentence("accounts customers companies book"),
    "pipeline": sentence("deals opportunities board kanban funnel"),
    "tasks": sentence("to-do list pending"),
    "today": sentence("due agenda home start morning"),
    "renewals": sentence("contracts expire"),
    "cases": sentence("tickets complaints support incidents"),
    "voice": sentence("survey feedback satisfaction NPS"),
    "agenda": sentence("calendar meetings appointments"),
    "search": sentence("find look for anything"),
    "problems": sentence("errors warnings broken files check doctor"),
    "forecast": sentence("commit best case quarter prediction"),
    "numbers": sentence("KPI metrics figures indicators dashboard"),
    "sync": sentence("push pull git fetch share send receive"),
    "inbox": sentence("merge disputes"),
    "books": sentence("switch open folder other"),
    "preview": sentence("pane side panel"),
    "refresh": sentence("reload read again"),
    "theme": sentence("colours dark light contrast appearance"),
    "quit": sentence("exit close program bye"),
    "suspend": sentence("shell background"),
    "palette": sentence("actions commands launcher"),
    "help": sentence("keys shortcuts manual"),
    "save": sentence("write keep store"),
    "leave": sentence("cancel close discard"),
    "drafts": sentence("unsaved recover resume"),
}
"""By the id of the action."""


def other_words(action_id: str, language: Language) -> str:
    """Return the words an action is found by besides its title, in the reader's language and in English."""
    words = ALSO_CALLED.get(action_id)
    return f"{words.text(language)} {words.text(ENGLISH)}" if words else ""
