"""The title that metadata gives → the first line of the text that is kept.

Front matter, side-cars, tables, feeds, mail and web pages hold the title beside the text. A headline tells of places
and events as its story does, and is searched like it: so it stands in the text, where offsets can point to it.
"""

from __future__ import annotations

from dataclasses import replace

from geobrief.articles.draft import Draft
from geobrief.articles.titles import find_title, parse_header, same_words, split_title
from geobrief.text import join_wrapped, split_lines, wrap_width

# The head of a text, in which its own title may stand; more is not looked at.
_HEAD = 6_000
# A title that was broken by hand takes so many lines at most.
_MOST_LINES = 4
# What parts a title from what goes on in its line: "Title | Outlet", "Title: the story".
_PARTING = frozenset(" |–—-:.!?·•/*_#\t\u00a0\u201d\"'’")


def with_title(draft: Draft) -> Draft:
    """A draft → the same, its text beginning with its title where the text does not show that title itself."""
    title = draft.fields.title
    if not title or draft.shows_title or not same_words(title) or shows_title(draft.text, title):
        return draft
    return replace(draft, text=f"{title}\n\n{draft.text.lstrip()}")


def shows_title(text: str, title: str) -> bool:
    """Whether a text has the title as a line of its head, whatever its case, blanks and marks."""
    head = text[: max(_HEAD, 4 * len(title))]
    lines = split_lines(head)
    width = wrap_width(lines)
    joined = [line.text for line in (join_wrapped(head, lines, width) if width else lines)]
    if any(
        key == "title" and same_words(split_title(value)[0]) == same_words(title) for key, value in parse_header(joined)
    ):
        return True
    if find_title(joined, 0, known=title) is not None:
        return True
    raw = [line.text for line in lines]
    return bool(raw) and (_begins_line(raw[0], title) or _is_broken(raw, title))


def _begins_line(line: str, title: str) -> bool:
    """Whether a line is the title and, after a mark that parts them, something else."""
    line, title = " ".join(line.strip(" #*_").split()).casefold(), " ".join(title.split()).casefold()
    rest = line[len(title) :]
    return line.startswith(title) and (not rest or (rest.lstrip()[:1] in _PARTING and not rest.lstrip()[:1].isalnum()))


def _is_broken(lines: list[str], title: str) -> bool:
    """Whether the first lines together are the title."""
    wanted = same_words(title)
    return any(same_words(" ".join(lines[:count])) == wanted for count in range(2, _MOST_LINES + 1))
