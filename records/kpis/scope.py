"""Whose numbers are asked for: a query of the one language, over records of every type.

Each part of the query is asked of the record itself; where its type has no such field, of its client. So
``tier:A kind:new`` means new deals of clients of tier A, and ``industry:finance`` narrows every KPI. ``owner:ana`` gives
her the part of a deal that its splits credit her with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from ...schema.dataclass import replace
from ...schema.field import Labels
from ...schema.folding import fold_word
from ...schema.record import Record
from ...schema.sentences import sentence
from ..query.facts import Facts
from ..query.language import And, Comparison, Operator, Query, parse_query
from ..query.match import compile_query
from ..query.mistakes import BadQuery
from .days import Credit, DayView, Population, credited
from .ground import Ground
from .stats import ONE
from .unanswerable import Unanswerable

Keeps = Callable[[Record], bool]
DIMENSIONS: Mapping[str, Labels] = {
    "owner": {"en": "owner", "es": "responsable"},
    "manager": {"en": "manager", "es": "gerente"},
    "region": {"en": "region", "es": "región"},
    "product": {"en": "product", "es": "producto"},
    "industry": {"en": "industry", "es": "sector"},
    "tier": {"en": "tier", "es": "nivel"},
    "kind": {"en": "kind", "es": "tipo"},
}
"""What records can be told apart by; ``month`` and ``quarter`` tell the period apart instead."""
PERSON_FIELDS: Mapping[str, str] = {"interaction": "users", "task": "assignee", "journal": "who", "forecast": "who"}
"""The field that says whose a record is, before its owner does."""
OWNER_WORDS = frozenset({"owner", "responsable"})
CLIENT_WORDS = frozenset({"client", "cliente"})


class Scope:
    """The records a number is computed from."""

    def __init__(self, facts: Facts, ground: Ground, text: str = "") -> None:
        self.facts = facts
        """The snapshot on the day it is seen from: derived facts of the query are judged by it."""
        self.ground = ground
        """The rows of the same snapshot."""
        self.text = text
        """The query; empty for everything."""
        self._query = parse_query(text)
        self._parts = self._query.parts if isinstance(self._query, And) else (self._query,)
        if self._parts and not any(self._try(name, self._query) for name in ("opportunity", "client")):
            compile_query(self._query, facts)  # raises where no type of the book knows what the query asks for

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not self._parts

    @property
    def whole(self) -> Scope:
        """What it is a row of; itself where it is none."""
        return self

    @property
    def product(self) -> str:
        """The product whose row it is, in a breakdown by product; empty otherwise."""
        return ""

    @property
    def people(self) -> frozenset[str]:
        """Whose records it is, where it is told by people and by nothing else; empty otherwise."""
        return self._owners if self._owners is not None and len(self._parts) == 1 else frozenset()

    @property
    def client(self) -> str:
        """The slug of the one client whose records it is; empty where it is told in any other way."""
        part = self._parts[0] if len(self._parts) == 1 else None
        if not isinstance(part, Comparison) or fold_word(part.path) not in CLIENT_WORDS or len(part.tests) != 1:
            return ""
        test = part.tests[0]
        slug = test.text.rpartition("/")[2]
        is_named = test.operator in {Operator.HAS, Operator.IS} and self.facts.snapshot.client_named(slug)
        return slug if is_named else ""

    @property
    def group(self) -> tuple[str, str]:
        """The dimension and name of the group it is of a breakdown; two empty words where it is none."""
        return "", ""

    @cached_property
    def _owners(self) -> frozenset[str] | None:
        """The people of an ``owner:`` part; None where there is none that names them all."""
        named = [each for each in self._parts if self._names_owners(each)]
        if len(named) != 1 or not isinstance(named[0], Comparison):
            return None
        me = self.facts.desk.who
        words = {each.text for each in named[0].tests}
        people = {me if fold_word(word) in {"me", "yo"} else word for word in words}
        return frozenset(people) if people <= self.ground.people.keys() else None

    @staticmethod
    def _names_owners(part: Query) -> bool:
        return (
            isinstance(part, Comparison)
            and fold_word(part.path) in OWNER_WORDS
            and all(each.operator in {Operator.HAS, Operator.IS} for each in part.tests)
        )

    @cached_property
    def deals(self) -> Sequence[Credit]:
        """The deals of the population that are in scope, each with the part that counts."""
        counted = self.ground.counted.values()
        if not self._parts:
            return list(counted)
        owners = self._owners
        rest = tuple(each for each in self._parts if owners is None or not self._names_owners(each))
        keeps = self._predicate("opportunity", rest)
        found = []
        for each in counted:
            deal = each.deal
            share = ONE if owners is None else sum((part for user, part in deal.credits if user in owners), Decimal(0))
            if share and keeps(deal.record):
                found.append(credited(deal, share))
        return found

    @cached_property
    def population(self) -> Population:
        """The deals by id, and how they stood on any day."""
        if self.is_whole:
            return self.ground.population
        return Population({each.deal.id: each for each in self.deals}, self.ground.purse)

    def on(self, day: date) -> DayView:
        """Return the deals as they stood at the end of a day, each day looked at once."""
        return self.population.on(day)

    def records(self, type_name: str) -> Sequence[Record]:
        """Return the records of a type that are in scope; those of clients outside the population are left out.

        Raises:
            Unanswerable: the query asks for what neither the type nor a client has.

        """
        return self.among(type_name, self.ground.records(type_name))

    def among(self, type_name: str, records: Sequence[Record]) -> Sequence[Record]:
        """Return those of some records of a type, all of the population, that are in scope. Raises as ``records``."""
        if not self._parts:
            return records
        keeps = self._predicate(type_name, self._parts)
        return [each for each in records if keeps(each)]

    def _predicate(self, type_name: str, parts: Sequence[Query]) -> Keeps:
        tests = [self._part_of(type_name, each) for each in parts]
        if len(tests) == 1:
            return tests[0]
        return lambda record: all(test(record) for test in tests)

    def _part_of(self, type_name: str, part: Query) -> Keeps:
        """Return the test of one part of the query, by the record or by its client."""
        own = self._try(type_name, part)
        if own is not None:
            return self._owned(own, type_name, part) if self._names_owners(part) else own
        theirs = self._try("client", part)
        if theirs is None:
            label = self.facts.snapshot.schema.types[type_name].plural
            raise Unanswerable(sentence("“{query}” says nothing of {records}.", query=self.text, records=label))
        return self._by_client(theirs)

    def _owned(self, own: Keeps, type_name: str, part: Query) -> Keeps:
        """Return the test by owner: whoever did or does it, else who owns it, else the owner of its client."""
        if type_name in {"client", "opportunity"}:
            return own
        of_client = self._by_client(own)
        field = PERSON_FIELDS.get(type_name, "")
        theirs = self._try(type_name, replace(part, path=field)) if field and isinstance(part, Comparison) else None

        def belongs(record: Record) -> bool:
            if theirs is not None and record.tree.get(field):
                return theirs(record)
            return own(record) if record.text("owner") else of_client(record)

        return belongs

    def _by_client(self, keeps: Keeps) -> Keeps:
        named = self.facts.snapshot.client_named
        known: dict[str | None, bool] = {None: False}

        def keeps_client(record: Record) -> bool:
            slug = record.client
            if slug not in known:
                client = named(slug) if slug else None
                known[slug] = client is not None and keeps(client)
            return known[slug]

        return keeps_client

    def _try(self, type_name: str, part: Query) -> Keeps | None:
        try:
            return compile_query(part, self.facts, [type_name])
        except BadQuery:
            return None


class PartScope(Scope):
    """One row of a breakdown: what of a scope belongs to one group."""

    def __init__(
        self,
        whole: Scope,
        deals: Sequence[Credit],
        keeps: Keeps | None,
        group: tuple[str, str],
        *,
        is_selling: bool = True,
    ) -> None:
        self.facts = whole.facts
        self.ground = whole.ground
        self.text = whole.text
        self._whole = whole
        self._deals = deals
        self._keeps = keeps
        self._group = group
        self.is_selling = is_selling
        """Whether it has deals or clients; a row without them is only worth showing where something was counted."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out: never, of a group."""
        return False

    @property
    def whole(self) -> Scope:
        """What it is a row of."""
        return self._whole

    @property
    def product(self) -> str:
        """The product whose row it is, in a breakdown by product; empty otherwise."""
        return self._group[1] if self._group[0] == "product" else ""

    @property
    def client(self) -> str:
        """The slug of the one client whose records it is: never, of a group."""
        return ""

    @property
    def people(self) -> frozenset[str]:
        """The person whose row it is, in a breakdown by owner of everything."""
        dimension, name = self._group
        return frozenset({name}) if dimension == "owner" and name and self._whole.is_whole else frozenset()

    @property
    def group(self) -> tuple[str, str]:
        """The dimension and name of the group; two empty words where the scope leaves out more than other groups."""
        return self._group if self._whole.is_whole else ("", "")

    @cached_property
    def deals(self) -> Sequence[Credit]:
        """The deals of the group, each with the part that is the group's."""
        return self._deals

    def among(self, type_name: str, records: Sequence[Record]) -> Sequence[Record]:
        """Return those of some records of a type that belong to the group.

        Raises:
            Unanswerable: records of this type cannot be told apart by it.

        """
        if self._keeps is None:
            label = self.facts.snapshot.schema.types[type_name].plural
            raise Unanswerable(
                sentence(
                    "{records} cannot be told apart by {dimension}.",
                    records=label,
                    dimension=DIMENSIONS[self._group[0]],
                )
            )
        keeps = self._keeps
        return [each for each in self._whole.among(type_name, records) if keeps(each)]
