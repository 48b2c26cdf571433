"""The fitted files of the package are those whose making models/provenance.json tells."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from models.annotations import pack, unpack, unwrapped
from models.provenance import LIST, ROOT, check, digest, entries, stamp

FITTED = "geobrief/room/weights.zip"
SCRIPT = "models/fit_room.py"
DATA = "models/data/sentences.jsonl"
CORPUS = "../shared/corpora/news.jsonl"
PACKAGE = "package some-vectors 1.0: vectors.json"
FITTED_ENDINGS = {".bin", ".gz", ".npy", ".npz", ".onnx", ".pickle", ".safetensors", ".zip"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one fitted file, and the corpus beside it that it was fitted on."""
    root = tmp_path / "repository"
    made_from = {}
    for path in (FITTED, SCRIPT, DATA, CORPUS):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(f"what stands in {path}".encode())
        made_from[path] = digest(root / path)
    entry = {
        "file": FITTED, "sha256": made_from.pop(FITTED), "script": SCRIPT, "made_from": {**made_from, PACKAGE: "ab" * 32},
        "made": "2026-11-29", "figures": "right: 9 of 10",
    }  # fmt: skip
    write(root, [entry])
    return root


def write(root: Path, listed: list[dict]) -> None:
    (root / LIST).write_text(json.dumps(listed), "utf-8")


def change(root: Path, path: str) -> None:
    (root / path).write_bytes((root / path).read_bytes() + b"\n")


def test_nothing_is_said_of_a_file_that_is_the_one_named_and_whose_sources_are_as_they_were(root):
    found = check(root)
    assert (found.faults, found.older, found.unseen) == ((), (), ())


def test_a_changed_byte_of_a_fitted_file_is_a_fault_that_says_how_to_stamp_it(root):
    change(root, FITTED)
    (fault,) = check(root).faults
    assert fault.startswith(f"{FITTED} is not the file that {LIST} names")
    assert fault.endswith(f"python -m models --stamp {FITTED}")


def test_a_missing_fitted_file_is_a_fault(root):
    (root / FITTED).unlink()
    assert [fault.split(":")[0] for fault in check(root).faults] == [f"{FITTED} is missing"]


@pytest.mark.parametrize("path", [SCRIPT, DATA, CORPUS])
def test_a_changed_source_makes_the_file_older_and_is_no_fault(root, path):
    change(root, path)
    found = check(root)
    assert found.older == (f"{FITTED} is older than what makes it: {path} changed since",)
    assert not found.faults


@pytest.mark.parametrize("path", [SCRIPT, DATA])
def test_a_missing_script_or_data_file_is_a_fault(root, path):
    (root / path).unlink()
    found = check(root)
    assert found.faults == (f"{FITTED}: {path}, from which it was made, is missing",)
    assert not found.older


def test_a_corpus_that_is_not_beside_the_repository_is_told_and_is_no_fault(root):
    (root / CORPUS).unlink()
    found = check(root)
    assert (found.faults, found.older, found.unseen) == ((), (), (CORPUS,))


def test_an_entry_whose_script_has_no_digest_is_a_fault(root):
    (entry,) = entries(root)
    del entry["made_from"][SCRIPT]
    write(root, [entry])
    (fault,) = check(root).faults
    assert SCRIPT in fault


def test_a_file_that_another_is_made_from_can_be_fitted_itself(root):
    later = "geobrief/room/judge.json"
    (root / later).write_text("{}", "utf-8")
    made_from = {SCRIPT: digest(root / SCRIPT), FITTED: digest(root / FITTED)}
    write(
        root,
        [*entries(root), {"file": later, "sha256": digest(root / later), "script": SCRIPT, "made_from": made_from}],
    )
    change(root, FITTED)
    stamp([FITTED], root)
    found = check(root)
    assert found.older == (f"{later} is older than what makes it: {FITTED} changed since",)


def test_stamping_writes_the_digests_of_today_and_leaves_the_words_to_a_hand(root):
    before = entries(root)
    for path in (FITTED, SCRIPT, DATA, CORPUS):
        change(root, path)
    assert stamp([FITTED], root) == (PACKAGE,)
    found = check(root)
    assert (found.faults, found.older) == ((), ())
    (entry,) = entries(root)
    assert entry["sha256"] == hashlib.sha256((root / FITTED).read_bytes()).hexdigest()
    assert [entry[key] for key in ("made", "figures")] == [before[0][key] for key in ("made", "figures")]


def test_stamping_without_the_corpus_keeps_its_digest_and_says_so(root):
    before = entries(root)[0]["made_from"][CORPUS]
    (root / CORPUS).unlink()
    assert CORPUS in stamp([FITTED], root)
    assert entries(root)[0]["made_from"][CORPUS] == before


@pytest.mark.parametrize("path", ["geobrief/room/other.zip", SCRIPT])
def test_what_no_entry_tells_of_is_not_stamped(root, path):
    with pytest.raises(LookupError, match="no entry"):
        stamp([path], root)


def test_a_failed_stamp_writes_nothing(root):
    change(root, FITTED)
    before = (root / LIST).read_bytes()
    with pytest.raises(LookupError):
        stamp([FITTED, "geobrief/room/other.zip"], root)
    assert (root / LIST).read_bytes() == before


def test_the_command_passes_on_this_repository():
    done = subprocess.run(
        [sys.executable, "-m", "models", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_entry_says_when_it_was_made_and_how_good_it_is():
    for entry in entries():
        assert all(entry[key] for key in ("made", "figures")), entry["file"]


def test_every_file_of_the_package_that_looks_fitted_has_an_entry():
    package = ROOT / "geobrief"
    found = {
        path.relative_to(ROOT).as_posix()
        for path in package.rglob("*")
        if path.suffix in FITTED_ENDINGS and path.relative_to(package).parts[0] != "_built"
    }
    assert found <= {entry["file"] for entry in entries()}


def test_every_script_of_models_that_writes_into_the_package_is_named():
    named = {path for entry in entries() for path in (entry["script"], *entry["made_from"])}
    assert {path for path in named if path.startswith(("models/fit_", "models/export_"))} == {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "models").glob("*.py")
        if path.stem.startswith(("fit_", "export_"))
    }


def test_an_annotation_keeps_no_word_of_an_article_and_comes_back_whole():
    """Quotes of its text and of its own title are offsets; only what the annotator wrote stays in words."""
    document = {"id": "a", "title": "Raid on Gao", "url": None, "text": "Gunmen raided Gao. Three people died there."}
    event = {
        "quotes": ["Gunmen raided Gao", "Raid on Gao", "Our own title"],
        "triggers": ["raided"],
        "who": {"source": ["Gunmen|them"]},
        "what": "Gunmen raid Gao",
    }
    whole = {"id": "a", "title": "Raid on Gao", "url": None, "text": document["text"], "events": [event], "traps": []}
    packed = pack(json.loads(json.dumps(whole)), document)
    assert packed["events"][0]["quotes"] == [[0, 17], {"title": [0, 11]}, "Our own title"]
    assert packed["title"] is None
    assert unpack(json.loads(json.dumps(packed)), document) == whole


def test_lines_that_were_cut_are_paragraphs_again():
    """A report whose lines end at seventy characters is one line a paragraph, so that a quote can be found in it."""
    assert (
        unwrapped("   GAO, 3 JAN 90 -- GUNMEN\nRAIDED GAO.\n\n   THREE PEOPLE\nDIED.\n")
        == "GAO, 3 JAN 90 -- GUNMEN RAIDED GAO.\n\nTHREE PEOPLE DIED."
    )
