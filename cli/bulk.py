"""Changing many records at once: shown before it is done, then one commit and one undo."""

from __future__ import annotations

from collections.abc import Sequence

from ..records.assignments import Assignment, Linker, read_assignment
from ..records.bulk import Bulk, plan_bulk, setting
from ..records.query.facts import Facts
from ..records.query.mistakes import BadQuery
from ..records.query.select import select_by
from ..records.snapshot import Snapshot
from ..schema.errors import CarteraError
from ..schema.record import Record
from ..schema.sentences import Sentence, plural, sentence
from .choices import Writing
from .exits import REFUSED
from .marking import mark as _
from .references import desk_of, linker_of
from .saving import save
from .session import Session


def set_where(session: Session, query: str, words: Sequence[str], writing: Writing) -> int:
    """Make the assignments ``words`` on every record the query asks for; return the exit code."""
    book = session.book
    facts = Facts(book.snapshot(), desk_of(session))
    records = _select(session, facts, query)
    deed = setting(words, desk_of(session), lambda record: linker_of(session, record))
    bulk = plan_bulk(book, records, deed, _what(session, records, words), session.telling())
    _tell(session, bulk)
    code = save(session, bulk.plan, writing, question=_("Change them all?"))
    return code or (REFUSED if bulk.refused and not bulk.plan else code)


def _select(session: Session, facts: Facts, query: str) -> list[Record]:
    try:
        return select_by(facts, query)
    except BadQuery as mistake:
        session.say("{text}", text=mistake.point_at(query))
        raise


def _what(session: Session, records: Sequence[Record], words: Sequence[str]) -> Sentence:
    """Return what is done, by the labels of the fields and the titles of who is named."""
    snapshot = session.book.snapshot()
    for one in {each.type: each for each in records}.values():
        try:
            read = [read_assignment(each, snapshot.type_of(one)) for each in words]
            link = linker_of(session, one)
            return sentence("{changes}", changes=tuple(_said(each, snapshot, link) for each in read))
        except CarteraError:
            continue  # what cannot be done to records of this type is told of each of them
    return sentence("{changes}", changes=" ".join(words))


def _said(assignment: Assignment, snapshot: Snapshot, link: Linker) -> Sentence:
    field, text = assignment.field, assignment.text.strip()
    if field is None:
        return sentence("text")
    named = field.kind.name == "user" and text and snapshot.resolve(link(field, text), None, ("user",))
    choice = field.choice(text)
    value = named.title if named else choice.label if choice else text
    if not text:
        return sentence("{field}: emptied", field=field.label)
    if assignment.sign == "=":
        return sentence("{field}: {value}", field=field.label, value=value)
    return sentence("{field} {sign} {value}", field=field.label, sign=assignment.sign[0], value=value)


def _tell(session: Session, bulk: Bulk) -> None:
    """Say who is left alone, and why."""
    for refusal in bulk.refused:
        why = refusal.says.text(session.language)
        session.say(sentence("{id} cannot be changed: {why}", id=refusal.record.id, why=why))
    if bulk.untouched:
        session.say(plural("{n} record is so already.", "{n} records are so already.", len(bulk.untouched)))
