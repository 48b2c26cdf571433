"""Brief → a snippet for a web page: the frame that shows the map, and what makes it as high as it needs to be.

The map is expected beside the snippet's own name: ``story.embed.html`` shows ``story.html``.
"""

from __future__ import annotations

import html
from pathlib import Path
from urllib.parse import quote

from geobrief.brief import Brief
from geobrief.export.drawing import alternative_text, find_entries
from geobrief.export.drawing.elements import one_line
from geobrief.export.messages import words
from geobrief.export.options import ExportOptions

_SNIPPET = """\
<!-- {title} -->
<iframe src="{address}#embed" title="{alt}" loading="lazy" width="100%" height="600" style="border:0"
  sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" data-geobrief></iframe>
<script>
addEventListener("message", function (event) {{
  var frames = document.querySelectorAll("iframe[data-geobrief]");
  for (var i = 0; i < frames.length; i++) {{
    var height = event.data && Number(event.data.height);
    if (frames[i].contentWindow === event.source && height > 0 && height < 5000) frames[i].height = height;
  }}
}});
</script>
"""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the snippet."""
    alt = alternative_text(brief, find_entries(brief), words(options.language))
    address = quote(path.name[: -len(".embed.html")] + ".html")
    title = html.escape(one_line(brief.title)).replace("--", "–")
    path.write_text(_SNIPPET.format(title=title, address=address, alt=html.escape(alt)), encoding="utf-8", newline="\n")
