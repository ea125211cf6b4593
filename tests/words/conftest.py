from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from cartera.schema.dates_in_words import Moment
from cartera.schema.language import ENGLISH, SPANISH
from cartera.schema.reader import Desk

WEDNESDAY = datetime(2026, 7, 15, 11, 0, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.fixture(scope="session")
def spanish():
    return Moment(WEDNESDAY, SPANISH)


@pytest.fixture(scope="session")
def english():
    return Moment(WEDNESDAY, ENGLISH)


@pytest.fixture(scope="session")
def spanish_desk(spanish):
    return Desk(spanish, currency="EUR", country="ES", me="ana")


@pytest.fixture(scope="session")
def english_desk(english):
    return Desk(english, currency="EUR", country="ES", me="ana")
