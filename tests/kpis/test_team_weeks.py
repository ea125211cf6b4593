"""What each person did week by week."""

from datetime import date

from cartera.records.kpis.engine import Question
from cartera.records.kpis.spans import quarter_of
from cartera.records.kpis.team_weeks import team_weeks

DAY = date(2026, 7, 31)


def talk(write, name, at, who, kind="call"):
    return write.record(
        f"clients/acme/interactions/2026/{name}.md", title=name, kind=kind, at=at, users=f"[{who}]", created=at[:10]
    )


def test_each_person_has_a_row_with_a_count_a_week(read, write):
    files = [
        write.client("acme"), write.user("ana"), write.user("marc"),
        talk(write, "a", "2026-07-31T10:00:00+02:00", "ana"), talk(write, "b", "2026-07-28T10:00:00+02:00", "ana"),
        talk(write, "c", "2026-07-14T10:00:00+02:00", "marc"),
        talk(write, "d", "2026-07-29T10:00:00+02:00", "marc", kind="note"),
        talk(write, "e", "2026-08-02T10:00:00+02:00", "ana"), talk(write, "f", "2026-07-05T10:00:00+02:00", "ana"),
    ]  # fmt: skip
    found = team_weeks(read(files).slice(Question(quarter_of(DAY), DAY)), weeks=4)
    assert found.first == date(2026, 7, 6)
    assert [(each.title, each.counts) for each in found.people] == [("Ana", (0, 0, 0, 2)), ("Marc", (0, 1, 0, 0))]
    assert found.most == 2
