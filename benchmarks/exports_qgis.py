"""A GeoPackage as QGIS itself shows it: ``python3 benchmarks/exports_qgis.py brief.gpkg picture.png [W,S,E,N]``.

Needs the Python of a machine with QGIS (on Debian: ``apt install python3-qgis qgis-providers``, then ``/usr/bin/python3``).
Opens each layer as QGIS's own browser does, takes the default style out of the file, says what became of it, and paints
the map without a screen. Exits 1 where a layer cannot be read or its style is not taken.
"""

from __future__ import annotations

import os
import sys

LAYERS = (
    ("places", "|geometrytype=Point"),
    ("events", "|geometrytype=Point"),
    ("mentions", "|geometrytype=Point"),
    ("movements", ""),
    ("areas", ""),
)
"""From the top of the picture to its ground; layers of two sorts of geometry are opened for their points."""

SIZE = 700, 520


def main(path: str, picture: str, extent: str = "") -> int:
    """Open, say and paint."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import (  # noqa: PLC0415  # there is no QGIS where the linters run
        Qgis,
        QgsApplication,
        QgsMapRendererParallelJob,
        QgsMapSettings,
        QgsRectangle,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtCore import QSize  # noqa: PLC0415
    from qgis.PyQt.QtGui import QColor  # noqa: PLC0415

    program = QgsApplication([], False)
    program.initQgis()
    print(f"QGIS {Qgis.QGIS_VERSION}")
    drawn, failed = [], 0
    for name, part in LAYERS:
        layer = QgsVectorLayer(f"{path}|layername={name}{part}", name, "ogr")
        _, styled = layer.loadDefaultStyle()
        fit = layer.isValid() and styled and layer.renderer() is not None
        failed += not fit
        renderer = layer.renderer().type() if layer.renderer() else "none"
        said = "" if fit else "  NOT TAKEN"
        print(f"{name:10} {layer.featureCount():6}  {layer.crs().authid():9}  {renderer}{said}")
        if layer.isValid():
            drawn.append(layer)
    settings = QgsMapSettings()
    settings.setLayers(drawn)
    settings.setBackgroundColor(QColor(255, 255, 255))
    settings.setOutputSize(QSize(*SIZE))
    view = drawn[0].extent()
    view.grow(max(view.width(), view.height(), 1.0) * 0.15)
    if extent:
        view = QgsRectangle(*(float(part) for part in extent.split(",")))
    settings.setExtent(view)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(picture)
    # QGIS falls over layers that outlive it.
    del job, settings, layer, renderer
    drawn.clear()
    program.exitQgis()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
