"""What a form stands on: the records around it, who reads and when, so that words can be judged without a screen."""

from __future__ import annotations

from ...records.births import Birth, can_be_born
from ...records.snapshot import Snapshot
from ...schema.dataclass import dataclass
from ...schema.dates_in_words import Moment
from ...schema.language import Language
from ...schema.reader import Desk
from ...schema.record import Record


@dataclass(frozen=True, slots=True)
class Ground:
    """The surroundings of a form; immutable, exchanged when the book changes."""

    snapshot: Snapshot
    """Every record, to resolve and complete links."""
    moment: Moment
    """Now, in the book's zone and the reader's language."""
    type: str
    """The record type being written."""
    client: str = ""
    """The slug of the client in whose folder the record lies or will lie; empty outside ``clients/``."""
    me: str = ""
    """The handle of the writer; empty when unknown."""
    births: tuple[Birth, ...] = ()
    """The records that will be made with what is written."""
    bears: bool = False
    """Whether records can be made with it at all."""

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.moment.language

    @property
    def desk(self) -> Desk:
        """What words are read with; an amount or phone is taken to be of the client's country, else of the book's."""
        client = self.snapshot.records.get(f"clients/{self.client}/client") if self.client else None
        config = self.snapshot.config
        return Desk(
            self.moment,
            currency=(client.text("currency") if client else "") or config.currency,
            country=(client.text("country") if client else "") or config.country,
            me=self.me,
        )

    @property
    def origin(self) -> Record | None:
        """A record in the right folder, for links to be judged from; None outside ``clients/``."""
        return Record(f"clients/{self.client}/new.md", self.type, {}, "", "") if self.client else None

    def find(self, link: str, types: tuple[str, ...]) -> Record | None:
        """Return the record a link written here means; None when it means none or several."""
        return self.snapshot.resolve(link, self.origin, types)

    def will_be(self, link: str, types: tuple[str, ...]) -> bool:
        """Return whether a link means a record that will be made with this one."""
        return any(each.title == link and (not types or each.type in types) for each in self.births)

    def bearable(self, types: tuple[str, ...]) -> list[str]:
        """Return those of ``types`` of which a record can be made from its title alone, here."""
        known = self.snapshot.schema.types
        return [each for each in types if self.bears and each in known and can_be_born(known[each], self.client)]

    def link_to(self, target: Record) -> str:
        """Return the shortest link that means ``target`` from here."""
        for link in (target.name, f"{target.client}/{target.name}" if target.client else "", target.id):
            if link and self.snapshot.resolve(link, self.origin) is target:
                return link
        return target.id
