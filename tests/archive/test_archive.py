"""Articles go into an archive once and whole; what is taken out of it is what reading them again would give."""

import json
from datetime import date
from pathlib import Path

import pytest

from geobrief.archive import Choice, add_to_archive, choose
from geobrief.archive.arrow_tables import TABLES
from geobrief.archive.choosing import partitions
from geobrief.archive.coding import decode, encode
from geobrief.articles import make_article, read_articles
from geobrief.cli import main
from geobrief.errors import ArticleError, OutputError, UsageError
from geobrief.gazetteer import Gazetteer
from geobrief.model import Reading, Skipped
from geobrief.pipeline import build, geoparse, understood

pytest.importorskip("pyarrow")

EXAMPLE = Path(__file__).resolve().parents[2] / "seeds" / "niger-2024"


@pytest.fixture(scope="module")
def readings():
    found = understood(read_articles([str(EXAMPLE)])[0], Gazetteer.default())
    return [outcome for outcome in found if isinstance(outcome, Reading)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive") / "niger"
    add_to_archive([str(EXAMPLE)], folder, size=2)
    return folder


def rows(folder, table):
    from pyarrow import parquet

    return [row for path in sorted((folder / table).glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]


def test_a_reading_comes_back_as_it_was(readings):
    assert [decode(encode(reading)) for reading in readings] == readings


def test_half_a_surrogate_comes_back_too():
    reading = geoparse("Soldiers left Agadez \ud800 on Monday.", published="2024-08-06")
    assert decode(encode(reading)) == reading
    encode(reading).encode("utf-8")


@pytest.mark.parametrize("text", ["", "[]", "[[], 3]", "[[], [1, 2]]", '{"a": 1}'])
def test_what_is_no_reading_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        decode(text)


def test_a_brief_of_an_archive_is_that_of_its_articles(archive, tmp_path):
    """Byte for byte."""
    assert main(["build", str(archive), "-o", str(tmp_path / "one.json"), "-q"]) == 0
    build(str(EXAMPLE)).save(tmp_path / "other.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "other.json").read_bytes()


def test_the_tables_say_what_the_readings_say(archive, readings):
    assert len(rows(archive, "articles")) == len(readings)
    assert len(rows(archive, "mentions")) == sum(len(reading.resolutions) for reading in readings)
    assert len(rows(archive, "dates")) == sum(len(reading.dates) for reading in readings)
    assert len(rows(archive, "events")) == sum(len(reading.reports) for reading in readings)
    texts = {reading.article.id: reading.article.text for reading in readings}
    for row in rows(archive, "events"):
        assert texts[row["article"]][row["sentence_start"] :].startswith(row["sentence"])
    for row in rows(archive, "mentions"):
        assert texts[row["article"]][row["start"] : row["end"]] == row["text"]
        assert (row["lat"] is None) or row["kind"] not in ("country", "continent")


def test_the_documented_columns_are_the_tables():
    told = (Path(__file__).resolve().parents[2] / "docs" / "scale.md").read_text("utf-8")
    for table, columns in TABLES.items():
        assert f"### `{table}`" in told
        section = told.partition(f"### `{table}`")[2].partition("###")[0]
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == list(columns)


def test_any_number_of_processes_gives_the_same_bytes(archive, tmp_path):
    add_to_archive([str(EXAMPLE)], tmp_path / "two", size=2, workers=2)
    files = sorted(path.relative_to(archive) for path in archive.rglob("*") if path.is_file())
    assert files == sorted(
        path.relative_to(tmp_path / "two") for path in (tmp_path / "two").rglob("*") if path.is_file()
    )
    assert all((archive / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)


def test_who_was_stopped_goes_on_and_nothing_is_lost_or_double(archive, tmp_path):
    """A partition whose table of articles is missing is not there, whatever else of it is."""
    folder = tmp_path / "stopped"
    add_to_archive([str(EXAMPLE)], folder, size=2)
    every = len(rows(folder, "articles"))
    for name in partitions(folder)[1:3]:
        (folder / "articles" / name).unlink()
    left = len(rows(folder, "articles"))
    added = add_to_archive([str(EXAMPLE)], folder, size=2)
    assert left < every
    assert (added.articles, added.known) == (every - left, left)
    names = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert names == {path.relative_to(archive): path.read_bytes() for path in archive.rglob("*") if path.is_file()}


def test_what_cannot_be_read_is_named_once(tmp_path, capsys):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text("Soldiers left Agadez in northern Niger on Monday.", "utf-8")
    (articles / "empty.txt").write_text("", "utf-8")
    (articles / "same.txt").write_text("Soldiers left Agadez in northern Niger on Monday.", "utf-8")
    for wanted in (1, 0):
        assert main(["build", str(articles), "--archive", str(tmp_path / "archive")]) == wanted
        assert ("empty.txt: is empty" in capsys.readouterr().err) == bool(wanted)
    assert len(rows(tmp_path / "archive", "skipped")) == 2
    readings, skipped = choose(tmp_path / "archive")
    assert (len(readings), len(skipped)) == (1, 2)
    assert all(isinstance(item, Skipped) for item in skipped)


def test_events_are_chosen_by_day_place_kind_and_words(archive):
    every, _ = choose(archive)
    told = {(reading.article.id, report.start) for reading in every for report in reading.reports}

    def chosen(**wishes):
        found, _ = choose(archive, Choice(**wishes))
        events = {(reading.article.id, report.start) for reading in found for report in reading.reports}
        assert events <= told
        return found, events

    found, events = chosen(kinds=("protest",))
    assert events
    assert {report.kind for reading in found for report in reading.reports} == {"protest"}
    _, in_niger = chosen(places=("Niger",))
    _, by_code = chosen(places=("ne",))
    _, in_agadez = chosen(places=("agadez",))
    assert set() < in_agadez < in_niger < told
    assert by_code == in_niger
    _, august = chosen(first=date(2024, 8, 1), last=date(2024, 8, 31))
    _, later = chosen(first=date(2024, 9, 1))
    assert august
    assert not august & later
    found, events = chosen(query="SOLDIERS")
    assert events
    _, both = chosen(kinds=("withdrawal",), places=("Niger",), query="soldiers")
    assert both <= events & in_niger


def test_a_brief_of_nothing_says_so(archive, tmp_path, capsys):
    assert main(["build", str(archive), "--query", "xylophone", "-o", str(tmp_path / "x.json")]) == 2
    assert "ask for less" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ARCHIVE", "--kind", "protst", "-o", "x.json"], "did you mean"),
        (["EXAMPLE", "--kind", "protest", "-o", "x.json"], "is none"),
        (["EXAMPLE", "--dask", "local", "-o", "x.json"], "--archive FOLDER"),
        (["ARCHIVE", "EXAMPLE", "-o", "x.json"], "archives alone"),
        (["EXAMPLE", "--archive", "new", "-o", "x.json"], "makes no brief"),
        (["ARCHIVE", "--since", "2024-01-01", "-o", "x.json"], "--from"),
    ],
)
def test_what_does_not_go_together_is_said(archive, tmp_path, monkeypatch, capsys, *, words, said):
    monkeypatch.chdir(tmp_path)
    known = {"ARCHIVE": str(archive), "EXAMPLE": str(EXAMPLE)}
    assert main(["build", *(known.get(word, word) for word in words)]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_archive_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="not empty"):
        add_to_archive([str(EXAMPLE)], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_archive_of_another_gazetteer_is_not_added_to(archive, tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    about = json.loads((archive / "archive.json").read_text("utf-8"))
    (folder / "archive.json").write_text(json.dumps({**about, "gazetteer": "0"}), "utf-8")
    with pytest.raises(OutputError, match="another gazetteer"):
        add_to_archive([str(EXAMPLE)], folder)


def test_a_damaged_archive_is_named(archive, tmp_path):
    folder = tmp_path / "damaged"
    (folder / "articles").mkdir(parents=True)
    (folder / "archive.json").write_bytes((archive / "archive.json").read_bytes())
    (folder / "articles" / "part-0.parquet").write_bytes(b"PAR1 this is none")
    with pytest.raises(ArticleError, match="make it again"):
        choose(folder)


def test_an_unknown_kind_is_named(archive):
    with pytest.raises(UsageError, match="no kind"):
        choose(archive, Choice(kinds=("frolic",)))


def test_an_article_at_which_a_table_fails_costs_no_other(monkeypatch):
    from geobrief.archive import arrow_tables

    first = geoparse("Soldiers left Agadez.")
    second = geoparse("Crowds gathered in Niamey.")

    def fails(reading):
        if reading is first:
            raise ZeroDivisionError
        return iter(())

    monkeypatch.setattr(arrow_tables, "_event_rows", fails)
    made = arrow_tables.tables_of([(first, first.article.id), (second, second.article.id)])
    assert [row["id"] for row in made["articles"]] == [second.article.id]
    assert "ZeroDivisionError" in made["skipped"][0]["reason"]
    assert make_article("Soldiers left Agadez.").id == first.article.id == made["skipped"][0]["article"]
