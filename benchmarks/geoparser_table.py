"""The figures of ``docs/accuracy/geoparser.md``, made with ``../shared/evaluate.py``.

``python benchmarks/geoparser_table.py --folder FOLDER`` reads what ``fit_places.py --save`` wrote there
(``cv.given.jsonl``, ``cv.found.jsonl``, ``out.given.jsonl``, ``out.found.jsonl``) and runs the shipped geoparser on
tudloc, which nothing was fitted on. It prints the table and writes ``figures.json`` into the folder.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from models.geoparser_corpora import CORPORA, FITTED, SHARED

HEAD = (
    "| corpus | spans | P | R | F1 | overlap F1 | right of given | median km | AUC | end to end | F1@161 | exact id |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


def evaluate(gold: Path, predictions: Path, ids: Path | None = None) -> dict[str, Any]:
    """The evaluator's figures, demonyms aside."""
    out = predictions.with_suffix(".score.json")
    command = [
        sys.executable,
        str(SHARED / "evaluate.py"),
        str(gold),
        str(predictions),
        "--drop-demonyms",
        "--json",
        str(out),
    ]
    subprocess.run([*command, *(["--ids", str(ids)] if ids else [])], check=True, capture_output=True)
    figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return figures


def without_demonyms(source: Path, target: Path) -> Path:
    """A prediction file without its demonyms, as the headline figures count."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").split("\n") if line]
    for row in rows:
        row["spans"] = [span for span in row["spans"] if span.get("form") != "demonym"]
    target.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return target


def row(name: str, spans: str, f: dict[str, Any]) -> str:
    """One line of the table."""

    def share(value: float | None) -> str:
        return "–" if value is None else f"{100 * value:.1f}"

    exact, given, end = f["exact"], f["given_span"], f["end_to_end"]
    cells = [
        name, spans, share(exact["P"]), share(exact["R"]), share(exact["F1"]), share(f["overlap"]["F1"]),
        share(given["acc161"]), f"{given['median_km']:.0f}", f"{given['auc']:.3f}", share(end["acc161"]),
        share(end.get("F161")), share(f["exact_id"]["end_to_end"]),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def geoparse(corpus: str, folder: Path, *options: str) -> Path:
    """What the shipped command says of a corpus."""
    out = folder / f"{corpus}{''.join(options)}.jsonl"
    command = [sys.executable, "-m", "geobrief", "geoparse", str(given_file(corpus, folder)), "-o", str(out), *options]
    subprocess.run(command, check=True)
    return without_demonyms(out, out.with_suffix(".names.jsonl"))


def given_file(corpus: str, folder: Path) -> Path:
    """The corpus as the command reads it, with its gold spans as given ones."""
    target = folder / f"{corpus}.in.jsonl"
    with target.open("w", encoding="utf-8") as file:
        for line in (CORPORA / f"{corpus}.jsonl").read_text(encoding="utf-8").split("\n"):
            if line:
                raw = json.loads(line)
                kept = {key: raw.get(key) for key in ("id", "text", "title", "date", "domain")}
                spans = [{"start": t["start"], "end": t["end"]} for t in raw["toponyms"]]
                file.write(json.dumps({**kept, "spans": spans}) + "\n")
    return target


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    folder: Path = parser.parse_args().folder
    together = folder / "gold.jsonl"
    together.write_text(
        "".join((CORPORA / f"{name}.jsonl").read_text(encoding="utf-8") for name in FITTED), encoding="utf-8"
    )
    figures: dict[str, Any] = {}
    print(HEAD)
    for label, prefix in (("cross-validated", "cv"), ("fitted on the other two", "out")):
        for spans in ("found", "given"):
            predictions = folder / f"{prefix}.{spans}.jsonl"
            for corpus in (*FITTED, "all"):
                gold = together if corpus == "all" else CORPORA / f"{corpus}.jsonl"
                figures[f"{prefix}.{spans}.{corpus}"] = found = evaluate(gold, predictions)
                print(row(f"{corpus}, {label}", spans, found))
    for spans, options in (("found", ()), ("given", ("--given-spans",))):
        predictions = geoparse("tudloc", folder, *options)
        figures[f"shipped.{spans}.tudloc"] = found = evaluate(CORPORA / "tudloc.jsonl", predictions)
        print(row("tudloc, never fitted", spans, found))
    (folder / "figures.json").write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
