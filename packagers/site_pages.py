"""What the site has beside the pages of ``docs/``: README and its neighbours, the commands, the face for Python.

mkdocs calls the functions by their names (hooks in ``mkdocs.yml``). Links to files outside of the site become their
names: a reader of the site has no checkout. A link that is written as a file's name bears the page's title.
"""

from __future__ import annotations

import inspect
import os
import re
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

ROOT_PAGES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "CODE_OF_CONDUCT.md": "code_of_conduct.md",
}
"""Pages beside ``docs/``, and where they stand in the site."""

ALONE = ("index.md", "install.md", "tutorial.md", "gallery.md")
"""Pages that have no neighbours, and need no list of them."""

WIDE = ("compared.md",)
"""Pages whose tables need the whole width."""

_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|mailto:|#)([^)\s#]+)(#[^)\s]*)?\)")
_WIDTH = 90
_COMMA = re.compile(r", (?=\*?\w*(?::|$|, ))")
"""Between two parameters, and not within an annotation."""
_CODE = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401  # mkdocs has no types
    """Add the pages that are made."""
    from mkdocs.structure.files import File  # noqa: PLC0415  # only there when the site is built

    pages = {name: (ROOT / source).read_text("utf-8") for source, name in ROOT_PAGES.items()}
    for name, text in (pages | {"commands.md": commands(), "python.md": python()}).items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **_: object) -> str:  # noqa: ANN401  # mkdocs has no types
    """Return the text of a page with links that lead somewhere in the site, or are none."""
    sources = {name: source for source, name in ROOT_PAGES.items()}
    at = page.file.src_uri
    if at in (*ALONE, *WIDE):
        page.meta["hide"] = ["navigation", *(["toc"] if at in WIDE else [])]
    source = PurePosixPath(sources[at]) if at in sources else PurePosixPath("docs") / at
    parts = _CODE.split(markdown)
    return "".join(
        part if part.startswith("```") else _LINK.sub(lambda m: _link(m, source, at), part) for part in parts
    )


def _link(match: re.Match[str], source: PurePosixPath, at: str) -> str:
    picture, words, target, anchor = match.groups()
    in_checkout = PurePosixPath(os.path.normpath(source.parent / target)).as_posix()
    if in_checkout in ROOT_PAGES:
        in_site = ROOT_PAGES[in_checkout]
    elif in_checkout.startswith("docs/example/") or (
        in_checkout.startswith("docs/") and in_checkout.endswith((".md", ".webp", ".svg"))
    ):
        in_site = in_checkout.removeprefix("docs/")
    else:
        return words
    if words.strip("`").endswith(".md") and not picture:
        words = _title(in_checkout)
    written = os.path.relpath(in_site, PurePosixPath(at).parent).replace(os.sep, "/")
    return f"{picture}[{words}]({written}{anchor or ''})"


def _title(in_checkout: str) -> str:
    """What a page calls itself: a reader of the site has no use for the name of its file."""
    text = (ROOT / in_checkout).read_text("utf-8")
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return found[1] if found else in_checkout


def commands() -> str:
    """Return a page of the commands, made from the parser: what is said, then the options of each."""
    from geobrief.cli import full_parser  # noqa: PLC0415
    from geobrief.cli.parser import arguments_of, commands_of  # noqa: PLC0415

    lines = ["# Commands", "", "What `geobrief COMMAND --help` says, of all commands."]

    def add(path: str, parser: Any, depth: int) -> None:  # noqa: ANN401  # argparse
        lines.extend(["", f"{'#' * depth} geobrief {path}", "", parser.description or ""])
        rows = [_row(action) for action in arguments_of(parser) if action.dest != "help"]
        if rows:
            lines.extend(["", "| argument | what it says |", "| --- | --- |", *rows])
        for name, action in commands_of(parser).items():
            add(f"{path} {name}", action, depth + 1)

    for name, command in commands_of(full_parser()).items():
        add(name, command, 2)
    return "\n".join(lines) + "\n"


def _row(action: Any) -> str:  # noqa: ANN401  # argparse
    value = action.metavar or ("" if action.nargs == 0 or not action.option_strings else action.dest.upper())
    name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    shown = f"{name} {value}" if action.option_strings and value else name
    chosen = f" One of {', '.join(map(str, action.choices))}." if action.choices else ""
    return f"| `{shown}` | {(action.help or '').replace('%%', '%').replace('|', chr(92) + '|')}{chosen} |"


def python() -> str:
    """Return a page of the face for Python, made from signatures and docstrings."""
    import geobrief  # noqa: PLC0415

    lines = ["# Python", "", _written(inspect.getdoc(geobrief) or "")]
    for name in geobrief.__all__:
        item = getattr(geobrief, name)
        if name.startswith("__"):
            continue
        lines += ["", f"## geobrief.{name}", "", *_signature(name, item), "", _written(inspect.getdoc(item) or "")]
        for method, function in sorted(vars(item).items() if inspect.isclass(item) else ()):
            plain = getattr(function, "__func__", function)
            if not method.startswith("_") and inspect.isfunction(plain) and plain.__doc__:
                lines += [
                    "",
                    f"### {name}.{method}",
                    "",
                    *_signature(method, plain),
                    "",
                    _written(inspect.getdoc(plain) or ""),
                ]
    return "\n".join(lines) + "\n"


def _signature(name: str, item: Any) -> list[str]:  # noqa: ANN401  # anything public
    if inspect.isclass(item) and issubclass(item, Exception):
        return []
    # Annotations are texts here, since the modules evaluate them late.
    text = re.sub(r"(: |-> )'([^']*)'", r"\1\2", f"{name}{inspect.signature(item)}")
    if len(text) > _WIDTH:
        head, _, rest = text.partition("(")
        inside, _, tail = rest.rpartition(")")
        text = f"{head}(\n    {re.sub(_COMMA, ',' + chr(10) + '    ', inside)},\n){tail}"
    return ["```python", text, "```"]


def _written(doc: str) -> str:
    """A docstring as Markdown: double back-quotes are code, a double colon begins a block, sections are bold."""
    text = re.sub(r":(?:class|func|data|mod|attr):`~?([^`]+)`", r"`\1`", doc.replace("``", "`"))
    text = re.sub(r"^(Args|Returns|Raises):$", r"**\1**\n", text, flags=re.MULTILINE)
    text = re.sub(r"^ {4}(\w+): ", r"- `\1`: ", text, flags=re.MULTILINE)
    return re.sub(r"::\n", ":\n", re.sub(r"^::\n", "", text, flags=re.MULTILINE))
