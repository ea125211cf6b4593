"""What a state asks for before a record may enter it, on books written as text."""

from datetime import timedelta

import pytest
from cartera.records.guards import MoveRefused, check_move, missing_for
from cartera.records.moves import edits_of_move
from cartera.schema.language import ENGLISH

CLIENT = """
    ---
    title: Acme
    kind: company
    lifecycle: qualified
    source: event
    owner: ana
    needs: [{key: n1, need: "See shipments"}]
    ---
"""
DEAL = """
    ---
    title: Line 2
    pipeline: b2b
    stage: negotiation
    amount: 48000.00 EUR
    stage_history: [{at: 2026-07-01T12:00:00+02:00, to: negotiation, by: ana}]
    owner: ana
    ---
"""
CONTRACT = "---\ntitle: Contract\nstatus: draft\nopportunity: line-2\n---\n"
ORDER = "---\ntitle: Order\nkind: order\nabout: line-2\n---\n"
OFFER = """
    ---
    title: Offer
    status: in_review
    owner: ana
    lines: [{key: l1, qty: 1, unit_price: 1000.00 EUR, discount_pct: 15, cost: 500.00 EUR}]
    ---
"""
ANA = "---\ntitle: Ana Prueba\nrole: ae\nlimits: {discount_pct: 10, margin_floor_pct: 30}\n---\n"
CASE = """
    ---
    title: Late
    kind: complaint
    status: resolved
    root_cause: supplier
    status_history: [{at: 2026-07-06T12:00:00+02:00, to: resolved}]
    ---
"""


@pytest.fixture
def lacks(make_book, clock):
    """Return what a record's next state lacks, in English, in a book of files."""

    def lacks(path, word, files, given=None):
        book = make_book({"clients/acme/client.md": CLIENT, **files})
        snapshot = book.snapshot()
        record = snapshot.records[path]
        state = snapshot.type_of(record).flow_of(record).states[word]
        return [ENGLISH.choose(each.says) for each in missing_for(snapshot, record, state, given, "", clock())]

    return lacks


DEAL_FILE = "clients/acme/opportunities/line-2.md"
DEAL_ID = DEAL_FILE.removesuffix(".md")


@pytest.mark.parametrize("paper", ["contracts/c.md", "transactions/2026/o.md"])
def test_a_deal_is_won_with_a_contract_or_with_an_order(lacks, paper):
    text = CONTRACT if "contract" in paper else ORDER
    assert lacks(DEAL_ID, "won", {DEAL_FILE: DEAL, f"clients/acme/{paper}": text}) == []


def test_a_deal_is_not_won_without_either(lacks):
    assert lacks(DEAL_ID, "won", {DEAL_FILE: DEAL}) == ["a contract or an order"]
    invoice = ORDER.replace("kind: order", "kind: invoice")
    assert lacks(DEAL_ID, "won", {DEAL_FILE: DEAL, "clients/acme/transactions/2026/o.md": invoice})


def test_discovery_asks_for_a_need_with_evidence_and_for_each_answer(lacks):
    asked = lacks(DEAL_ID, "discovery", {DEAL_FILE: DEAL.replace("negotiation", "qualification")})
    assert asked == ["Budget", "Authority", "Timing", "a need of the client with its evidence"]


def test_an_answer_may_be_that_it_is_not_known(lacks):
    given = {"qualification": {"budget": "unknown", "authority": "yes", "timing": "no"}}
    files = {DEAL_FILE: DEAL.replace("negotiation", "qualification")}
    assert lacks(DEAL_ID, "discovery", files, given) == ["a need of the client with its evidence"]


def test_negotiation_wants_the_economic_buyer_and_not_just_anybody(lacks):
    talk = "---\ntitle: Talk\nkind: meeting\nabout: [line-2]\n---\n"
    deal = DEAL.replace("negotiation", "proposal")
    files = {DEAL_FILE: deal, "clients/acme/interactions/2026/t.md": talk}
    given = {"objections": [{"text": "price"}], "stakeholders": [{"contact": "x", "role": "user"}]}
    assert lacks(DEAL_ID, "negotiation", files, given) == ["the economic buyer among the stakeholders"]


def test_a_deal_is_void_only_as_a_duplicate_or_an_error(make_book, clock):
    snapshot = make_book({"clients/acme/client.md": CLIENT, DEAL_FILE: DEAL}).snapshot()
    record = snapshot.records[DEAL_ID]
    with pytest.raises(MoveRefused) as caught:
        check_move(snapshot, record, "void", {"reason": "price"}, "", clock())
    assert [each.field for each in caught.value.missing] == ["reason"]
    assert check_move(snapshot, record, "void", {"reason": "duplicate"}, "", clock()).word == "void"


def test_a_discount_over_the_authors_limit_needs_an_approval(make_book, clock):
    files = {"people/ana/user.md": ANA, "clients/acme/client.md": CLIENT, "clients/acme/proposals/offer.md": OFFER}
    snapshot = make_book(files).snapshot()
    record = snapshot.records["clients/acme/proposals/offer"]
    state = snapshot.type_of(record).flow_of(record).states["approved"]

    def lacking(given):
        return [each.field for each in missing_for(snapshot, record, state, given, "", clock())]

    assert lacking({}) == ["approvals"]
    assert lacking({"approvals": [{"user": "lucia", "decision": "rejected"}]}) == ["approvals"]
    assert lacking({"approvals": [{"user": "lucia", "decision": "approved"}]}) == []
    line = {"key": "l1", "qty": "1", "unit_price": "1000.00 EUR", "cost": "500.00 EUR"}
    assert lacking({"lines": [{**line, "discount_pct": "10"}]}) == []
    assert lacking({"lines": [{**line, "discount_pct": "5", "cost": "900.00 EUR"}]}) == ["approvals"]


def test_an_offer_to_a_client_of_tier_a_needs_research(make_book, clock):
    client = CLIENT.replace("    owner: ana", "    tier_override: {tier: A}\n    owner: ana")
    offer = OFFER.replace("discount_pct: 15", "discount_pct: 0")
    files = {"clients/acme/client.md": client, "clients/acme/proposals/offer.md": offer}
    snapshot = make_book(files).snapshot()
    record = snapshot.records["clients/acme/proposals/offer"]
    state = snapshot.type_of(record).flow_of(record).states["approved"]
    assert [each.field for each in missing_for(snapshot, record, state, {}, "", clock())] == ["research"]
    assert missing_for(snapshot, record, state, {"research": [{"what": "report"}]}, "", clock()) == []


def test_an_open_compliance_item_holds_back_what_it_blocks(make_book, clock):
    item = "compliance: [{item: dpa_signed, status: pending, blocks: [contract]}]"
    client = CLIENT.replace("    owner: ana", f"    {item}\n    owner: ana")
    contract = "clients/acme/contracts/c.md"
    for folder, text, lacking in (("open", client, 1), ("done", client.replace("pending", "done"), 0)):
        snapshot = make_book({"clients/acme/client.md": text, contract: CONTRACT}, folder=folder).snapshot()
        record = snapshot.records["clients/acme/contracts/c"]
        state = snapshot.type_of(record).flow_of(record).states["in_signature"]
        assert len(missing_for(snapshot, record, state, {}, "", clock())) == lacking


def test_a_project_is_done_when_what_the_client_sees_is_accepted_or_waived(make_book, clock):
    project = """
        ---
        title: Rollout
        kind: delivery
        status: active
        deliverables: [{key: d1, what: Docks, visibility: client}, {key: d2, what: Notes, visibility: team}]
        ---
    """
    snapshot = make_book({"clients/acme/client.md": CLIENT, "clients/acme/projects/p.md": project}).snapshot()
    record = snapshot.records["clients/acme/projects/p"]
    state = snapshot.type_of(record).flow_of(record).states["done"]
    assert len(missing_for(snapshot, record, state, {}, "", clock())) == 1
    for date in ("accepted_on", "waived_on"):
        given = {"deliverables": [{"key": "d1", "what": "Docks", "visibility": "client", date: "2026-07-14"}]}
        assert missing_for(snapshot, record, state, given, "", clock()) == []


def test_a_case_closes_by_confirmation_or_after_ten_working_days_of_silence(make_book, clock):
    snapshot = make_book({"clients/acme/client.md": CLIENT, "clients/acme/cases/c.md": CASE}).snapshot()
    record = snapshot.records["clients/acme/cases/c"]
    state = snapshot.type_of(record).flow_of(record).states["closed"]

    def lacking(days, given):
        moment = clock() + timedelta(days=days)
        return [each.field for each in missing_for(snapshot, record, state, given, "", moment)]

    upheld = {"upheld": "yes"}
    assert lacking(0, {}) == ["upheld"]
    assert lacking(-1, upheld) == ["confirmed_on"]
    assert lacking(-1, {**upheld, "confirmed_on": "2026-07-14"}) == []
    assert lacking(0, upheld) == []


def test_only_a_complaint_must_say_whether_it_was_upheld(make_book, clock):
    case = CASE.replace("complaint", "delay")
    snapshot = make_book({"clients/acme/client.md": CLIENT, "clients/acme/cases/c.md": case}).snapshot()
    record = snapshot.records["clients/acme/cases/c"]
    assert check_move(snapshot, record, "closed", {}, "", clock()).word == "closed"


def test_a_contract_becomes_active_with_its_file_or_a_note(make_book, clock):
    signed = "---\ntitle: C\nstatus: in_signature\nsigned_on: 2026-07-14\nstart: 2026-10-01\n---\n"
    for folder, text, lacking in (("bare", signed, 1), ("noted", signed + "Signed on paper.\n", 0)):
        files = {"clients/acme/client.md": CLIENT, "clients/acme/contracts/c.md": text}
        snapshot = make_book(files, folder=folder).snapshot()
        record = snapshot.records["clients/acme/contracts/c"]
        state = snapshot.type_of(record).flow_of(record).states["active"]
        assert len(missing_for(snapshot, record, state, {}, "", clock())) == lacking


def test_winning_closes_today_and_keeps_a_day_that_is_there(make_book):
    book = make_book({"clients/acme/client.md": CLIENT, DEAL_FILE: DEAL})
    snapshot = book.snapshot()
    record = snapshot.records[DEAL_ID]
    won = snapshot.type_of(record).flow_of(record).states["won"]

    def closing(given):
        edits = edits_of_move(snapshot, record, won, book.author, given=given)
        return [str(each.tree) for each in edits if each.path == ("closed_on",)]

    assert closing({}) == ["2026-07-20"]
    assert closing({"closed_on": "2026-07-14"}) == ["2026-07-14"]


def test_the_note_of_a_clients_move_is_its_reason(make_book):
    book = make_book({"clients/acme/client.md": CLIENT})
    snapshot = book.snapshot()
    record = snapshot.records["clients/acme/client"]
    state = snapshot.type_of(record).flow_of(record).states["disqualified"]
    edits = edits_of_move(snapshot, record, state, book.author, given={}, note="no budget")
    (entry,) = [each.tree for each in edits if each.path == ("lifecycle_history",)]
    assert entry["reason"] == "no budget"


def test_a_sent_offer_is_valid_for_thirty_days(make_book):
    files = {"clients/acme/client.md": CLIENT, "clients/acme/proposals/offer.md": OFFER}
    book = make_book(files)
    snapshot = book.snapshot()
    record = snapshot.records["clients/acme/proposals/offer"]
    sent = snapshot.type_of(record).flow_of(record).states["sent"]
    edits = edits_of_move(snapshot, record, sent, book.author, given={})
    assert [str(each.tree) for each in edits if each.path == ("valid_until",)] == ["2026-08-19"]


@pytest.mark.parametrize(
    ("close", "asked"),
    [("2026-06-30", ["a new expected close date"]), ("", ["a new expected close date"]), ("2026-09-30", [])],
)
def test_a_lost_deal_is_reopened_with_a_day_it_can_still_close(lacks, close, asked):
    deal = DEAL.replace("stage: negotiation", f'stage: lost\n    expected_close: "{close}"')
    assert lacks(DEAL_ID, "prospecting", {DEAL_FILE: deal}) == asked


def test_a_new_day_given_with_the_move_is_enough(lacks):
    deal = DEAL.replace("stage: negotiation", "stage: lost\n    expected_close: 2026-06-30")
    assert lacks(DEAL_ID, "prospecting", {DEAL_FILE: deal}, {"expected_close": "2026-12-01"}) == []


def test_a_deal_that_is_open_may_move_on_with_a_day_that_is_past(lacks):
    deal = DEAL.replace("stage: negotiation", "stage: prospecting\n    expected_close: 2026-06-30")
    talk = "---\ntitle: Talk\nkind: meeting\n---\n"
    assert lacks(DEAL_ID, "qualification", {DEAL_FILE: deal, "clients/acme/interactions/2026/t.md": talk}) == []


def test_what_the_client_lacks_says_in_which_record_and_field(make_book, clock):
    client = CLIENT.replace("    source: event\n", "")
    snapshot = make_book({"clients/acme/client.md": client, DEAL_FILE: DEAL}).snapshot()
    record = snapshot.records[DEAL_ID]
    state = snapshot.type_of(record).flow_of(record).states["prospecting"]
    [missing] = [each for each in missing_for(snapshot, record, state, {}, "back", clock()) if each.place]
    assert (missing.place, missing.inside, missing.field) == ("client", "source", "")
