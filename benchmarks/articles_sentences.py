"""Where sentences end: geobrief, pysbd and blingfire against sentences whose ends are known.

    python benchmarks/articles_sentences.py

Needs the corpora beside the repository. The wire text is made of single sentences of agency reports,
twenty put together to a paragraph; the web text is that of forums, mails and reviews, one sentence a
line in the corpus, put together with spaces where a mark ends the sentence. The news is running text of
GUM; its ends (``articles_sentences_news.json``: document, offsets) are those inside paragraphs that geobrief,
pysbd, blingfire and syntok agreed on in November 2026, and those on which they differed and a reader said yes.
The hard cases are the project's own (``tests/text/cases/sentences_hard.txt``): a line is a text by itself.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from geobrief.text.sentences import split_sentences

_CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
_NEWS = Path(__file__).with_name("articles_sentences_news.json")
_HARD = Path(__file__).resolve().parents[1] / "tests" / "text" / "cases" / "sentences_hard.txt"
_PARAGRAPH = 20
# Rows that some other program cut after a rank ("… said police Col.") tell nothing about ends of sentences.
_CUT = re.compile(r"(?:Gen|Brig|Col|Lt|Maj|Capt|Sgt|Cmdr|Cpl|Adm|Sen|Gov|Rep|Dr|Mr)\.$")


def wire() -> list[list[str]]:
    """Paragraphs of sentences from agency reports."""
    rows = (_CORPORA / "events" / "event_place.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
    texts = [re.sub(r"\s+", " ", json.loads(row)["text"].strip()) for row in rows]
    whole = [
        text
        for text in texts
        if text and text[-1] in '.!?"”' and text[0].isupper() and not _CUT.search(text) and _balanced(text)
    ]
    random.Random(1).shuffle(whole)  # noqa: S311  # the same order every time
    return [whole[at : at + _PARAGRAPH] for at in range(0, len(whole) - _PARAGRAPH, _PARAGRAPH)]


def web() -> list[list[str]]:
    """Documents of sentences from the web."""
    rows = (_CORPORA / "ner" / "uner-ewt.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [[line.strip() for line in json.loads(row)["text"].split("\n") if line.strip()] for row in rows]


def news() -> list[tuple[str, set[int]]]:
    """Running news with the ends of its sentences inside paragraphs."""
    ends: Mapping[str, list[int]] = json.loads(_NEWS.read_text(encoding="utf-8"))
    rows = (_CORPORA / "time" / "gum_dates.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [(row["text"], set(ends[row["id"]])) for row in map(json.loads, rows) if row["id"] in ends]


def hard() -> list[list[str]]:
    """The project's own cases, one line each."""
    lines = _HARD.read_text(encoding="utf-8").splitlines()
    return [line.split(" ¦ ") for line in lines if line and not line.startswith("#")]


def _balanced(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”")


def together(sentences: Sequence[str]) -> tuple[str, set[int]]:
    """Sentences → their text, and the offsets at which they end but for the last."""
    text = ""
    ends: set[int] = set()
    for sentence in sentences:
        text += sentence
        ends.add(len(text))
        text += " " if sentence[-1] in ".!?…)\"'" else "\n"
    return text[:-1], ends - {len(text) - 1}


def _joined(sentences: Sequence[str]) -> tuple[str, set[int]]:
    """Sentences of one line → the line, and the offsets at which they end but for the last."""
    ends = {len(" ".join(sentences[:count])) for count in range(1, len(sentences))}
    return " ".join(sentences), ends


def _geobrief(text: str) -> set[int]:
    return {sentence.end for sentence in split_sentences(text)[:-1]}


def _pysbd(text: str) -> set[int]:
    import pysbd  # noqa: PLC0415  # optional

    ends: set[int] = set()
    start = 0
    for line in text.split("\n"):
        # A line at a time, as its authors advise: a blank line confuses its offsets.
        spans = pysbd.Segmenter(language="en", clean=False, char_span=True).segment(line)
        ends |= {start + span.start + len(span.sent.rstrip()) for span in spans}
        start += len(line) + 1
    return {end for end in ends if end < len(text.rstrip())}


def _blingfire(text: str) -> set[int]:
    import blingfire  # noqa: PLC0415  # optional

    _, spans = blingfire.text_to_sentences_and_offsets(text)
    return {end for _, end in spans if end < len(text.rstrip())}


def main() -> None:
    """Print a table in Markdown."""
    print("| text | splitter | precision | recall | F1 | MB/s |\n|---|---|---:|---:|---:|---:|")
    splitters: tuple[tuple[str, Callable[[str], set[int]]], ...] = (
        ("geobrief", _geobrief),
        ("pysbd", _pysbd),
        ("blingfire", _blingfire),
    )
    made = (("wire", wire()), ("web", web()))
    for name, texts in (
        *((name, [together(each) for each in paragraphs]) for name, paragraphs in made),
        ("hard", [_joined(case) for case in hard()]),
        ("news", news()),
    ):
        for splitter, split in splitters:
            begin = time.process_time()
            found = [{end for end in split(text) if name != "news" or text[end] != "\n"} for text, _ in texts]
            spent = time.process_time() - begin
            right = sum(len(ends & wanted) for ends, (_, wanted) in zip(found, texts, strict=True))
            precision, recall = right / sum(map(len, found)), right / sum(len(wanted) for _, wanted in texts)
            size = sum(len(text) for text, _ in texts) / 1e6
            f1 = 2 * precision * recall / (precision + recall)
            print(f"| {name} | {splitter} | {precision:.4f} | {recall:.4f} | {f1:.4f} | {size / spent:.2f} |")


if __name__ == "__main__":
    main()
