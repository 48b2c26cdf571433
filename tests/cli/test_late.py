"""A page is made without what it does not need."""

import subprocess
import sys
from pathlib import Path

ARTICLE = Path(__file__).resolve().parents[2] / "seeds" / "niger-2024" / "2024-08-06-base-201.md"


def _said(code, *arguments):
    return subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True).stdout


def test_a_page_is_built_without_loading_pandas(tmp_path):
    code = (
        "import sys; from geobrief.cli import main; main(sys.argv[1:]);"
        "print('loaded' if 'pandas.core' in sys.modules else 'not loaded')"
    )
    page = tmp_path / "page.html"
    said = _said(code, "build", str(ARTICLE), "-o", str(page), "--no-cache", "--quiet")
    assert said.strip() == "not loaded"
    assert "</html>" in page.read_text("utf-8")


def test_what_comes_late_is_the_module_itself_once_it_is_used():
    code = (
        "import sys; from geobrief.cli.late import late; late('json');"
        "import json as first; print('json.decoder' in sys.modules, first.dumps([1]));"
        "import json as then; import json.decoder; print(then is sys.modules['json'], first.loads is then.loads)"
    )
    assert _said(
        code.replace("import sys;", "import sys; sys.modules.pop('json', None); sys.modules.pop('json.decoder', None);")
    ).split("\n")[:2] == [
        "False [1]",
        "True True",
    ]


def test_what_is_not_installed_stays_so():
    assert (
        _said(
            "from geobrief.cli.late import late; import sys; late('no_such_thing'); print('no_such_thing' in sys.modules)"
        )
        == "False\n"
    )
