"""Counts which kinds the words of annotated triggers tell: ``geobrief/events/trigger_kinds.json``.

    python -m models.fit_trigger_kinds TRAIN.pickle [TRAIN.pickle ...]

Withdrawals are rare in the news that the heads were fitted on, and "withdraw" is not: what a word tells as a rule stands
beside what the encoder reads of it.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from geobrief.events.word_lists import base_form

TABLE = Path(__file__).resolve().parent.parent / "geobrief" / "events" / "trigger_kinds.json"
LEAST = 4
"""Annotations of a word from which it is counted."""


def main() -> None:
    """Count and write."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sys.argv[1:]:
        for gold in pickle.loads(Path(path).read_bytes()):
            for event in gold.events:
                words = gold.article.text[slice(*event.trigger)].lower()
                for word in re.findall(r"[a-z]{3,}", words):
                    counts[base_form(word)][event.kinds[0]] += 1
    kept = {word: dict(sorted(found.items())) for word, found in sorted(counts.items()) if found.total() >= LEAST}
    TABLE.write_text(json.dumps(kept, indent=0) + "\n", "utf-8")
    print(f"{len(kept)} words")


if __name__ == "__main__":
    main()
