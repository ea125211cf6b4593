"""The language of the command line: what a line means, what is wrong with it and where, what it could become."""

import pytest
from cartera.records.query.select import facts_at
from cartera.schema.language import Language
from cartera.tui.actions import USUAL, Place, Standing
from cartera.tui.command_line.completing import complete_line, name_wanted
from cartera.tui.command_line.echoing import echo_of
from cartera.tui.command_line.ground import CommandGround
from cartera.tui.command_line.history import History, read_history, write_history
from cartera.tui.command_line.mistakes import BadCommand
from cartera.tui.command_line.orders import (
    Act,
    FilterList,
    MakeLog,
    MakeRecord,
    MoveTo,
    OpenRecord,
    Rename,
    SearchText,
    SetFields,
    ShowList,
    SortList,
    WearTheme,
)
from cartera.tui.command_line.pieces import cut_up
from cartera.tui.command_line.reading import read_line
from cartera.tui.command_line.verbs import BY_WORD, VERBS
from cartera.tui.palette.titles import TitleIndex
from hypothesis import given
from hypothesis import strategies as st

DEAL = "clients/acme/opportunities/platform-k3x9"


@pytest.fixture
def ground(make_book, seller_files, clock):
    """What a line stands on: the list of opportunities, with the deal “Platform” selected."""
    snapshot = make_book(seller_files).snapshot()

    def make(language="en", record=DEAL, listed=("opportunity",)):
        kind = snapshot.records[record].type if record else ""
        standing = Standing(Place.LIST, record, kind, has_flow=bool(record), can_be_done=False)
        facts = facts_at(snapshot, clock(), "ana", Language(language))
        return CommandGround(standing, facts, USUAL, listed, ("dark", "light"))

    return make


def wrong(text, ground):
    with pytest.raises(BadCommand) as raised:
        read_line(text, ground)
    mistake = raised.value
    return str(mistake.sentence), text[mistake.at : mistake.at + mistake.length], str(mistake.hint or "")


@pytest.mark.parametrize("word", ["deals", "opportunities", "oportunidades", "Opportunity", "negocios"])
def test_a_list_goes_by_any_name_of_its_type(ground, word):
    assert read_line(f"{word} stage:proposal", ground()) == ShowList("opportunity", "stage:proposal")


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("list deals amount>10k", ShowList("opportunity", "amount>10k")),
        ("listar negocios", ShowList("opportunity")),
        ("go platform", OpenRecord("platform")),
        ("find purchasing", SearchText("purchasing")),
        ("filter owner:me", FilterList("owner:me")),
        ("sort amount-", SortList("amount-")),
        ("theme dark", WearTheme("dark")),
        ("undo", Act("undo")),
        ("u", Act("undo")),
        ("deshacer", Act("undo")),
        ("clients", Act("clients")),
        ("client", ShowList("client")),
        ("tasks is:open", ShowList("task", "is:open")),
        ("pipeline", Act("pipeline")),
        ("history", Act("history")),
        ("q", Act("quit")),
        ("move", Act("move")),
        ("new", Act("new")),
    ],
)
def test_a_line_means_what_it_says(ground, line, order):
    assert read_line(line, ground()) == order


def test_an_empty_line_means_nothing(ground):
    assert read_line("   ", ground()) is None


def test_fields_are_set_as_on_the_shell_but_need_no_quotes(ground):
    order = read_line("set next_step=Call Ana tomorrow amount=50k tags+=urgent", ground())
    assert isinstance(order, SetFields)
    assert [(each.path, each.sign, each.text) for each in order.assignments] == [
        (("next_step",), "=", "Call Ana tomorrow"),
        (("amount",), "=", "50k"),
        (("tags",), "+=", "urgent"),
    ]


def test_quotes_keep_what_looks_like_a_field_together():
    pieces = cut_up('set next_step="Ask: budget=yes?" due=friday', 4)
    assert [piece.text for piece in pieces.fields] == ["next_step=Ask: budget=yes?", "due=friday"]


def test_setting_the_state_is_a_move(ground):
    order = read_line("set stage=won reason=fit", ground())
    assert isinstance(order, MoveTo)
    assert (order.state, [each.path for each in order.assignments]) == ("won", [("reason",)])


@pytest.mark.parametrize("line", ["move negotiation", "mover negociación", "mv Negotiation"])
def test_a_move_names_the_state_in_either_language(ground, line):
    assert read_line(line, ground()).state == "negotiation"


def test_a_move_takes_a_note(ground):
    order = read_line("move discovery --note new director", ground())
    assert (order.state, order.note) == ("discovery", "new director")


def test_a_task_has_what_stands_before_its_fields_as_title(ground):
    order = read_line("task Call purchasing again due=friday", ground())
    assert isinstance(order, MakeRecord)
    assert [(each.path[0], each.text) for each in order.assignments] == [
        ("title", "Call purchasing again"),
        ("due", "friday"),
    ]
    assert read_line("new task Call purchasing again due=friday", ground()) == order


def test_a_new_record_may_name_its_client(ground):
    order = read_line("new opportunity Line 2 --client bold amount=9k", ground())
    assert (order.type, order.client, [each.text for each in order.assignments]) == (
        "opportunity",
        "bold",
        ["Line 2", "9k"],
    )


def test_a_log_line_is_the_one_of_the_log_key(ground):
    order = read_line("log call eva 20m: fine > send it @friday", ground())
    assert isinstance(order, MakeLog)
    assert (order.draft.line.text, order.draft.line.next_step) == ("fine", "send it")


def test_a_rename_takes_the_name(ground):
    assert read_line("rename big-platform", ground()).name == "big-platform"
    assert isinstance(read_line("rename x", ground()), Rename)


@pytest.mark.parametrize(
    ("line", "says", "meant", "hint"),
    [
        ("deels", "No command, list or action is called “deels”.", "deels", "Did you mean “deals”?"),
        ("deals stge:won", "there is no field “stge”.", "stge", "Did you mean stage?"),
        ("deals stage:wun", "Stage: “wun” is not one of the choices.", "wun", ""),
        ("list deels", "No record type is called “deels”.", "deels", "Did you mean “deals”?"),
        ("set amuont=5", "Opportunity has no field “amuont”.", "amuont=5", "Did you mean “amount”?"),
        ("set amount=much", "amount:", "amount=much", ""),
        ("set amount", "Here a field and its value are wanted.", "amount", "Write amount=48000"),
        ("move wun", "stage:", "wun", ""),
        ("sort amonut", "there is no field “amonut”.", "amonut", "Did you mean amount?"),
        ("theme drak", "There is no theme “drak”.", "drak", "Did you mean “dark”?"),
        ("undo that", "Nothing follows “undo”.", "that", ""),
        ("done", "Only open tasks, cases and the like can be marked done.", "done", ""),
        ("save", "That cannot be done here.", "save", ""),
        ("log call nobody: hello", "Nobody here is called “nobody”.", "call nobody: hello", ""),
    ],
)
def test_a_mistake_says_what_and_where_and_what_would_work(ground, line, says, meant, hint):
    said, marked, hinted = wrong(line, ground())
    assert said.startswith(says)
    assert marked == meant
    assert hinted.startswith(hint)


@pytest.mark.parametrize("line", ["set amount=5", "move won", "rename x"])
def test_what_needs_a_record_says_so(ground, line):
    assert wrong(line, ground(record=""))[0] == "Select a record first."


@pytest.mark.parametrize("line", ["filter x", "sort x"])
def test_what_needs_a_list_says_so(ground, line):
    assert wrong(line, ground(listed=()))[0] == "There is no list on the screen."


@given(line=st.text(max_size=40))
def test_whatever_is_typed_is_understood_or_refused_and_completed(ground_once, line):
    try:
        order = read_line(line, ground_once)
    except BadCommand as mistake:
        assert 0 <= mistake.at <= len(line)  # noqa: PT017
    else:
        assert order is None or echo_of(order, ground_once) is not None
    complete_line(line, len(line), ground_once)


@given(
    word=st.sampled_from(sorted(BY_WORD)),
    rest=st.text(alphabet='abc =:"-+<>@,.é', max_size=20),
)
def test_whatever_follows_a_verb_is_understood_or_refused(ground_once, word, rest):
    line = f"{word} {rest}"
    try:
        order = read_line(line, ground_once)
    except BadCommand:
        return
    assert echo_of(order, ground_once) is not None
    complete_line(line, len(line), ground_once)


@pytest.fixture(scope="module")
def ground_once(tmp_path_factory):
    """A ground that hypothesis may use again and again."""
    from datetime import UTC, datetime

    from cartera.records.config import BookConfig
    from cartera.records.snapshot import Snapshot
    from cartera.schema.declare import declare_schema, read_own_trees

    schema = declare_schema(read_own_trees("types"), read_own_trees("packs"))
    snapshot = Snapshot(schema, BookConfig(), ())
    facts = facts_at(snapshot, datetime(2026, 7, 20, 9, 30, tzinfo=UTC), "ana", Language("en"))
    return CommandGround(Standing(Place.LIST), facts, USUAL, ("opportunity",), ("dark",))


@pytest.mark.parametrize(
    ("line", "echo"),
    [
        (
            "set amount=50k next_step=Call",
            "Platform: Amount: €48,000.00 → €50,000.00; Next step: Call purchasing → Call",
        ),
        ("move won", "Platform: Proposal → Won"),
        ("task Call due=friday", "New: Task, Acme, Title: Call; Due: 24 Jul 2026"),
        ("undo", "Undo the last save (key: u)"),
        ("deals", "Lists Opportunities"),
    ],
)
def test_what_was_understood_is_said_before_it_is_done(ground, line, echo):
    assert echo_of(read_line(line, ground()), ground()) == echo


def offered(line, ground, titles=()):
    return [each.text for each in complete_line(line, len(line), ground, titles).offers]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("opp", "opportunities"),
        ("dea", "deal"),
        ("und", "undo"),
        ("deals sta", "stage:"),
        ("deals stage:pro", "prospecting"),
        ("list opp", "opportunity"),
        ("list deals sta", "stage:"),
        ("filter am", "amount:"),
        ("sort am", "amount"),
        ("set am", "amount="),
        ("set forecast=com", "Commit"),
        ("move neg", "negotiation"),
        ("move won rea", "reason="),
        ("new opp", "opportunity"),
        ("new task Call du", "due="),
        ("task Call du", "due="),
        ("theme li", "light"),
    ],
)
def test_what_could_stand_there_is_offered(ground, line, first):
    assert offered(line, ground())[:1] == [first]


def test_offers_speak_the_readers_language(ground):
    assert "oportunidades" in offered("opor", ground("es"))
    assert "deshacer" in offered("desh", ground("es"))
    assert offered("listar opor", ground("es"))[:1] == ["oportunidad"]


def test_an_offer_takes_the_place_of_what_was_begun(ground):
    offers = complete_line("deals stage:pro", 15, ground())
    assert offers.take("deals stage:pro", 15, offers.offers[1]) == ("deals stage:proposal", 20)


def test_records_are_offered_by_their_titles(ground):
    titles = TitleIndex.build(ground().snapshot).search("plat")
    assert offered("go plat", ground(), titles) == ["platform-k3x9"]
    assert (name_wanted("go plat"), name_wanted("undo plat"), name_wanted("ver Plat f")) == ("plat", "", "Plat f")


def test_every_verb_names_an_action_there_is_and_no_word_twice():
    assert [verb.action for verb in VERBS if verb.action not in USUAL.by_id] == []
    words = [word for verb in VERBS for word in verb.words]
    assert len(words) == len(set(words))


def test_the_arrows_walk_through_lines_that_begin_alike():
    history = History(("deals", "undo", "deals stage:won"))
    history, line = history.older("de")
    assert line == "deals stage:won"
    history, line = history.older(line)
    assert line == "deals"
    history, line = history.older(line)
    assert line == "deals"
    history, line = history.newer()
    assert line == "deals stage:won"
    assert history.newer()[1] == "de"


def test_a_line_typed_again_stands_in_the_history_once():
    assert History(("a", "b")).with_line("a").lines == ("b", "a")


def test_the_history_comes_back_as_it_was_and_damage_counts_as_none():
    import json

    history = History(("deals", "move won"))
    assert read_history(json.loads(write_history(history))) == history
    assert read_history({"a": 1}).lines == ()
    assert read_history(["a", 3]).lines == ("a",)
