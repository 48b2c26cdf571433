"""Of a folder with broken files each is named, each other one is read, and none is lost."""

from __future__ import annotations

from pathlib import Path

from geobrief.articles import read_articles

BROKEN = {
    "pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "docx": b"PK\x03\x04 this is no archive",
    "json": b'{"text": "It ends in the mid',
    "csv": b"number,colour\n1,red\n",
    "html": b"",
    "odt": b"\x00\x01\x02\x03",
    "epub": b"PK\x05\x06" + b"\x00" * 18,
    "eml": b"Subject: nothing\n\n",
    "xml": b"<rss><channel><item><title>never closed",
    "warc": b"WARC/1.0\r\nWARC-Type: respo",
}


def test_of_a_thousand_files_with_one_in_a_hundred_broken_none_is_lost(tmp_path: Path) -> None:
    broken = set()
    for number in range(1_000):
        if number % 100 == 99:
            suffix, content = sorted(BROKEN.items())[number // 100]
            broken.add(f"{number:04}.{suffix}")
            (tmp_path / f"{number:04}.{suffix}").write_bytes(content)
        else:
            (tmp_path / f"{number:04}.txt").write_text(f"Gunmen attacked convoy {number} near Gao.", "utf-8")
    articles, skipped = read_articles([str(tmp_path)])
    assert {Path(one.path).name for one in skipped} == broken
    assert all(len(one.reason) > 10 for one in skipped)
    assert {Path(one.path).name for one in articles} == {path.name for path in tmp_path.iterdir()} - broken
