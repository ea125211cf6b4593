"""Integrity rules that look at more than one record (2-records §2.9): links, names, places, loops, doubles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from ...schema.nearest import nearest
from ...schema.problems import Problem, Severity
from ...schema.record import Record
from ...schema.sentences import plural, sentence
from ...schema.tree import dotted
from ..links import Link
from ..snapshot import Snapshot


def judge_record(snapshot: Snapshot, record: Record, links: Sequence[Link]) -> Iterator[Problem]:
    """Yield what is wrong between a record and those that its ``links`` name."""
    yield from _judge_links(snapshot, record, links)
    yield from _judge_place(snapshot, record)


def _judge_links(snapshot: Snapshot, record: Record, links: Sequence[Link]) -> Iterator[Problem]:
    """I1: every link resolves to one record."""
    for link in links:
        meant = snapshot.meant_by(link.text, record, link.types)
        if not meant and snapshot.absent:
            yield from _of_absent(snapshot, record, link)
        elif "user" in link.types and not meant:
            yield from _unknown_person(snapshot, record, link)
        elif len(meant) != 1:
            yield _bad_link(snapshot, record, link, meant)


def _of_absent(snapshot: Snapshot, record: Record, link: Link) -> Iterator[Problem]:
    """A clone that holds a part of the book cannot tell a link that leads nowhere from one that leads out of the part."""
    if snapshot.absent.meant_by(link.text) or "user" in link.types:
        return
    yield Problem(
        record.path,
        "not-held-here",
        plural(
            "“{link}” may be the {n} record that is not held here.",
            "“{link}” may be among the {n} records that are not held here.",
            len(snapshot.absent),
            link=link.text,
        ),
        Severity.NOTICE,
        field=dotted(link.field),
    )


def _unknown_person(snapshot: Snapshot, record: Record, link: Link) -> Iterator[Problem]:
    """A handle without a folder in ``people/`` is allowed, as for people who left; one letter off is a slip."""
    near = _nearest_name(snapshot, link)
    if near:
        yield Problem(
            record.path,
            "unknown-person",
            sentence("Nobody in people/ is called “{link}”.", link=link.text),
            Severity.WARNING,
            field=dotted(link.field),
            hint=sentence("Did you mean {nearest}?", nearest=near),
        )


def _bad_link(snapshot: Snapshot, record: Record, link: Link, meant: list[Record]) -> Problem:
    field = dotted(link.field)
    if meant:
        ids = ", ".join(sorted(each.id for each in meant)[:3])
        return Problem(
            record.path,
            "ambiguous-link",
            sentence("“{link}” can mean {count} records: {ids}.", link=link.text, count=len(meant), ids=ids),
            Severity.ERROR,
            field=field,
            hint=sentence("Write more of the path, like {example}.", example=_longer_name(meant[0])),
        )
    near = _nearest_name(snapshot, link)
    return Problem(
        record.path,
        "dangling-link",
        sentence("No record is called “{link}”.", link=link.text),
        Severity.ERROR,
        field=field,
        hint=sentence("Did you mean {nearest}?", nearest=near) if near else None,
    )


def _longer_name(record: Record) -> str:
    """Return the shortest link with the owner's folder in it: ``acme/renewal-k3x9``."""
    owner = record.client or record.path.split("/", 1)[0]
    return f"{owner}/{record.name}"


def _nearest_name(snapshot: Snapshot, link: Link) -> str | None:
    types = link.types or tuple(snapshot.schema.types)
    return nearest(link.key, (record.name for each in types for record in snapshot.of_type(each)))


def _judge_place(snapshot: Snapshot, record: Record) -> Iterator[Problem]:
    """I15: a record lies where its type belongs."""
    record_type = snapshot.type_of(record)
    home = snapshot.schema.home_of_path(record.path)
    if home not in record_type.layout.homes:
        hint = sentence("Move it into a client's folder.") if "client" in record_type.layout.homes else None
        yield Problem(
            record.path,
            "without-client" if home == "book" and "client" in record_type.layout.homes else "wrong-place",
            sentence("It lies in {folder}/ and belongs to no client.", folder=record.path.split("/", 1)[0])
            if home == "book"
            else sentence("Records of this type do not belong in {folder}/.", folder=record.path.rpartition("/")[0]),
            Severity.WARNING,
            hint=hint,
        )
    owner = f"clients/{record.client}/client"
    is_orphan = record.client and record.type != "client" and snapshot.client_of(record) is None
    if is_orphan and owner not in snapshot.absent.ids:
        yield Problem(
            record.path,
            "client-missing",
            sentence("Its folder clients/{client}/ has no client.md that can be read.", client=record.client),
            Severity.WARNING,
        )


def judge_doubles(snapshot: Snapshot) -> Iterator[Problem]:
    """I14: two clients with one tax number or title, two contacts of one client with one address."""
    seen: defaultdict[tuple[str, ...], list[Record]] = defaultdict(list)
    for client in snapshot.of_type("client"):
        if client.text("tax_id"):
            seen["tax_id", client.text("tax_id").casefold()].append(client)
        seen["title", client.title.casefold()].append(client)
    for contact in snapshot.of_type("contact"):
        emails = contact.tree.get("emails")
        for email in emails if isinstance(emails, list) else ():
            if isinstance(email, str):
                seen["emails", contact.client or "", email.casefold()].append(contact)
    for (field, *_), records in seen.items():
        for record in records[1:]:
            yield Problem(
                record.path,
                "possible-duplicate",
                sentence("It may be the same as {other}.", other=records[0].id),
                Severity.WARNING,
                field=field,
            )


def judge_twins(snapshot: Snapshot) -> Iterator[Problem]:
    """I2: one id, one file."""
    for path in snapshot.twins:
        yield Problem(
            path,
            "double-name",
            sentence("Another file has the same name with another ending; only one of them counts."),
            Severity.ERROR,
            hint=sentence("Keep one of the two files."),
        )


def judge_parents(snapshot: Snapshot) -> Iterator[Problem]:
    """I16: a client is not its own parent, however far round."""
    for client in snapshot.of_type("client"):
        seen = {client.id}
        above = client
        while (text := above.text("parent")) and (parent := snapshot.resolve(text, above, ("client",))) is not None:
            if parent.id in seen:
                if parent.id == client.id:
                    yield Problem(
                        client.path,
                        "parent-loop",
                        sentence("Its chain of parents leads back to itself."),
                        Severity.ERROR,
                        field="parent",
                    )
                break
            seen.add(parent.id)
            above = parent


def judge_contracts(snapshot: Snapshot) -> Iterator[Problem]:
    """I6: a won opportunity is backed by a contract or an order."""
    backed: set[str] = set()
    for name, field in (("contract", "opportunity"), ("transaction", "about")):
        for record in snapshot.of_type(name):
            target = snapshot.resolve(record.text(field), record) if record.text(field) else None
            if target is not None:
                backed.add(target.id)
    for deal in snapshot.of_type("opportunity"):
        state = snapshot.type_of(deal).state_of(deal)
        is_whole = not snapshot.absent.are_below(f"clients/{deal.client}")
        if state is not None and state.kind == "won" and deal.id not in backed and is_whole:
            yield Problem(
                deal.path,
                "won-without-contract",
                sentence("It is won, but no contract or order names it."),
                Severity.NOTICE,
                hint=sentence("Add the contract, or an order, with a link to it."),
            )


def judge_views(snapshot: Snapshot) -> Iterator[Problem]:
    """Whether saved views mean something; the query language is loaded only where there are any."""
    if snapshot.of_type("view"):
        from ..views.flaws import judge_views as judge

        yield from judge(snapshot)


def judge_metrics(snapshot: Snapshot) -> Iterator[Problem]:
    """Whether the KPIs a book defines for itself mean something; numbers are loaded only where there are any."""
    if snapshot.of_type("metric"):
        from ..kpis.metric_flaws import judge_metrics as judge

        yield from judge(snapshot)


BOOK_RULES: tuple[tuple[Callable[[Snapshot], Iterator[Problem]], tuple[str, ...]], ...] = (
    (judge_doubles, ("client", "contact")),
    (judge_parents, ("client",)),
    (judge_contracts, ("contract", "transaction", "opportunity")),
    (judge_views, ("view",)),
    (judge_metrics, ("metric",)),
)
"""Rules over all records of some types, with those types: judged again only when one of them changed."""
