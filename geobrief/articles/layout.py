"""Text of an article as it was found → what each of its lines is, and what the lines say about it.

Nobody types an article for geobrief: people copy a page, and get its title twice, its by-line, its share
buttons and the captions of its pictures. Each line becomes a passage of one kind; nothing is taken
away, so that offsets go on pointing into the file. The rules look at the form of a line and at its
neighbours, never at what an article is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geobrief.articles.agency_heads import AgencyHead, read_agency_head, with_heads_apart
from geobrief.articles.boilerplate import heads_a_list, is_bare_credit, is_boilerplate, is_caption, says_what_is_seen
from geobrief.articles.bylines import is_name, is_role, is_signature, name_before_comma, read_byline
from geobrief.articles.datelines import dateline_length, is_dateline, labels_speakers
from geobrief.articles.publication import DateLine, read_date_line, read_published, says_only_when
from geobrief.articles.rows import rows_of_story
from geobrief.articles.titles import find_title, is_masthead, parse_header, same_words, split_title
from geobrief.model import Passage, PassageKind, When
from geobrief.text import Line, join_wrapped, split_lines, wrap_width

# By-lines stand between the title and the story: among the first so many lines and before the story has
# gone on for so many paragraphs (a summary above the by-line may be one or two).
_HEAD_LINES, _HEAD_PARAGRAPHS = 16, 3
# A shorter line that returns is a refrain ("he said"), a longer one is the same paragraph pasted twice.
_SHORTEST_DUPLICATE = 40
# Tags and headlines of other articles are shorter than paragraphs and end without a stop.
_LONGEST_TAG_LINE = 120
_MOST_LISTED = 8
_MOST_WORDS_BELOW = 6
_STOPS = ".!?…\"'”’»)؟。:;,"


@dataclass(slots=True)
class Layout:
    """What the lines of a text are and say."""

    passages: list[Passage] = field(default_factory=list)
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: When | None = None
    url: str | None = None


def lay_out(text: str, *, title: str | None = None, page: bool = True) -> Layout:
    """Text → its passages and what its own lines say of title, authors, outlet and date.

    Args:
        text: The article as it is kept.
        title: The title, where metadata gives it.
        page: Whether the text may hold a page's furniture. If not, all of it is searched, and only what
            its lines say is read.
    """
    lines = split_lines(text)
    width = wrap_width(lines)
    whole = join_wrapped(text, lines, width) if width else lines
    reader = _Reader(text, with_heads_apart(whole), Layout(title=title))
    reader.read()
    layout = reader.layout
    kinds = reader.kinds if page else ["title" if kind == "title" else "body" for kind in reader.kinds]
    layout.passages = list(_passages(reader.lines, kinds, layout, page=page))
    return layout


class _Reader:
    """The state of reading one text from its first line to its last."""

    def __init__(self, text: str, lines: list[Line], layout: Layout) -> None:
        self.text = text
        self.lines = lines
        self.layout = layout
        self.kinds: list[PassageKind] = ["body"] * len(lines)
        self._only_updated = False

    def read(self) -> None:
        first = self._header()
        at = self._title(first)
        self._head_and_body(first, at)
        self._listed_headlines()
        self._captions_above_credits()
        self._tail()

    def _header(self) -> int:
        """Fields at the top ("Title: …", "Date: …"): how many lines they take."""
        fields = parse_header([line.text for line in self.lines])
        for index, (key, value) in enumerate(fields):
            self.kinds[index] = "byline"
            if key == "title":
                self.kinds[index] = "title"
                self.layout.title = self.layout.title or split_title(value)[0]
            elif key == "author":
                self.layout.authors = self.layout.authors or read_byline(f"By {value}") or (value,)
            elif key == "date" and self.layout.published is None:
                dated = read_published(value)
                self.layout.published = (
                    When(dated.start, dated.end, dated.precision, value, "byline") if dated else None
                )
            elif key == "outlet":
                self.layout.outlet = self.layout.outlet or value
            elif key == "url" and value.startswith(("http://", "https://")):
                self.layout.url = self.layout.url or value
        return len(fields)

    def _title(self, first: int) -> int | None:
        """The index of the line that is the title."""
        if "title" in self.kinds[:first]:
            return self.kinds.index("title")
        at = find_title([line.text for line in self.lines], first, known=self.layout.title)
        if at is not None:
            self.kinds[at] = "title"
            title, outlet = split_title(self.lines[at].text)
            self.layout.title = self.layout.title or title
            above = next((line.text for line in self.lines[first:at] if is_masthead(line.text)), None)
            self.layout.outlet = self.layout.outlet or outlet or above
        return at

    def _head_and_body(self, first: int, title_at: int | None) -> None:
        seen: set[str] = set()
        stories = 0
        for index, line in enumerate(self.lines):
            if index < first or index == title_at:
                continue
            above = title_at is not None and index < title_at
            in_head = index < _HEAD_LINES and stories < _HEAD_PARAGRAPHS
            self.kinds[index] = kind = self._kind(index, line, seen, in_head=in_head)
            if kind == "body" and above:
                # The name of a section, or the way to it.
                self.kinds[index] = "boilerplate"
            elif kind == "body":
                seen.add(same_words(line.text))
                stories += _is_paragraph(line.text)

    def _kind(self, index: int, line: Line, seen: set[str], *, in_head: bool) -> PassageKind:
        words = same_words(line.text)
        if self.layout.title and words == same_words(self.layout.title):
            return "duplicate"
        if len(words) >= _SHORTEST_DUPLICATE and words in seen:
            return "duplicate"
        if in_head and self._nothing_but_when(line.text):
            return "byline"
        return _furniture(line.text) or (self._head_kind(index, line.text) if in_head else "body")

    def _head_kind(self, index: int, line: str) -> PassageKind:
        """What a line between the title and the story is."""
        head = read_agency_head(line)
        if head is not None:
            self._agency_head(head)
            return "byline"
        if is_signature(line) or self._below_byline(index, line):
            return "byline"
        if is_dateline(line):
            self._date_line(line)
            return "dateline"
        return "byline" if self._byline(index, line) or self._date_line(line) else "body"

    def _nothing_but_when(self, line: str) -> bool:
        """Whether a line is a date and its labels; one that its weekday contradicts is set apart and not believed."""
        dated = read_date_line(line)
        if dated is not None and not dated.rest:
            self._publish(dated)
            return True
        return dated is None and says_only_when(line)

    def _below_byline(self, index: int, line: str) -> bool:
        """Whether a line says who the author above it is, or for whom the author writes: "BBC News, Lusaka"."""
        if index == 0 or self.kinds[index - 1] != "byline":
            return False
        outlet = line.partition(",")[0].strip()
        if not is_masthead(outlet):
            return is_role(line)
        self.layout.outlet = self.layout.outlet or outlet
        return len(line.split()) <= _MOST_WORDS_BELOW

    def _byline(self, index: int, line: str) -> bool:
        names = read_byline(line)
        name = line if is_name(line) else name_before_comma(line)
        if names is None and name and self._name_is_signed(index):
            names = (name,)
        if names is None:
            return False
        self.layout.authors = self.layout.authors or names
        dated = read_date_line(line)
        if dated:
            self._publish(dated)
        return True

    def _publish(self, dated: DateLine) -> None:
        """Keep the first date that is said, or the first that is not the date of a change."""
        if self.layout.published is None or (self._only_updated and not dated.updated):
            self.layout.published = dated.when
            self._only_updated = dated.updated

    def _name_is_signed(self, index: int) -> bool:
        """Whether a bare name is a by-line: it stands twice, or a date or a reading time follows within two lines."""
        line = self.lines[index].text
        near = [other.text for other in self.lines[max(0, index - 1) : index] + self.lines[index + 1 : index + 3]]
        below = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        said = bool(below) and is_role(below)
        return said or any(same_words(other) == same_words(line) or self._says_when(other) for other in near)

    @staticmethod
    def _says_when(line: str) -> bool:
        dated = read_date_line(line)
        return dated is not None and (not dated.rest or read_byline(dated.rest) is not None)

    def _agency_head(self, head: AgencyHead) -> None:
        if head.published is not None:
            self._publish(DateLine(head.published, "", updated=False))
        self.layout.outlet = self.layout.outlet or head.outlet

    def _date_line(self, line: str) -> bool:
        dated = read_date_line(line)
        if dated is None or not (_is_beside_date(dated.rest) or read_byline(dated.rest)):
            return False
        self._publish(dated)
        if dated.rest:
            names = read_byline(dated.rest) or ((dated.rest,) if is_name(dated.rest) else ())
            self.layout.authors = self.layout.authors or names
        return True

    def _listed_headlines(self) -> None:
        """Headlines under "Related" or "Read more" belong to other articles."""
        index = 0
        while index < len(self.lines):
            if self.kinds[index] == "boilerplate" and heads_a_list(self.lines[index].text):
                last = min(len(self.lines), index + 1 + _MOST_LISTED)
                while index + 1 < last and self.kinds[index + 1] == "body" and _is_tag_line(self.lines[index + 1].text):
                    index += 1
                    self.kinds[index] = "boilerplate"
            index += 1

    def _captions_above_credits(self) -> None:
        """A line that says what is seen, and when, is the caption of the picture whose credit stands below it."""
        for index in range(len(self.lines) - 1):
            credited = self.kinds[index + 1] == "caption" and is_bare_credit(self.lines[index + 1].text)
            if credited and self.kinds[index] == "body" and says_what_is_seen(self.lines[index].text):
                self.kinds[index] = "caption"

    def _tail(self) -> None:
        """Short lines without a stop after the last paragraph are tags or links to other articles."""
        story = [
            index for index, kind in enumerate(self.kinds) if kind == "body" and _is_paragraph(self.lines[index].text)
        ]
        if not story:
            return
        below = story[-1] + 1
        rows = rows_of_story(
            [
                line.text if kind == "body" else ""
                for line, kind in zip(self.lines[below:], self.kinds[below:], strict=True)
            ]
        )
        index = len(self.lines) - 1
        while (
            index > story[-1]
            and not rows[index - below]
            and (self.kinds[index] != "body" or _is_tag_line(self.lines[index].text))
        ):
            index -= 1
        introduced = self.lines[index].text.endswith(":")
        for later in range(index + 1, len(self.lines)):
            if self.kinds[later] == "body" and not introduced:
                self.kinds[later] = "boilerplate"


def _furniture(line: str) -> PassageKind | None:
    if is_boilerplate(line):
        return "boilerplate"
    return "caption" if is_caption(line) else None


def _is_paragraph(line: str) -> bool:
    """Whether a line is running text: it has a stop at its end and more words than a slogan, or is long."""
    return len(line) > 200 or (line[-1] in '.!?…"”’»)؟。' and len(line.split()) >= 6)


def _is_tag_line(line: str) -> bool:
    return len(line) <= _LONGEST_TAG_LINE and line[-1] not in _STOPS


def _is_beside_date(rest: str) -> bool:
    """Whether what a line says beside its date is an outlet, a place or a name, and no sentence."""
    words = rest.split()
    if len(words) > 6 or rest.endswith((".", "!", "?")):
        return False
    return all(
        not word[0].isalpha() or word[0].isupper() or word in {"of", "for", "in", "by", "the", "de"} for word in words
    )


def _passages(lines: Sequence[Line], kinds: Sequence[PassageKind], layout: Layout, *, page: bool) -> list[Passage]:
    """Lines with their kinds → passages: neighbours of one kind are one, unless a blank line parts them."""
    passages: list[Passage] = []
    datelined, begun = any(kind == "dateline" for kind in kinds), False
    labelled = labels_speakers(line.text for line in lines)
    joined = False
    for line, kind in zip(lines, kinds, strict=True):
        parts: list[Passage]
        if kind == "title":
            parts = _title_parts(line, layout.title, page=page)
        elif kind == "body":
            length = 0 if datelined else dateline_length(line.text, labelled=labelled, begun=begun)
            if length and layout.published is None:
                filed = read_date_line(line.text[:length])
                layout.published = filed.when if filed else None
            datelined = datelined or bool(length)
            begun = begun or _is_paragraph(line.text)
            parts = _body_parts(line, length)
        else:
            parts = [Passage(line.start, line.end, kind)]
        if joined and not line.after_blank and passages[-1].kind == kind == parts[0].kind != "title":
            parts[0] = Passage(passages.pop().start, parts[0].end, kind)
        joined = parts[-1].kind == kind
        passages += parts
    return passages


_MARKS = " #*_\t"


def _title_parts(line: Line, title: str | None, *, page: bool) -> list[Passage]:
    """The title, and what stands beside it on its line: its field's name, the section, the outlet, itself again."""
    at = line.text.find(title) if title and page else -1
    if at < 0 or title is None:
        return [Passage(line.start, line.end, "title")]
    start, end = line.start + at, line.start + at + len(title)
    parts = [Passage(start, end, "title")]
    if line.text[:at].strip():
        # Marks of Markdown alone say nothing.
        kind: PassageKind = "byline" if line.text[:at].strip(_MARKS) else "boilerplate"
        parts.insert(0, Passage(line.start, line.start + len(line.text[:at].rstrip()), kind))
    beside = line.text[at + len(title) :]
    if beside.strip():
        begin = end + len(beside) - len(beside.lstrip())
        again = same_words(beside) == same_words(title)
        parts.append(Passage(begin, line.end, "duplicate" if again else "boilerplate"))
    return parts


def _body_parts(line: Line, dateline: int) -> list[Passage]:
    if not dateline:
        return [Passage(line.start, line.end, "body")]
    rest = line.text[dateline:]
    begin = line.start + dateline + len(rest) - len(rest.lstrip())
    return [Passage(line.start, line.start + dateline, "dateline"), Passage(begin, line.end, "body")]
