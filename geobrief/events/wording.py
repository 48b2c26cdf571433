"""An event's label and actors in the words of the text: what was decided, put into a clause that can be printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geobrief.events.decide import POINTS, Decided, Party
from geobrief.events.labels import (
    Clause,
    before_circumstance,
    clause_of,
    filled,
    headline_verb,
    is_aside,
    is_break,
    is_filler,
    is_plural,
    is_pronoun,
    joined,
    pronoun,
    shorten,
)
from geobrief.events.reader import Read, Trigger
from geobrief.events.trees import Tree, parse
from geobrief.model import Actor, LabelPart, Resolution

_MOST_NAME = 9
"""Words of a name at most; a longer phrase gives only the words that the reader marked."""
_LEAST_LABEL = 3
"""Words of a label; a clause of fewer says nothing, and another telling, or the quote, takes its place."""
_SHORT_LABEL = 5
"""Words of a label so bare that whoever takes part is named behind it."""
_MOST_BETWEEN = 8
"""Words that the grammar may have missed between a subject and what is said of it."""
_SURE_PLACE = 0.4
"""Least chance of a place that a label names though its clause does not."""
_MOST_QUOTED = 200
"""Characters of a quoted clause."""
_PREPOSITION = {"scene": "in", "origin": "from", "destination": "to", "actor": "in", "background": "in"}
_AHEAD = frozenset(
    "to will would plan plans planned set expected scheduled due upcoming next may should could can intends intend "
    "vows vow pledges pledge promises".split()
)
_ASKED = frozenset(
    "demand demands demanded urge urges urged call calls called ask asks asked order orders ordered want wants should must "
    "appeal appeals request requests seek seeks plea".split()
)
_DENIED = frozenset(
    "deny denies denied not no never n't n’t reject rejects rejected without nor false refuse refuses".split()
)
_CLAIMED = frozenset(
    "claim claims claimed alleged allegedly alleges allege accuse accuses accused say says said reportedly purported".split()
)
_SAID_BY_WORDS = {
    "planned": (_AHEAD, "(planned)"),
    "demanded": (_ASKED, "(demanded)"),
    "denied": (_DENIED, "(denied)"),
    "claimed": (_CLAIMED, "(claimed)"),
}
"""Words that say the status in a label already, and what says it otherwise."""


@dataclass(slots=True)
class Trees:
    """The sentences of an article that were parsed so far."""

    read: Read
    known: dict[int, Tree | None]

    def of(self, sentence: int) -> Tree | None:
        """Return the grammar of a sentence, parsed once."""
        if sentence not in self.known:
            self.known[sentence] = parse(self.read, sentence)
        return self.known[sentence]


def actors_of(event: Decided, trees: Trees, resolutions: Sequence[Resolution]) -> tuple[Actor, ...]:
    """Return who takes part, in the fullest words of the phrase that names them."""
    found: list[Actor] = []
    for party in event.parties:
        start, end = _phrase(party, trees)
        text = _bare(trees.read.article.text[start:end])
        at = trees.read.article.text.find(text, start, end)
        if not text or at < 0 or any(a.role == party.role and a.name == text for a in found):
            continue
        found.append(
            Actor(
                name=text,
                role=party.role,  # type: ignore[arg-type] # one of WHO_ROLES
                start=at,
                end=at + len(text),
                country=_country(at, at + len(text), resolutions),
            )
        )
    return tuple(found)


def _phrase(party: Party, trees: Trees) -> tuple[int, int]:
    """The noun phrase around a party's words, without asides, if it is short."""
    read = trees.read
    tree = trees.of(read.spots.spot(party.start, party.end).sentence)
    inside = tree.at(party.start, party.end) if tree else []
    if tree is None or not inside:
        return party.start, party.end
    words = set(inside)
    top = tree.top(inside)
    if tree.words[top].tag not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        return party.start, party.end
    for child in tree.children[top]:
        if tree.words[child].relation in ("compound", "amod", "flat", "nummod", "nmod:poss") and child < top:
            words |= set(tree.below(child))
    run = sorted(words)
    if run[-1] - run[0] >= _MOST_NAME:
        return party.start, party.end
    return min(tree.words[run[0]].start, party.start), max(tree.words[run[-1]].end, party.end)


_EDGES = re.compile(
    r"^(?:(?:the|a|an|and|or|of|by|to|with|for|from|in|at(?!\s+(?:least|most)\b)|its|their|his|her)\s+|[\s,;:“”\"'‘’()\[\]–—-]+)+|[\s,;:“”\"‘(\[–—-]+$",
    re.IGNORECASE,
)


def _bare(text: str) -> str:
    bare = _EDGES.sub("", text)
    return re.sub(r"['’]s?$", "", bare) if not bare.lower().endswith("s’") else bare[:-1]


def _country(start: int, end: int, resolutions: Sequence[Resolution]) -> str | None:
    for item in resolutions:
        mention, place = item.mention, item.place
        if place and place.country and start <= mention.start and mention.end <= end:
            return place.country
    return None


def label_of(
    event: Decided, trees: Trees, actors: Sequence[Actor], resolutions: Sequence[Resolution]
) -> tuple[LabelPart, ...]:
    """Return the label of an event in parts."""
    made = [_told(trigger, event, trees, actors, resolutions) for trigger in event.triggers[:4]]
    options = [option for option in made if option is not None]
    if not options:
        return _quoted(event.triggers[0], trees.read)
    best = max(options, key=lambda option: (option[0], -len(option[1])))
    parts = list(best[1])
    telling = [trees.read.article.sentences[n] for n in {t.spot.sentence for t in event.triggers}]
    beside = [a for a in actors if any(sentence.start <= a.start < sentence.end for sentence in telling)]
    parts += _by_whom(parts, open_to=best[2], actors=beside)
    parts += _where(parts, event, resolutions)
    parts += _whether(parts, event)
    return tuple(parts)


def _told(
    trigger: Trigger, event: Decided, trees: Trees, actors: Sequence[Actor], resolutions: Sequence[Resolution]
) -> tuple[float, list[LabelPart], bool] | None:
    """The clause of one telling with how much it says, and whether somebody may be named behind it who does it."""
    tree = trees.of(trigger.spot.sentence)
    inside = tree.at(trigger.spot.start, trigger.spot.end) if tree else []
    if tree is None or not inside:
        return None
    spans = [(a.start, a.end) for a in actors]
    spans += [(m.start, m.end) for spot in event.places for m in [resolutions[spot.resolution].mention]]
    needed = {i for start, end in spans for i in tree.at(start, end)}
    needed |= {i for i, word in enumerate(tree.words) if word.tag == "NUM"}
    clause = clause_of(tree, inside, needed)
    if not clause.kept:
        return None
    subject = _subject_of(tree, clause)
    replaced = None
    if pronoun(tree, subject):
        replaced = _named(tree, clause.verb, actors)
        if replaced is None:
            return None
    fronted = [i for i in clause.kept if subject and i < min(subject)]
    own = [i for i in clause.kept if i not in fronted]
    said_before = _said_before(tree, clause.verb, fronted) if fronted else []
    if not own or ({*inside} & {*fronted} and not said_before):
        return None
    who_words = _unfilled(tree, filled(tree, subject, set())) if subject else []
    whole = _said_of(tree, clause, who_words, filled(tree, own, {*inside}), inside)
    run = shorten(tree, whole, inside if {*inside} & {*own} else own[:1], needed) if whole else []
    run = run if who_words else _unfilled(tree, run)
    changed: dict[int, str] = {}
    if clause.verb is not None and not _suffers(tree, clause.verb):
        changed = headline_verb(tree, clause.verb, run, plural=is_plural(tree, subject))
    who = replaced or joined([_word(tree, i, changed) for i in who_words])
    rest = joined([_word(tree, i, changed) for i in run])
    if not who and clause.verb is not None and not said_before and run and tree.words[run[0]].tag in ("VERB", "AUX"):
        who = _named(tree, clause.verb, actors, elsewhere=False) or ""
        who = "" if _folded(who) in _folded(rest) else who
    if said_before:
        rest = f"{_verb_alone(tree, clause.verb, changed)} {joined([_word(tree, i, {}) for i in said_before])}"
        run = said_before
    if len(f"{who} {rest}".split()) < _LEAST_LABEL:
        return None
    parts = _parts(who, rest, "rest" if clause.verb is None else "verb")
    covered = len({*run} & needed) + 2 * bool(who) + (clause.verb is not None)
    return (
        covered * 0.25 + trigger.event + (0.2 if trigger.spot.passage == "title" else 0),
        parts,
        clause.verb is None or _is_passive(tree, clause.verb),
    )


def _parts(who: str, rest: str, role: Literal["verb", "rest"]) -> list[LabelPart]:
    """Who and what of a label; where who does it is all of the clause, there is nothing to say after it."""
    parts = [LabelPart("source", _upper(who))] if who else []
    return [*parts, LabelPart(role, rest if who else _upper(rest))] if rest else parts


def _said_of(
    tree: Tree, clause: Clause, subject: Sequence[int], run: Sequence[int], inside: Sequence[int]
) -> list[int]:
    """What is said of a subject, from the word behind it on; nothing where a sign shows that it is none.

    Between the two only what is set apart may be left out. A noun alone ends before circumstances.
    """
    said = [i for i in run if i not in subject]
    if clause.verb is None:
        first = next((n for n, i in enumerate(said) if i in inside), 0)
        return list(before_circumstance(tree, said, first))
    gap = list(range(max(subject) + 1, said[0])) if subject and said else []
    if not gap or len(gap) > _MOST_BETWEEN or is_aside(tree, gap):
        return said
    return [] if is_break(tree.words[gap[0]].text) else [*gap, *said]


def _unfilled(tree: Tree, words: list[int]) -> list[int]:
    """Leave out what only joins a sentence to the one before: "Moreover,", "Meanwhile,"."""
    while len(words) > 1 and is_filler(tree.words[words[0]].text):
        words = words[1:]
    return words


def _said_before(tree: Tree, verb: int | None, fronted: Sequence[int]) -> list[int]:
    """What is said, where it stands before who says it: "Troops will leave, officials said"; else nothing."""
    if verb is None:
        return []
    for child in tree.children[verb]:
        if tree.words[child].relation in ("ccomp", "parataxis") and child in fronted:
            return shorten(tree, filled(tree, [i for i in tree.below(child) if i in fronted], {child}), [child], set())
    return []


def _verb_alone(tree: Tree, verb: int | None, changed: dict[int, str]) -> str:
    return changed.get(verb, tree.words[verb].text) if verb is not None else ""


def _word(tree: Tree, index: int, changed: dict[int, str]) -> tuple[int, int, str]:
    word = tree.words[index]
    return word.start, word.end, changed.get(index, word.text)


def _named(tree: Tree, verb: int | None, actors: Sequence[Actor], *, elsewhere: bool = True) -> str | None:
    """Who a pronoun is that the reader found elsewhere, or in the sentence itself: the doer, in the passive the other side."""
    passive = verb is not None and _is_passive(tree, verb)
    roles = ("target", "participant", "source") if passive else ("source", "participant")
    for role in roles:
        for actor in actors:
            if actor.role == role and not is_pronoun(actor.name) and _stands_in(tree, actor) != elsewhere:
                return actor.name
    return None


def _is_passive(tree: Tree, verb: int) -> bool:
    helped = any(
        tree.words[c].relation == "aux" and tree.words[c].text.lower() in ("was", "were", "been", "is", "are", "be")
        for c in tree.children[verb]
    )
    return helped and not tree.words[verb].text.lower().endswith("ing")


def _suffers(tree: Tree, verb: int) -> bool:
    """Whether it may be done to the subject, as in the headline "Soldier killed in Gao": no helper and no object says more."""
    if any(tree.words[c].relation in ("aux", "cop") for c in tree.children[verb]):
        return False
    behind = tree.words[verb + 1] if verb + 1 < len(tree.words) else None
    alone = behind is None or behind.tag in ("ADP", "SCONJ", "PUNCT")
    return alone and tree.words[verb].text.lower().endswith(("ed", "shot", "hit"))


def _subject_of(tree: Tree, clause: Clause) -> list[int]:
    """The words of the subject; one that the grammar cut goes on to the verb ("A fire broke out"), or begins with "at least"."""
    subject = list(clause.subject)
    if subject and clause.verb is not None and all(tree.words[i].tag == "DET" for i in subject):
        return list(range(subject[0], clause.verb)) or subject
    if subject and subject[0] and tree.words[subject[0]].text.lower() in ("least", "most"):
        return [subject[0] - 1, *subject]
    return subject


def _stands_in(tree: Tree, actor: Actor) -> bool:
    return bool(tree.at(actor.start, actor.end)) and tree.words[0].start <= actor.start < tree.words[-1].end


def _quoted(trigger: Trigger, read: Read) -> tuple[LabelPart, ...]:
    sentence = read.article.sentences[trigger.spot.sentence]
    text = " ".join(read.article.text[sentence.start : sentence.end].split())
    if len(text) > _MOST_QUOTED:
        text = text[:_MOST_QUOTED].rpartition(" ")[0] + " …"
    return (LabelPart("quote", f"“{text.strip('“”')}”"),)


def _by_whom(parts: Sequence[LabelPart], *, open_to: bool, actors: Sequence[Actor]) -> list[LabelPart]:
    """Who of the sentences that tell it does it, where the clause leaves it open: a noun phrase or a passive without "by"."""
    if not open_to:
        return []
    said = _folded(" ".join(part.text for part in parts))
    roles = (("source", "by"), ("participant", "with"))
    for role, word in roles if len(said.split()) <= _SHORT_LABEL else roles[:1]:
        for actor in actors:
            name = _folded(actor.name)
            if actor.role == role and name and not is_pronoun(actor.name) and name not in said:
                return [LabelPart("rest", f"{word} {actor.name}")]
    return []


def _where(parts: Sequence[LabelPart], event: Decided, resolutions: Sequence[Resolution]) -> list[LabelPart]:
    if not event.places or event.place_chance < _SURE_PLACE:
        return []
    said = _folded(" ".join(part.text for part in parts))
    spot, role = event.places[0], event.places[0].role
    item = resolutions[spot.resolution]
    if spot.area is not None:
        name = spot.area.name
        return [] if _folded(name) in said else [LabelPart("place", f"{_PREPOSITION[role]} {name}")]
    if item.place is None:
        within = getattr(item, "within", None)
        area = f", {within.name}" if within is not None else ""
        text = f"{'' if _folded(item.mention.text) in said else f'{_PREPOSITION[role]} {item.mention.text}{area} '}"
        return [LabelPart("place", f"{text}(position not known)")]
    named = {item.place.name, item.mention.text}
    named |= {other.mention.text for other in resolutions if other.place and other.place.kind in POINTS}
    if any(f" {name} " in f" {said} " for name in map(_folded, named) if name):
        return []
    elsewhere = {_folded(other.mention.text) for other in resolutions if other.place and other.mention.form == "name"}
    if any(re.search(rf"\b(?:in|to|at|near|into|from) {name}\b", said) for name in elsewhere if name):
        return []
    return [LabelPart("place", f"{_PREPOSITION[role]} {item.place.name}")]


def _whether(parts: Sequence[LabelPart], event: Decided) -> list[LabelPart]:
    if event.status not in _SAID_BY_WORDS:
        return []
    words, says = _SAID_BY_WORDS[event.status]
    said = set(_folded(" ".join(part.text for part in parts)).split())
    return [] if said & words else [LabelPart("status", says)]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c)).lower()).strip()


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
