"""The version of geobrief, written once: ``pyproject.toml`` reads it from here."""

VERSION = "0.2.0"
