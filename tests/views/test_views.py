"""What the screens compute from a snapshot: board, timeline, today, overview."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from cartera.records.views.overview import overview
from cartera.records.views.pipeline import add_up, board, flows_in_use
from cartera.records.views.timeline import client_timeline, last_touch
from cartera.records.views.today.due import Reason
from cartera.records.views.today.listing import due_list
from cartera.schema.values import Money
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 7, 20, 9, 30, tzinfo=ZoneInfo("Europe/Madrid"))


def client(name, owner="ana"):
    return f"---\ntitle: {name}\nkind: company\nlifecycle: customer\nowner: {owner}\n---\n"


def deal(title, stage, **fields):
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\nkind: new\npipeline: b2b\nstage: {stage}\n{lines}---\n"


def task(title, **fields):
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\nassignee: ana\nstatus: open\nimportance: 2\n{lines}---\n"


@pytest.fixture
def snapshot_of(make_book):
    def make(files):
        return make_book({"clients/acme/client.md": client("Acme"), **files}).snapshot()

    return make


def test_a_board_counts_and_adds_up_each_stage_by_currency(snapshot_of):
    where = "clients/acme/opportunities/"
    snapshot = snapshot_of(
        {
            where + "a-1111.md": deal("A", "proposal", amount="100.00 EUR", expected_close="2026-09-01"),
            where + "b-1111.md": deal("B", "proposal", amount="50.00 EUR", expected_close="2026-08-01"),
            where + "c-1111.md": deal("C", "proposal", amount="70.00 USD"),
            where + "d-1111.md": deal("D", "won"),
        }
    )
    (flow,) = flows_in_use(snapshot)
    stages = {each.state.word: each for each in board(snapshot, flow).stages}
    proposal = stages["proposal"]
    assert [each.title for each in proposal.deals] == ["B", "A", "C"]
    assert proposal.totals == (Money("EUR", Decimal(150)), Money("USD", Decimal(70)))
    assert (stages["won"].totals, stages["won"].without_amount) == ((), 1)
    assert list(stages) == list(flow.states)
    assert board(snapshot, flow, [proposal.deals[0]]).count == 1


@given(st.lists(st.tuples(st.sampled_from(("EUR", "USD")), st.decimals(-(10**6), 10**6, places=2))))
def test_a_sum_of_money_never_mixes_currencies(amounts):
    money = [Money(code, amount) for code, amount in amounts]
    totals = {each.currency: each.amount for each in add_up(money)}
    for code in ("EUR", "USD"):
        assert totals.get(code, Decimal(0)) == sum((each.amount for each in money if each.currency == code), Decimal(0))


def test_a_timeline_holds_every_type_newest_first(snapshot_of):
    snapshot = snapshot_of(
        {
            "clients/acme/interactions/2026/2026-07-01-call-1111.md": (
                "---\ntitle: Llamada\nkind: call\ndirection: out\nat: 2026-07-01T10:00:00+02:00\n---\n"
            ),
            "clients/acme/transactions/2026/2026-07-02-invoice-1111.md": (
                "---\ntitle: Factura\nkind: invoice\ndate: 2026-07-02\n---\n"
            ),
            "clients/acme/tasks/t-1111.md": task("Tarea", due="2026-08-03"),
            "clients/acme/contacts/eva.md": "---\ntitle: Eva\ncreated: 2026-07-09\n---\n",
        }
    )
    assert [each.record.title for each in client_timeline(snapshot, "acme")] == ["Tarea", "Factura", "Llamada"]
    assert last_touch(snapshot, "acme", NOW) == datetime(2026, 7, 1, 10, tzinfo=ZoneInfo("Europe/Madrid"))
    page = overview(snapshot, snapshot.records["clients/acme/client"], NOW)
    assert [each.record.title for each in page.recent] == ["Factura", "Llamada"]
    assert [each[1].title for each in page.next_due] == ["Tarea"]


def test_today_holds_whatever_is_due_with_its_reason(snapshot_of):
    snapshot = snapshot_of(
        {
            "clients/acme/tasks/late-1111.md": task("Tarde", due="2026-07-10"),
            "clients/acme/tasks/far-1111.md": task("Lejos", due="2026-09-10"),
            "clients/acme/tasks/done-1111.md": task("Hecha", due="2026-07-10").replace("open", "done"),
            "clients/acme/tasks/other-1111.md": task("De otro", due="2026-07-20").replace("ana", "marc"),
            "clients/acme/opportunities/a-1111.md": deal("A", "proposal", next_step_due="2026-07-21"),
            "clients/acme/opportunities/b-1111.md": deal("B", "won", next_step_due="2026-07-21"),
            "clients/acme/contracts/c-1111.md": (
                "---\ntitle: C\nkind: subscription\nstatus: active\nend: 2026-10-20\nnotice_days: 90\n---\n"
            ),
            "clients/acme/interactions/2026/2026-07-22-meeting-1111.md": (
                "---\ntitle: Reunión\nkind: meeting\ndirection: out\nat: 2026-07-22T10:00:00+02:00\nusers: [ana]\n---\n"
            ),
        }
    )
    found = {each.record.title: each.reason for each in due_list(snapshot, NOW, "ana")}
    assert found == {
        "Tarde": Reason.TASK,
        "A": Reason.NEXT_STEP,
        "C": Reason.RENEWAL,
        "Reunión": Reason.MEETING,
    }
    assert "De otro" in {each.record.title for each in due_list(snapshot, NOW, None)}
