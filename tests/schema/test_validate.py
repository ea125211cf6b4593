from cartera.schema.problems import Severity

SOUND_TASK = """
    title: Call back
    assignee: ana
    status: open
    importance: 2
"""
SOUND_DEAL = """
    title: Big deal
    kind: new
    pipeline: b2b
    stage: prospecting
    stage_history: [{at: 2026-05-11T12:00:00+02:00, to: prospecting, by: ana}]
    expected_close: 2026-12-01
    forecast: omitted
    next_step: Call
    next_step_due: 2026-11-01
"""
TASK = "clients/acme/tasks/call-back-aaaa.md"
DEAL = "clients/acme/opportunities/big-deal-aaaa.md"


def facts(problems):
    return [(each.code, each.field, each.severity.word) for each in problems]


def test_a_sound_record_has_no_problem(judge):
    assert judge(TASK, SOUND_TASK) == []
    assert judge(DEAL, SOUND_DEAL) == []


def test_a_missing_required_field_is_an_error(judge):
    assert facts(judge(TASK, "title: Call back\nstatus: open\nimportance: 2\n")) == [
        ("missing-field", "assignee", "error")
    ]


def test_an_empty_value_counts_as_missing(judge):
    assert facts(judge(TASK, SOUND_TASK.replace("ana", ""))) == [("missing-field", "assignee", "error")]


def test_a_bad_value_says_what_it_is_where_and_how_to_write_it(judge):
    (problem,) = judge(TASK, SOUND_TASK + "    due: tomorrow\n")
    assert (problem.code, problem.field, problem.line) == ("bad-value", "due", 6)
    assert "tomorrow" in str(problem.message)
    assert "2026-07-14" in str(problem.hint)


def test_a_number_out_of_bounds_is_a_bad_value(judge):
    (problem,) = judge(TASK, SOUND_TASK.replace("importance: 2", "importance: 5"))
    assert (problem.code, str(problem.message)) == ("bad-value", "Importance: 5 is above 3.")


def test_an_unknown_field_is_a_warning_that_names_the_nearest(judge):
    (problem,) = judge(TASK, SOUND_TASK + "    estimat: 20\n")
    assert (problem.code, problem.severity) == ("unknown-field", Severity.WARNING)
    assert str(problem.hint) == "Did you mean “estimate”?"


def test_an_unknown_field_inside_an_entry_is_found_too(judge):
    front = SOUND_DEAL + "    splits: [{user: ana, pct: 100, percentage: 3}]\n"
    assert facts(judge(DEAL, front)) == [("unknown-field", "splits.0.percentage", "warning")]


def test_an_unknown_choice_is_an_error_that_names_the_nearest(judge):
    (problem,) = judge(TASK, SOUND_TASK.replace("status: open", "status: opne"))
    assert (problem.code, problem.severity) == ("unknown-choice", Severity.ERROR)
    assert str(problem.hint) == "Did you mean “open”?"


def test_a_label_instead_of_the_word_is_recognised_in_the_hint(judge):
    (problem,) = judge(TASK, SOUND_TASK.replace("status: open", "status: Pendiente"))
    assert str(problem.hint) == "Did you mean “open”?"


def test_a_state_of_another_pipeline_is_an_unknown_choice(judge):
    front = SOUND_DEAL.replace("stage: prospecting", "stage: offered").replace("to: prospecting", "to: offered")
    assert facts(judge(DEAL, front + "    amount: 1.00 EUR\n")) == [("unknown-choice", "stage", "error")]


def test_a_wrong_shape_says_which_is_right(judge):
    (problem,) = judge(TASK, SOUND_TASK + "    tags: urgent\n")
    assert (problem.code, str(problem.hint)) == ("wrong-shape", "Write it like [urgent].")
    assert facts(judge(DEAL, SOUND_DEAL + "    splits: {user: ana, pct: 100}\n")) == [
        ("wrong-shape", "splits", "error")
    ]
    assert facts(judge(TASK, SOUND_TASK.replace("Call back", "[Call, back]"))) == [("wrong-shape", "title", "error")]
    assert facts(judge(DEAL, SOUND_DEAL + "    recurring: 3\n")) == [("wrong-shape", "recurring", "error")]
    assert facts(judge(TASK, SOUND_TASK + "    ext: 3\n")) == [("wrong-shape", "ext", "error")]


def test_a_missing_part_of_an_entry_is_named_with_its_place(judge):
    front = SOUND_DEAL + "    splits: [{user: ana, pct: 50}, {user: marc}]\n"
    assert ("missing-field", "splits.1.pct", "error") in facts(judge(DEAL, front))


def test_two_entries_of_one_key_are_a_warning(judge):
    front = SOUND_DEAL + "    splits: [{user: ana, pct: 50}, {user: ana, pct: 50}]\n"
    assert facts(judge(DEAL, front)) == [("duplicate-entry", "splits.1.user", "warning")]


def test_a_list_may_hold_only_as_many_as_it_may(judge):
    front = """
        title: Day
        period: day
        date: 2026-07-14
        who: ana
        top: [a, b, c, d]
    """
    assert facts(judge("people/ana/journal/2026/2026-07-14.md", front)) == [("bad-value", "top", "error")]


def test_an_open_deal_needs_its_next_step_and_a_closed_one_its_lesson(judge):
    open_deal = SOUND_DEAL.replace("next_step: Call", "").replace("next_step_due: 2026-11-01", "")
    assert facts(judge(DEAL, open_deal)) == [
        ("missing-field", "next_step", "warning"),
        ("missing-field", "next_step_due", "warning"),
    ]
    lost = SOUND_DEAL.replace("prospecting", "lost")
    assert facts(judge(DEAL, lost)) == [
        ("missing-field", "closed_on", "warning"),
        ("missing-field", "reason", "warning"),
        ("missing-field", "lesson", "warning"),
    ]


def test_the_amount_is_needed_from_the_stage_proposal_on(judge):
    assert facts(judge(DEAL, SOUND_DEAL.replace("prospecting", "proposal"))) == [("missing-field", "amount", "warning")]


def test_a_key_that_some_readers_take_for_a_truth_value_is_refused(judge):
    (problem,) = judge(TASK, SOUND_TASK + "    on: 2026-07-14\n")
    assert (problem.code, problem.field) == ("forbidden-key", "on")


def test_an_id_is_not_stored(judge):
    assert facts(judge(TASK, SOUND_TASK + "    id: 17\n")) == [("forbidden-key", "id", "warning")]


def test_every_problem_of_a_record_is_listed_at_once(judge):
    codes = {each.code for each in judge(TASK, "status: opne\ndue: soon\ntags: x\nfoo: 1\n")}
    assert codes == {"missing-field", "unknown-choice", "bad-value", "wrong-shape", "unknown-field"}


def test_an_empty_record_only_lacks_its_required_fields(judge):
    assert {each.code for each in judge(DEAL, "")} == {"missing-field"}


def test_the_pack_of_the_industry_types_the_fields_it_adds(judge):
    front = "title: Dr. Ana Prueba\nkol_level: planetary\n"
    path = "clients/acme/contacts/ana.md"
    assert facts(judge(path, front, industry="health")) == [("unknown-choice", "kol_level", "error")]
    assert facts(judge(path, front)) == [("unknown-field", "kol_level", "warning")]


def test_a_pack_types_the_inside_of_the_map_it_names(judge):
    front = """
        title: Acme
        kind: company
        industry: technology
        country: "ES"
        tz: Europe/Madrid
        lang: es
        currency: EUR
        lifecycle: lead
        lifecycle_history: [{at: 2026-05-04T10:00:00+02:00, to: lead, by: ana}]
        first_contact_at: 2026-05-04
        source: web
        owner: ana
        pack: {users: many, stak: [linux]}
    """
    path = "clients/acme/client.md"
    assert facts(judge(path, front, industry="technology")) == [
        ("bad-value", "pack.users", "error"),
        ("unknown-field", "pack.stak", "warning"),
    ]
    assert judge(path, front) == []


def test_a_text_of_any_length_is_quoted_short(judge):
    (problem,) = judge(TASK, SOUND_TASK + f"    due: {'x' * 5000}\n")
    assert len(str(problem.message)) < 150
