"""Settings: from the environment or the file, each of its type, or refused with the mend."""

import pytest

from lms.errors import SettingsError
from lms.settings import Settings


def load(folder, **environ: str) -> Settings:
    return Settings.load({"LMS_DATA_DIR": str(folder), **environ})


def test_accounts_are_kept_for_two_years_unless_the_operator_says_otherwise(tmp_path):
    assert load(tmp_path).retention_days == 730
    (tmp_path / "lms.toml").write_text("retention_days = 365\n")
    assert load(tmp_path).retention_days == 365
    assert load(tmp_path, LMS_RETENTION_DAYS="30").retention_days == 30


@pytest.mark.parametrize("given", ["29", "3651", "0", "-30", "two years", "1e3", "٣٠", "30.0"])
def test_days_that_cannot_be_are_refused_with_the_mend(tmp_path, given):
    with pytest.raises(SettingsError, match="LMS_RETENTION_DAYS: write a whole number of days from 30 to 3650"):
        load(tmp_path, LMS_RETENTION_DAYS=given)


@pytest.mark.parametrize("given", ["0", "169", "half"])
def test_hours_that_cannot_be_are_refused_with_the_mend(tmp_path, given):
    with pytest.raises(SettingsError, match="LMS_SESSION_HOURS: write a whole number of hours from 1 to 168"):
        load(tmp_path, LMS_SESSION_HOURS=given)
