import pytest

DEAL = "clients/acme/opportunities/big-deal-aaaa.md"
OPEN_DEAL = """
    title: Big deal
    kind: new
    pipeline: b2b
    stage: discovery
    expected_close: 2026-12-01
    forecast: pipeline
    next_step: Call
    next_step_due: 2026-11-01
"""
HISTORY = """
    stage_history:
      - {at: 2026-05-11T12:00:00+02:00, to: prospecting, by: ana}
      - {at: 2026-05-12T12:00:00+02:00, to: discovery, by: ana}
"""


def facts(problems):
    return [(each.code, each.field, each.severity.word) for each in problems]


def codes(problems):
    return [each.code for each in problems]


def test_a_history_that_ends_with_another_state_is_a_warning(judge):
    assert judge(DEAL, OPEN_DEAL + HISTORY) == []
    front = OPEN_DEAL + HISTORY.replace("to: discovery", "to: qualification")
    assert facts(judge(DEAL, front)) == [("history-mismatch", "stage_history.1.to", "warning")]


def test_a_history_whose_times_fall_is_a_warning(judge):
    front = OPEN_DEAL + HISTORY.replace("2026-05-12", "2026-05-10")
    assert facts(judge(DEAL, front)) == [("history-mismatch", "stage_history.1.at", "warning")]


def test_times_of_a_history_are_compared_as_moments_not_as_texts(judge):
    front = OPEN_DEAL + HISTORY.replace("2026-05-12T12:00:00+02:00", "2026-05-11T11:00:00+00:00")
    assert judge(DEAL, front) == []


def test_lines_that_do_not_add_up_to_the_amount_are_a_warning(judge):
    lines = "    lines: [{qty: 3, unit_price: 100.00 EUR, discount_pct: 10}]\n"
    assert judge(DEAL, OPEN_DEAL + HISTORY + "    amount: 270.00 EUR\n" + lines) == []
    assert facts(judge(DEAL, OPEN_DEAL + HISTORY + "    amount: 300.00 EUR\n" + lines)) == [
        ("sum-mismatch", "amount", "warning")
    ]


def test_lines_in_another_currency_are_not_compared(judge):
    lines = "    lines: [{qty: 3, unit_price: 100.00 USD}]\n"
    assert judge(DEAL, OPEN_DEAL + HISTORY + "    amount: 270.00 EUR\n" + lines) == []


def test_shares_must_add_up_to_a_hundred(judge):
    splits = "    splits: [{user: ana, pct: 60}, {user: marc, pct: 30}]\n"
    assert facts(judge(DEAL, OPEN_DEAL + HISTORY + splits)) == [("sum-mismatch", "splits", "warning")]
    assert judge(DEAL, OPEN_DEAL + HISTORY + splits.replace("30", "40")) == []


PROPOSAL = """
    title: Offer
    opportunity: big-deal-aaaa
    version: 1
    status: draft
    status_history: [{at: 2026-06-12T10:00:00+02:00, to: draft}]
    lines:
      - {key: l1, qty: 1, unit_price: 1000.00 EUR}
      - {key: l2, qty: 2, unit_price: 500.00 EUR}
"""
OFFER = "clients/acme/proposals/offer-aaaa.md"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("phases: [{phase: 1, amount: 1500.00 EUR}, {phase: 2, amount: 500.00 EUR}]", []),
        ("phases: [{phase: 1, amount: 1500.00 EUR}]", [("sum-mismatch", "phases", "warning")]),
        ("phases: [{phase: 1, depends: [7]}]", [("unknown-key", "phases.0.depends.0", "warning")]),
        (
            "phases: [{phase: 1, start: 2026-10-01, end: 2026-09-01}]",
            [("wrong-order", "phases.0.end", "warning")],
        ),
        ("tiers: [{name: A, includes: [l1, l2], total: 2000.00 EUR}]", []),
        ("tiers: [{name: A, includes: [l1], total: 2000.00 EUR}]", [("sum-mismatch", "tiers.0.total", "warning")]),
        ("tiers: [{name: A, includes: [l9]}]", [("unknown-key", "tiers.0.includes.0", "warning")]),
        (
            "sent_at: 2026-06-12T10:00:00+02:00\n    decided_at: 2026-06-11T10:00:00+02:00",
            [("wrong-order", "decided_at", "warning")],
        ),
    ],
)
def test_a_proposal_agrees_with_itself(judge, more, expected):
    assert facts(judge(OFFER, PROPOSAL + f"    {more}\n")) == expected


def test_a_contract_does_not_end_before_it_starts(judge):
    front = """
        title: Contract
        number: 1
        kind: nda
        status: draft
        status_history: [{at: 2026-06-12T10:00:00+02:00, to: draft}]
        start: 2026-10-01
        end: 2026-09-01
    """
    assert facts(judge("clients/acme/contracts/c-aaaa.md", front)) == [("wrong-order", "end", "warning")]


KPI = """
    title: Deliveries
    definition: Complete deliveries
    unit: deliveries
    direction: at_least
    target: 500
    frequency: monthly
    source: manual
"""


def test_two_readings_of_one_period_are_a_warning_unless_one_corrects_the_other(judge):
    path = "clients/acme/kpis/deliveries-aaaa.md"
    readings = "    readings: [{period: 2026-10, value: 480}, {period: 2026-10, value: 481}]\n"
    assert facts(judge(path, KPI + readings)) == [("duplicate-reading", "readings.1.period", "warning")]
    assert judge(path, KPI + readings.replace("481", "481, correction: true")) == []


def test_a_score_lies_in_its_scale(judge):
    front = """
        title: NPS
        kind: nps
        survey: s
        sent_at: 2026-07-20T09:00:00+02:00
        score: 11
        scale: "0-10"
        about: company
    """
    assert facts(judge("clients/acme/feedback/2026/x-aaaa.md", front)) == [("bad-value", "score", "error")]
    assert codes(judge("clients/acme/feedback/2026/x-aaaa.md", front.replace('"0-10"', "a-b"))) == ["unknown-choice"]


def test_prices_by_quantity_ascend(judge):
    front = """
        title: P
        family: f
        kind: product
        unit: unit
        list_price: 1.00 EUR
        price_tiers: [{from: 50, discount_pct: 10}, {from: 1, discount_pct: 0}]
    """
    assert facts(judge("products/p.md", front)) == [("wrong-order", "price_tiers.1.from", "warning")]


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA PRIVATE KEY-----",
        "password: hunter22",
        "La contraseña: secreta1",
        "AKIAABCDEFGHIJKLMNOP",
        "Tarjeta 4111 1111 1111 1111",
        "Historia clínica: 12345",
    ],
)
def test_a_secret_in_the_text_is_a_notice(judge, text):
    front = OPEN_DEAL + HISTORY
    assert [(p.code, p.severity.word, p.field) for p in judge(DEAL, front, body=text)] == [
        ("sensitive-data", "notice", None)
    ]


@pytest.mark.parametrize(
    "text", ["Call +34600111222", "IBAN ES91 2100 0418 4502 0005 1332", "Order 1234567890123456", "the password policy"]
)
def test_ordinary_numbers_and_words_are_not_taken_for_secrets(judge, text):
    assert judge(DEAL, OPEN_DEAL + HISTORY, body=text) == []
