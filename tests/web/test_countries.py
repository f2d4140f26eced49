"""Countries by their names, as a reader looks for them."""

import pytest

from lms.people.details import countries
from lms.web.countries import country_names


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_each_country_has_one_name_in_each_language(language):
    named = dict(country_names(language))
    assert set(named) == countries()
    assert all(named.values())
    assert len(set(named.values())) == len(named)


def test_names_are_those_of_the_language():
    assert dict(country_names("ar"))["NP"] == "نيبال"
    assert dict(country_names("fr"))["DE"] == "Allemagne"


def test_letters_with_accents_stand_where_readers_look_for_them():
    french = [name for _code, name in country_names("fr")]
    assert french.index("Égypte") < french.index("Émirats arabes unis") < french.index("Finlande")
    english = [name for _code, name in country_names("en")]
    assert english.index("Afghanistan") < english.index("Åland Islands") < english.index("Albania")
    arabic = [name for _code, name in country_names("ar")]
    assert arabic.index("إثيوبيا") < arabic.index("الأردن") < arabic.index("أوغندا") < arabic.index("بنغلاديش")
