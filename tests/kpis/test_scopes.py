"""Whose numbers: scopes, credit, targets of people and teams."""

import pytest


@pytest.fixture
def team(read, write):
    """Two people who share a deal; one of them reports to the manager, who has a target."""

    def target(who, value, scope="user", period="2026-Q3", **more):
        return write.record(
            f"targets/t-{who}-{period}.md", title="T", metric="K1", scope=scope, who=who, period=period,
            value=f"{value}.00 EUR", **more,
        )  # fmt: skip

    return read(
        [
            write.user("ana", manager="lucia", region="Norte"),
            write.user("marc", manager="lucia"),
            write.user("eva"),
            write.user("lucia"),
            write.client("acme"),
            write.client("beta", owner="marc"),
            write.deal(
                "acme", "shared", "won", amount="100.00 EUR", closed_on="2026-07-10",
                splits="[{user: ana, pct: 70}, {user: marc, pct: 30}]",
            ),
            write.deal("beta", "own", "won", amount="50.00 EUR", closed_on="2026-07-20", owner="marc"),
            write.deal("beta", "gone", "lost", amount="50.00 EUR", closed_on="2026-07-21", owner="marc", reason="price"),
            target("ana", 140),
            target("marc", 100, period="2026-07"),
            target("marc", 100, period="2026-08"),
            target("marc", 100, period="2026-09"),
            target("eva", 60),
        ]
    )  # fmt: skip


def test_a_person_is_credited_with_their_part(team, ask):
    assert ask(team, "K1", "2026-07", scope="owner:ana").value == 70
    assert ask(team, "K1", "2026-07", scope="owner:marc").value == 80
    assert ask(team, "K1", "2026-07", scope="owner:ana,marc").value == 150
    assert ask(team, "K1", "2026-07", scope="owner:me", me="ana").value == 70


def test_a_shared_deal_counts_once_for_the_team_and_by_parts_for_people(team, ask):
    total, ana, marc = ask(team, "K14", "2026-07", by="owner")
    counts = [str(each.figure.denominator) for each in (total, ana, marc)]
    assert counts == ["3", "0.7", "2.3"]


def test_months_that_fill_the_quarter_are_its_target(team, ask):
    assert ask(team, "K2", "2026-Q3", scope="owner:marc").figure.beside["target"] == 300


def test_somebody_with_a_target_and_no_sale_counts_in_the_whole(team, ask):
    assert ask(team, "K2", "2026-Q3").figure.beside["target"] == 500
    assert ask(team, "K2", "2026-Q3", scope="owner:eva").value == 0


def test_the_target_of_a_manager_is_that_of_whoever_reports_to_them(team, ask):
    rows = {each.group.id: each for each in ask(team, "K2", "2026-Q3", by="manager") if each.group}
    assert rows["lucia"].figure.beside["target"] == 440


def test_people_without_a_region_stand_under_what_could_not_be_assigned(team, ask):
    rows = ask(team, "K1", "2026-07", by="region")
    assert [(each.group and each.group.title["en"], each.value) for each in rows] == [
        (None, 150),
        ("Norte", 70),
        ("not assigned", 80),
    ]


def test_each_part_of_a_scope_is_asked_of_the_record_or_of_its_client(team, ask):
    assert ask(team, "K1", "2026-07", scope="industry:logistics kind:new").value == 150
    assert ask(team, "K1", "2026-07", scope="industry:finance").value == 0


def test_a_mistake_in_a_scope_is_told(team, ask):
    from cartera.records.query.mistakes import BadQuery

    with pytest.raises(BadQuery):
        ask(team, "K1", "2026-07", scope="colour:red")
