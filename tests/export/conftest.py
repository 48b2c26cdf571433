"""What the tests of the exports share."""

import pytest

from geobrief.export import ExportOptions, save_brief
from tests.brief.builders import a_brief


@pytest.fixture
def saved(tmp_path):
    """A function that saves a brief and returns the path."""

    def save(suffix, brief=None, *, dpi=48, **options):
        path = tmp_path / f"brief{suffix}"
        save_brief(brief or a_brief(), path, ExportOptions(dpi=dpi, **options))
        return path

    return save
