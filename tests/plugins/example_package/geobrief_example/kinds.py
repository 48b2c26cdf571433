"""Where the file of kinds is."""

from pathlib import Path

FILE = Path(__file__).with_name("kinds.toml")
