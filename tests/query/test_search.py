import pytest
from cartera.records.index.spelling import Vocabulary, differ_by_one
from cartera.records.index.words import SearchIndex, read_words_searched
from cartera.records.snapshot import FileReading
from cartera.schema.folding import fold
from cartera.schema.nearest import edit_distance
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def index(snapshot):
    return SearchIndex.build(snapshot)


def found(index, text, limit=50):
    return [
        hit.id.rpartition("/")[2] if "/client" not in hit.id[-7:] else hit.id.split("/")[1]
        for hit in index.search(text, limit)
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("acme", "acme"),
        ("logistica", "acme"),
        ("LOGÍSTICA", "acme"),
        ("penalara", "banco"),
        ("elena", "elena-ruiz"),
        ("ruiz elena", "elena-ruiz"),
        ("renova", "renewal-k3x9"),
        ("g2vp", "platform-g2vp"),
        ("descuento volumen", "2026-06-20-call-aaaa"),
        ('"reuniones cortas"', "acme"),
        ("+34600", "elena-ruiz"),
    ],
)
def test_a_record_is_found_by_title_name_field_and_body(index, text, first):
    assert found(index, text)[0] == first


def test_every_word_must_be_there_and_quoted_words_together(index):
    assert found(index, "descuento martes") == []
    assert found(index, '"volumen por"') == []


def test_a_title_that_begins_with_the_word_stands_before_one_that_has_it_inside(index):
    hits = index.search("contrato")
    assert [hit.id.rpartition("/")[2] for hit in hits] == ["master-dddd", "send-cccc"]
    assert hits[0].score > hits[1].score


@pytest.mark.parametrize("typed", ["logistcia", "logisticca", "lojistica", "lgistica", "logistixa"])
def test_a_word_with_one_mistake_finds_what_was_meant_and_says_so(index, typed):
    best = index.search(typed)[0]
    assert (best.id, best.corrected) == ("clients/acme/client", "logistica")


def test_a_mistake_in_a_word_still_being_typed_is_forgiven(index):
    assert found(index, "trazabbil")[0] == "platform-g2vp"


def test_a_mistyped_word_of_a_body_is_forgiven_too(index):
    best = index.search("descuetno elena")[0]
    assert (best.id[-4:], best.corrected) == ("aaaa", "descuento elena")


def test_short_words_are_not_corrected(index):
    assert found(index, "acm1") != []
    assert found(index, "zzz") == []


def test_a_hit_shows_where_its_words_stand(index):
    excerpt = index.search("logistica")[0].excerpt
    assert excerpt.field == "title"
    assert [excerpt.text[start:end] for start, end in excerpt.marks] == ["Logística"]
    excerpt = index.search("descuento volumen")[0].excerpt
    assert (excerpt.field, excerpt.text) == ("body", "Pide un descuento por volumen.")
    assert [excerpt.text[start:end] for start, end in excerpt.marks] == ["descuento", "volumen"]
    assert index.search("600111222")[0].excerpt.field == "phones"


def test_an_excerpt_of_a_long_line_is_cut_around_the_word(make_snapshot):
    body = "palabra " * 2000 + "Aguja ñandú " + "palabra " * 2000
    index = SearchIndex.build(make_snapshot({"clients/acme/client.md": f"title: Acme\n---\n{body}\n"}))
    excerpt = index.search("nandu")[0].excerpt
    assert len(excerpt.text) <= 160
    assert [excerpt.text[start:end] for start, end in excerpt.marks] == ["ñandú"]


def test_newer_records_stand_before_older_ones_that_fit_alike(make_snapshot):
    calls = {
        f"clients/acme/interactions/2026/2026-0{month}-01-call-{month}.md": f"title: Llamada\nat: 2026-0{month}-01T10:00:00Z\n"
        for month in (3, 7, 1, 5)
    }
    index = SearchIndex.build(make_snapshot(calls))
    assert [hit.id[-1] for hit in index.search("llamada")] == ["7", "5", "3", "1"]


def test_changed_new_and_deleted_records_are_found_as_they_are_now(snapshot, index, make_record):
    renamed = make_record("clients/acme/client.md", "title: Zurbarán\n")
    added = make_record("clients/dos/client.md", "title: Dos Hermanas\n")
    gone = "clients/acme/tasks/send-cccc.md"
    following = snapshot.replace([FileReading(each.path, each) for each in (renamed, added)], [gone])
    changed = index.updated(following, [renamed.id, added.id, gone.removesuffix(".md")])
    assert found(changed, "zurbaran") == ["acme"]
    assert found(changed, "hermanas") == ["dos"]
    assert found(changed, "hermnaas") == ["dos"]
    assert "acme" not in found(changed, "logistica")
    assert found(changed, "enviar contrato") == []
    assert found(index, "enviar contrato") == ["send-cccc"]


def test_a_search_gives_no_more_than_asked_for(index):
    assert len(index.search("a", limit=3)) == 3


def test_an_empty_search_and_an_empty_book_find_nothing(index, make_snapshot):
    assert index.search("  ") == []
    assert SearchIndex.build(make_snapshot({})).search("acme") == []


words = st.text(alphabet="abcñé", min_size=1, max_size=5)


@given(
    st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=6), st.lists(words, min_size=1, max_size=3)
)
def test_exactly_the_records_that_hold_all_words_are_found(make_snapshot, titles, wanted):
    files = {f"products/p{place}.md": f'title: "{" ".join(title)}"\n' for place, title in enumerate(titles)}
    hits = [hit for hit in SearchIndex.build(make_snapshot(files)).search(" ".join(wanted)) if not hit.corrected]
    expected = {
        f"products/p{place}"
        for place, title in enumerate(titles)
        if all(fold(word) in fold(f"{' '.join(title)}\np{place}") for word in wanted)
    }
    assert {hit.id for hit in hits} == expected


@given(st.text(max_size=30))
def test_any_text_can_be_searched_and_marks_lie_in_the_excerpt(index, text):
    for hit in index.search(text):
        assert all(0 <= start < end <= len(hit.excerpt.text) for start, end in hit.excerpt.marks)


@given(words, words)
def test_two_words_differ_by_one_as_the_edit_distance_says(one, other):
    assert differ_by_one(one, other) == (edit_distance(one, other) == 1)


@given(st.text(alphabet="abcd", min_size=4, max_size=9), st.data())
def test_every_single_mistake_is_corrected(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    typed = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + "x" + word[place:],
                word[:place] + "x" + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )
    corrections = Vocabulary(f"{word} other words".encode()).corrections(typed)
    assert typed == word or len(typed) < 4 or word in corrections


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_words_in_quotes_are_one_even_before_the_quote_is_closed():
    assert read_words_searched('uno "dos tres" "cuatro cin') == ["uno", "dos tres", "cuatro cin"]
