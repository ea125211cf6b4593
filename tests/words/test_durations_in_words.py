import pytest
from cartera.schema.durations_in_words import read_duration
from cartera.schema.formats import show_duration
from cartera.schema.kinds import KINDS, BadValueError
from cartera.schema.language import ENGLISH, SPANISH
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("14d", "P14D"),
        ("3 meses", "P3M"),
        ("3 months", "P3M"),
        ("1 año", "P1Y"),
        ("dos semanas y 3 días", "P2W3D"),
        ("two weeks", "P2W"),
        ("30 min", "PT30M"),
        ("1h30", "PT1H30M"),
        ("1 hora y 30 minutos", "PT1H30M"),
        ("un trimestre", "P3M"),
        ("7", "P7D"),
        ("p7d", "P7D"),
    ],
)
def test_a_length_of_time_is_understood(text, iso):
    assert read_duration(text).text == iso


@pytest.mark.parametrize("text", ["", "x", "3 meses foo", "año", "p", "3 lunas", "9" * 99])
def test_what_is_no_length_of_time_is_refused(text):
    with pytest.raises(BadValueError):
        read_duration(text)


@given(
    st.sampled_from(["P{}Y", "P{}M", "P{}W", "P{}D", "PT{}H", "PT{}M", "P1Y{}M", "P{}DT2H"]),
    st.integers(1, 90),
    st.sampled_from([SPANISH, ENGLISH]),
)
def test_a_duration_shown_is_read_back_as_the_same_time(form, count, language):
    duration = KINDS["duration"].parse(form.format(count))
    again = read_duration(show_duration(duration, language))
    assert (again.months, again.seconds) == (duration.months, duration.seconds)
