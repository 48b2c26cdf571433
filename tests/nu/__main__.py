"""Fetch the checker."""

from tests.nu import fetch

fetch()
