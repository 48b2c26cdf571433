/** The brief on a map that is somebody else's: areas, movements, pins, names and the card; no list, no basemap. */

import * as L from "leaflet";
import { BriefIndex } from "./brief";
import type { Brief, View } from "./data";
import { h } from "./dom";
import { ArcLayer } from "./map/arcs";
import { AreaLayer } from "./map/areas";
import { prepareStage } from "./map/basemap";
import { LabelLayer } from "./map/labels";
import { MarkLayer } from "./map/marks";
import { Card, type CardContext } from "./panel/card";
import { noFilters, Store } from "./state";
import { findVisible, Sieve } from "./visible";

export function addLayer(map: L.Map, brief: Brief, view: View): void {
  const store = new Store();
  const index = new BriefIndex(brief, { ...view, towns: [] });
  const visible = findVisible(index, new Sieve(index), noFilters());
  const stage = prepareStage(map);
  const areas = new AreaLayer(stage, store, null);
  const arcs = new ArcLayer(stage, index, store);
  const marks = new MarkLayer(map, view, store);
  const labels = new LabelLayer(map, store, marks, index.view, null, () => arcs.taken());
  const context: CardContext = {
    index,
    store,
    entryOf: (id) => visible.places.get(id),
    companions: (id) => marks.companions(id),
    linkTo: () => location.href,
    reveal: () => undefined,
  };
  const card = new Card(context);
  marks.onGroup = (entries) => card.showGroup(entries);
  const control = new L.Control({ position: "topright" });
  control.onAdd = () => {
    const box = h("div", { class: "geobrief gb-layer", lang: view.language }, card.element);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };
  control.addTo(map);
  for (const layer of [areas, arcs, marks, labels]) layer.update(visible);
  store.subscribe((change) => {
    if (change === "selection") card.show(store.selection, true);
    const ids = new Set([store.selection, store.hover].flatMap((chosen) => (chosen?.kind === "place" ? [chosen.id] : [])));
    for (const layer of [areas, arcs, marks, labels]) layer.highlight(ids);
  });
}
