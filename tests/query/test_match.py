import pytest
from cartera.records.index.words import SearchIndex
from cartera.records.query.mistakes import BadQuery
from cartera.records.query.select import facts_at, select, select_by
from cartera.schema.language import ENGLISH
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # choices, by word and label, in both languages
        ("stage:proposal", "platform-g2vp"),
        ("stage:proposal,negotiation", "platform-g2vp fund-m4p2"),
        ("etapa:propuesta", "platform-g2vp"),
        ("Etapa:Ganada", "renewal-k3x9"),
        ("stage:neg", "fund-m4p2"),
        ("stage>=negotiation pipeline:b2b", "fund-m4p2 shop-a1b2"),
        ("stage!=won,lost", "platform-g2vp fund-m4p2"),
        ("-stage:won -stage:lost", "platform-g2vp fund-m4p2"),
        # money: the currency named, else the book's
        ("amount>40k", "platform-g2vp"),
        ("importe>=12.000", "platform-g2vp renewal-k3x9"),
        ('amount>"50k USD"', "fund-m4p2"),
        ("amount=48000", "platform-g2vp"),
        # days and periods, in words
        ("close:<eoq", "platform-g2vp renewal-k3x9 fund-m4p2"),
        ("close:julio", "fund-m4p2"),
        ('close:"fin de mes"', "fund-m4p2"),
        ("close:>=t3", "platform-g2vp fund-m4p2"),
        ("close:<3w", "renewal-k3x9 fund-m4p2"),
        ("closed_on:2026-06", "renewal-k3x9"),
        ('closed_on:"el mes pasado"', "renewal-k3x9"),
        # people
        ("owner:me", "platform-g2vp renewal-k3x9"),
        ("responsable:yo", "platform-g2vp renewal-k3x9"),
        ("owner:ana", "platform-g2vp renewal-k3x9"),
        ("owner:ruiz", "platform-g2vp renewal-k3x9"),
        ("owner.manager:lucia", "platform-g2vp renewal-k3x9"),
        # links
        ("client:acme", "platform-g2vp renewal-k3x9"),
        ("cliente:logística", "platform-g2vp renewal-k3x9"),
        ("client.industry:finance", "fund-m4p2"),
        ("client.industry:finanzas", "fund-m4p2"),
        ("client.tags:vip", "platform-g2vp renewal-k3x9"),
        ("stakeholders.contact.influence>4", "platform-g2vp"),
        ("stakeholders.role:decisor", "platform-g2vp"),
        # derived facts
        ("is:open", "platform-g2vp fund-m4p2"),
        ("is:overdue", "platform-g2vp"),
        ("es:vencida", "platform-g2vp"),
        ("is:won", "renewal-k3x9"),
        ("outcome:lost", "shop-a1b2"),
        ("days-in-stage:14", "platform-g2vp"),
        ("probability>=75", "renewal-k3x9 fund-m4p2"),
        ('weighted:"67.500 USD"', "fund-m4p2"),
        ("pushes>0", "renewal-k3x9"),
        ("days-to-close<20", "fund-m4p2"),
        ("age>60", "renewal-k3x9 fund-m4p2"),
        # has and no
        ("has:next_step", "platform-g2vp"),
        ("no:amount", "shop-a1b2"),
        ("sin:importe", "shop-a1b2"),
        ("tiene:stakeholders.contact", "platform-g2vp"),
        ("has:task", "platform-g2vp"),
        # patterns, free words, parentheses
        ("title~^f.*o$", "fund-m4p2"),
        ("(title~^(f|t))", "fund-m4p2 shop-a1b2"),
        ("trazabilidad", "platform-g2vp"),
        ("RENOVACION", "renewal-k3x9"),
        ('"enviar la"', "platform-g2vp"),
        ("(owner:marc or stage:lost) kind:new", "fund-m4p2 shop-a1b2"),
        ("owner:me (amount>20k or stage:won)", "platform-g2vp renewal-k3x9"),
        ("-owner:me", "fund-m4p2 shop-a1b2"),
        ("", "platform-g2vp renewal-k3x9 fund-m4p2 shop-a1b2"),
    ],
)
def test_a_query_finds_these_opportunities(names, query, found):
    assert names(query, "opportunity") == found.split()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tag:vip", "acme"),
        ("-tag:parked lifecycle:customer,lead", "acme"),
        ("tier:A", "banco cien"),
        ("nivel:B", "acme"),
        ("last-touch:>14d", "acme"),
        ("days-silent>30", "banco cien"),
        ("days-silent<30", "acme"),
        ("has:opportunity -has:contract", "banco cien"),
        ("next-step-due<hoy", "acme"),
        ("no:next_step", "banco cien"),
        ("peñalara", "banco"),
        ("montanas", "cien"),
        ("is:former", "cien"),
        ('"reuniones cortas"', "acme"),
    ],
)
def test_a_query_finds_these_clients(names, query, found):
    assert names(query, "client") == found.split()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type:task", "send-cccc"),
        ("tipo:tarea,contrato", "master-dddd send-cccc"),
        ("status:open,active", "master-dddd send-cccc"),
        ("about:platform", "2026-06-20-call-aaaa send-cccc"),
        ("about:trazabilidad", "2026-06-20-call-aaaa send-cccc"),
        ("about.stage:proposal", "2026-06-20-call-aaaa send-cccc"),
        ("due:2026-07-20", "send-cccc"),
        ('due<"lunes a las 11"', ""),
        ('due<"lunes a las 13"', "send-cccc"),
        ("notice-date:2026-10-02", "master-dddd"),
        ("auto_renew:sí", "master-dddd"),
        ("days-to-end<200", "master-dddd"),
        ("period:julio", "quota-eeee"),
        ("period=2026-Q3", "quota-eeee"),
        ('type:target value>100k value>"100k €" -value>"1 USD"', "quota-eeee"),
        ("phone:600111", "elena-ruiz"),
        ("email:elena@example.com", "elena-ruiz"),
        ("path:interactions descuento", "2026-06-20-call-aaaa"),
        ("contact:elena", "2026-06-20-call-aaaa"),
        ("type:contact last-touch:2026-06-20", "elena-ruiz"),
    ],
)
def test_a_query_over_every_type_finds_these_records(names, query, found):
    assert names(query) == found.split()


@pytest.mark.parametrize(
    ("query", "meant", "hint"),
    [
        ("stgae:won", "stgae", "Did you mean stage?"),
        ("stage:wom", "wom", "Did you mean won?"),
        ("stage:won,zzz", "zzz", "It can be"),
        ("amount>abc", "abc", "Write it like"),
        ("close:<fin de mes", "fin", "between quotes"),
        ("is:overdeu", "overdeu", "Did you mean overdue?"),
        ("has:amuont", "amuont", "Did you mean amount?"),
        ("client.indutry:x", "indutry", None),
        ("title~(", "(", None),
        ("type:oportunity", "oportunity", "Did you mean opportunity?"),
        ("owner:me foo:1", "foo", "between quotes"),
    ],
)
def test_a_mistake_points_at_what_is_meant_and_names_what_would_work(facts, query, meant, hint):
    with pytest.raises(BadQuery) as refused:
        select_by(facts, query)
    mistake = refused.value
    assert query[mistake.at : mistake.at + mistake.length] == meant
    assert (hint or "") in str(mistake.hint or "")


def test_a_field_is_only_known_where_a_type_has_it(facts):
    with pytest.raises(BadQuery, match="no field “amount”"):
        select_by(facts, "amount>5", types=["contact"])


def test_the_language_of_the_reader_decides_what_numbers_mean(snapshot, now):
    spanish = select(snapshot, "amount>1.234", types=["opportunity"], today=now)
    english = select(snapshot, "amount<1.234", types=["opportunity"], today=now, language=ENGLISH)
    assert ([each.name for each in spanish], english) == (["platform-g2vp", "renewal-k3x9"], [])


def test_free_words_find_the_same_with_a_search_index(snapshot, facts, now):
    with_index = facts_at(snapshot, now, "ana", finder=SearchIndex.build(snapshot))
    for query in ("ruiz", "RENOVACIÓN", "enviar acme", '"descuento por volumen"', "-contrato", "zzz", "a or b"):
        assert select_by(with_index, query) == select_by(facts, query)


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("amount", "renewal-k3x9 platform-g2vp fund-m4p2 shop-a1b2"),
        ("amount-", "fund-m4p2 platform-g2vp renewal-k3x9 shop-a1b2"),
        ("-importe", "fund-m4p2 platform-g2vp renewal-k3x9 shop-a1b2"),
        ("stage", "platform-g2vp fund-m4p2 renewal-k3x9 shop-a1b2"),
        ("kind title-", "shop-a1b2 platform-g2vp fund-m4p2 renewal-k3x9"),
        ("client,close", "renewal-k3x9 platform-g2vp fund-m4p2 shop-a1b2"),
        ("age-", "renewal-k3x9 fund-m4p2 platform-g2vp shop-a1b2"),
    ],
)
def test_records_are_ordered_and_those_without_a_value_stand_last(names, order, found):
    assert names("", "opportunity", order=order) == found.split()


def test_an_order_by_a_field_nobody_has_points_at_it(facts):
    with pytest.raises(BadQuery, match="no field “amuont”") as refused:
        select_by(facts, "", types=["opportunity"], order="title amuont-")
    assert refused.value.at == 6


@given(st.text(alphabet='abz059:<>=!~,.-()" áokñ', max_size=24))
def test_any_query_finds_records_or_says_why_not(facts, text):
    mistake = None
    try:
        found = select_by(facts, text)
    except BadQuery as refused:
        mistake = refused
    if mistake:
        assert 0 <= mistake.at <= len(text)
        return
    assert len(found) <= len(facts.snapshot.records)


@given(
    st.sampled_from(
        ["stage", "amount", "close", "owner", "client", "title", "is", "has", "tags", "period", "due", "age"]
    ),
    st.sampled_from([":", "=", "!=", "<", ">=", "~"]),
    st.text(min_size=1, max_size=10).filter(lambda text: '"' not in text and "\\" not in text),
)
def test_any_value_of_a_field_is_compared_or_refused(facts, field, operator, value):
    query = f'{field}{operator}"{value}"'
    try:
        found = select_by(facts, query)
        others = select_by(facts, f"-{query}")
    except BadQuery:
        return
    assert len(found) + len(others) == len(facts.snapshot.records)
