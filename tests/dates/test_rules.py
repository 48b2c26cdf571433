"""Every rule's pattern is one, though it is compiled only when it is first tried."""

from __future__ import annotations

import re

from geobrief.dates import scan


def test_every_pattern_compiles_and_none_matches_nothing():
    rules = {rule.name: rule for found in scan._RULES.values() for rule in found}
    assert len(rules) > 50
    for rule in rules.values():
        assert isinstance(rule.pattern, re.Pattern)
        assert rule.pattern.match("") is None, rule.name
