"""A page is made without what it does not need."""

import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = Path(__file__).resolve().parents[2] / "seeds" / "niger-2024" / "2024-08-06-base-201.md"


@pytest.mark.parametrize("module", ["pandas.core", "folium", "jinja2", "requests"])
def test_a_page_is_built_without_loading(module, tmp_path):
    code = (
        "import sys; from geobrief.cli import main; wanted = sys.argv.pop(1); main(sys.argv[1:]);"
        "print('loaded' if wanted in sys.modules else 'not loaded')"
    )
    page = tmp_path / "page.html"
    arguments = [module, "build", str(ARTICLE), "-o", str(page), "--no-cache", "--quiet"]
    said = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True).stdout
    assert said.strip() == "not loaded"
    assert "</html>" in page.read_text("utf-8")
