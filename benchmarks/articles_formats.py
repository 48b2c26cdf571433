"""How fast articles are read from each format, and with how much memory.

    python benchmarks/articles_formats.py

Each format holds the same article of about 400 words, made by the tests' own writers; a file is read
200 times. Time is that of the processor; memory is the largest amount in use beyond what was in use before.
"""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests" / "articles")]

import made  # noqa: E402  # from the tests, after the path was set

from geobrief.articles import read_articles  # noqa: E402

_TIMES = 200


def files() -> dict[str, bytes]:
    """A file of each format."""
    page = made.html_page(made.linked_data())
    return {
        "txt": f"{made.TITLE}\n\nBy {made.AUTHOR}\n2 March 2021\n\n{made.BODY}".encode(),
        "html": page.encode(),
        "docx": made.docx(),
        "odt": made.odt(),
        "rtf": made.rtf(),
        "eml": made.eml(),
        "rss": made.rss().encode(),
        "jsonl": json.dumps(made.records()[0]).encode() + b"\n",
        "csv": made.table(),
        "epub": made.epub(),
        "zip": made.zipped({"a.html": page}),
        "pdf": made.pdf(),
        "warc": made.warc(),
    }


def main() -> None:
    """Print a table in Markdown."""
    made.STORY = made.STORY * 7
    made.BODY = "\n\n".join(made.STORY)
    print("| format | articles/s | MB at most |\n|---|---:|---:|")
    with TemporaryDirectory() as folder:
        for suffix, data in files().items():
            path = Path(folder) / f"a.{suffix}"
            path.write_bytes(data)
            _, skipped = read_articles([str(path)])
            assert not skipped, skipped
            begin = time.process_time()
            for _ in range(_TIMES):
                read_articles([str(path)])
            spent = time.process_time() - begin
            tracemalloc.start()
            read_articles([str(path)])
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            print(f"| {suffix} | {_TIMES / spent:.0f} | {peak / 1e6:.1f} |")


if __name__ == "__main__":
    main()
