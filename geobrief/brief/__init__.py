"""[Reading] → Brief: the same event from several articles becomes one, cited, with what the articles differ on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.brief.anchors import Anchor, letters
    from geobrief.brief.by_hand import EventOverride, Overrides, PlaceOverride
    from geobrief.brief.compose import Outline, by_time, compose_brief, full_name
    from geobrief.brief.corrections import NO_PLACE, NOT_A_PLACE, UNKNOWN, Correction, Doer, OwnPlace, Target, as_table
    from geobrief.brief.corrections import Wanted as WantedPlace
    from geobrief.brief.corrections import tables as correction_tables
    from geobrief.brief.diff import days, source_line
    from geobrief.brief.diff import diff as compare
    from geobrief.brief.document import changes_to_dict, dates_of, from_json, json_pieces, to_dict
    from geobrief.brief.document import load as load_document
    from geobrief.brief.findings import MOST as MOST_FINDINGS
    from geobrief.brief.findings import FindingWishes, by_weight, event_id, is_aside, with_findings
    from geobrief.brief.held import Readings, articles_in
    from geobrief.brief.key_figures import by_event, harm_of
    from geobrief.brief.overrides import correct
    from geobrief.brief.places_by_hand import look_up, set_places
    from geobrief.brief.quotes import best_first, chosen, said
    from geobrief.brief.record import Brief
    from geobrief.brief.selecting import part_of_changes, part_of_texts
    from geobrief.brief.span import cut_off, period, reported
    from geobrief.brief.summary import label_of
    from geobrief.brief.tellings import content_words
    from geobrief.brief.tellings import tellings as tellings_of
    from geobrief.brief.texts import Wanted as WantedTexts
    from geobrief.brief.texts import with_texts
    from geobrief.brief.title import title_of
else:
    __getattr__ = face(
        __name__,
        {
            "anchors": "Anchor letters",
            "compose": "Outline by_time compose_brief full_name",
            "corrections": "Correction Doer NOT_A_PLACE NO_PLACE OwnPlace Target UNKNOWN WantedPlace=Wanted as_table correction_tables=tables",
            "diff": "compare=diff days source_line",
            "document": "changes_to_dict dates_of from_json json_pieces load_document=load to_dict",
            "key_figures": "by_event harm_of",
            "findings": "FindingWishes MOST_FINDINGS=MOST by_weight event_id is_aside with_findings",
            "by_hand": "EventOverride Overrides PlaceOverride",
            "held": "Readings articles_in",
            "overrides": "correct",
            "places_by_hand": "look_up set_places",
            "quotes": "best_first chosen said",
            "record": "Brief",
            "selecting": "part_of_changes part_of_texts",
            "span": "cut_off period reported",
            "summary": "label_of",
            "tellings": "content_words tellings_of=tellings",
            "texts": "WantedTexts=Wanted with_texts",
            "title": "title_of",
        },
    )

__all__ = [
    "MOST_FINDINGS",
    "NOT_A_PLACE",
    "NO_PLACE",
    "UNKNOWN",
    "Anchor",
    "Brief",
    "Correction",
    "Doer",
    "EventOverride",
    "FindingWishes",
    "Outline",
    "Overrides",
    "OwnPlace",
    "PlaceOverride",
    "Readings",
    "Target",
    "WantedPlace",
    "WantedTexts",
    "articles_in",
    "as_table",
    "best_first",
    "by_event",
    "by_time",
    "by_weight",
    "changes_to_dict",
    "chosen",
    "compare",
    "compose_brief",
    "content_words",
    "correct",
    "correction_tables",
    "cut_off",
    "dates_of",
    "days",
    "event_id",
    "from_json",
    "full_name",
    "harm_of",
    "is_aside",
    "json_pieces",
    "label_of",
    "letters",
    "load_document",
    "look_up",
    "part_of_changes",
    "part_of_texts",
    "period",
    "reported",
    "said",
    "set_places",
    "source_line",
    "tellings_of",
    "title_of",
    "to_dict",
    "with_findings",
    "with_texts",
]
