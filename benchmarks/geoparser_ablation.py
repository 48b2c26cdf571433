"""What each group of the ranker's features gives: gold spans, cross-validated, with the group's columns empty.

``python benchmarks/geoparser_ablation.py`` prints one line a group: the share of gold toponyms with coordinates that
are resolved within 161 km. The trees are fitted with and without the group; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from geobrief.gazetteer import Gazetteer
from geobrief.mentions.trees import make_trees
from geobrief.places.containers import find_towns
from geobrief.places.features import COLUMN, NAMES
from geobrief.places.ranker import Ranker, contenders, settle
from geobrief.places.resolve import by_mention, decide, verdicts_of
from models.fit_mentions import export_trees
from models.fit_places import TREES, Case, fit_pass, gold_mentions, judge, judged_rows, make
from models.geoparser_corpora import FITTED, folds, read_corpus

GROUPS = {
    "nothing": (),
    "the outlet's home": ("home_known", "home_km", "home_admin1", "home_country"),
    "the other names": (
        "country_share", "admin1_share", "country_named", "admin1_named", "holds_share", "nearest_km", "near_50",
        "near_200", "others",
    ),
    "prominence": ("population", "population_gap", "largest", "rank", "prior", "prior_gap"),
    "the words beside the name": ("cue", "cue_against", "held", "held_against"),
    "what the name is": ("strong", "context", "own", "short_form", "foreign", "way", "spelt"),
}  # fmt: skip


def mask(names: Sequence[str]) -> np.ndarray:
    """One for each column that is kept."""
    kept = np.ones(len(NAMES))
    kept[[COLUMN[name] for name in names]] = 0
    return kept


def fit(cases: Sequence[Case], kept: np.ndarray) -> Ranker:
    """The ranker without some columns."""
    passes: tuple[np.ndarray, ...] = ()
    for _ in range(2):
        for case in cases:
            settle(case.scene, case.table, passes)
            case.table *= kept
        passes = (*passes, fit_pass(cases) * kept)
    tables, labels = [], []
    for case in cases:
        rows = contenders(case.scene, settle(case.scene, case.table, passes))
        rows = rows[judged_rows(case)[rows]]
        tables.append(case.table[rows] * kept)
        labels.append(case.right[rows] > 0)
    fitted = HistGradientBoostingClassifier(**TREES).fit(np.vstack(tables), np.concatenate(labels))
    return Ranker(passes, make_trees(export_trees(fitted, NAMES), NAMES), {})


def right(case: Case, model: Ranker, kept: np.ndarray) -> int:
    """Toponyms that are resolved within 161 km."""
    rows = contenders(case.scene, settle(case.scene, case.table, model.passes))
    odds = np.full(len(case.scene.options), -np.inf)
    odds[rows] = model.trees.log_odds(case.table[rows] * kept)
    verdicts = by_mention(verdicts_of(case.scene, case.table, odds))
    towns = find_towns(case.document.article, verdicts, case.mentions)
    count = 0
    for index, mention in enumerate(case.mentions):
        decision = (
            None if mention.form == "demonym" else decide(case.document.article, case.mentions, index, verdicts, towns)
        )
        place = decision.ranked[0][0].hit.place if decision else None
        count += mention.form != "demonym" and bool(judge(case.gold[index], place))
    return count


def main() -> None:
    """Print one line a group."""
    gazetteer = Gazetteer.default()
    documents = [document for name in FITTED for document in read_corpus(name)]
    parts = folds(len(documents), 5)
    made = [make(document, *gold_mentions(document), gazetteer, home=True) for document in documents]
    gold = sum(not t["aside"] and t.get("lat") is not None for d in documents for t in d.gold)
    for name, columns in GROUPS.items():
        kept, count = mask(columns), 0
        for part in range(5):
            pairs = [(c, p) for c, p in zip(made, parts, strict=True) if c is not None]
            model = fit([c for c, p in pairs if p != part], kept)
            count += sum(right(c, model, kept) for c, p in pairs if p == part)
        print(f"without {name}: {100 * count / gold:.1f}", flush=True)


if __name__ == "__main__":
    main()
