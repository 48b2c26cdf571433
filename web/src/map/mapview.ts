/** The map: Leaflet with our layers on it, kept in step with the store. */

import * as L from "leaflet";
import type { BriefIndex } from "../brief";
import { isArea } from "../brief";
import { button, h, s } from "../dom";
import type { MapView as Position } from "../hash";
import { t, tn } from "../i18n";
import type { Store } from "../state";
import type { PlaceEntry, Visible } from "../visible";
import { ArcLayer } from "./arcs";
import { AreaLayer } from "./areas";
import type { Box, PackedMarks, View } from "../data";
import { drawBasemap, hasDisputed, prepareStage, type Stage } from "./basemap";
import { allBounds, boundsOf, isSeen } from "./extent";
import { LabelLayer } from "./labels";
import { drawLegend } from "./legend";
import { isWorld, locator } from "./locator";
import { MarkLayer } from "./marks";
import { middleOf } from "./turn";
import { drawPreview, readMarks } from "./preview";

/** As close as the ground is true: there its lines are off by a few pixels. Tiles of somebody else's go further. */
const MAX_ZOOM = 10.5;
const MAX_ZOOM_OF_TILES = 16;
export const MIN_ZOOM = 1;

/** Pixels that a chosen pin keeps from the edge of the map. */
const EDGE = 90;

/** Zoom to which a chosen point is brought at least, so that its surroundings can be read. */
const CLOSE_ENOUGH = 5;

/** A map without a view: whoever calls sets one as soon as the page around it has its shape. */
export function createMap(container: HTMLElement): L.Map {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return L.map(container, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.25,
    zoomDelta: 0.75,
    wheelPxPerZoomLevel: 90,
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM_OF_TILES,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
    maxBoundsViscosity: 0.9,
  });
}

/** Width in pixels from which the map has room for an open legend beside the story. */
const WIDE = 820;
const LEGEND_ROOM = 250;

/** Pixels of the buttons above the legend, with the gaps around both. */
const ABOVE_LEGEND = 190;

/** Pixels of a row, and the share of the map's height that a legend may take to stand open from the start. */
const LEGEND_ROW = 22;
const LEGEND_SHARE = 0.62;

function padded(place: HTMLElement): { paddingTopLeft: L.PointTuple; paddingBottomRight: L.PointTuple } {
  const side = Math.min(48, place.clientWidth * 0.08);
  return { paddingTopLeft: [side, side], paddingBottomRight: [place.clientWidth >= WIDE ? LEGEND_ROOM : side, side] };
}

const ICONS = {
  "zoom-in": "M8 3v10M3 8h10",
  "zoom-out": "M3 8h10",
  story: "M2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5M8 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3",
  world: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M1.5 8h13M8 1.5c4 4 4 9 0 13M8 1.5c-4 4-4 9 0 13",
} as const;

function iconButton(icon: keyof typeof ICONS, label: string, act: () => void): HTMLButtonElement {
  const made = button("", act, { "aria-label": label, title: label });
  const picture = s("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" });
  picture.append(s("path", { d: ICONS[icon], class: "sign-line" }));
  made.append(picture);
  return made;
}

/** The layers of a brief, made when it has been unpacked. */
interface Layers {
  index: BriefIndex;
  everything: PlaceEntry[];
  areas: AreaLayer;
  arcs: ArcLayer;
  labels: LabelLayer;
}

export class MapPane {
  private readonly stage: Stage;
  private readonly marks: MarkLayer;
  private readonly ground: ReturnType<typeof drawBasemap>;
  private endPreview: () => void = () => undefined;
  private layers: Layers | null = null;
  private readonly outside = button("", () => this.showAll(), { class: "outside" });
  readonly legendList = h("ul", { class: "legend-list" });
  private readonly legend = h("details", { class: "legend" });
  private wasWide = true;
  private wasWorld = false;
  private furnished = false;
  private visible: Visible | null = null;
  /** Where the reader was before a card moved the map, and where it moved to. */
  private left: Position | null = null;
  private jumped: Position | null = null;

  /** The map with its ground, at its first view; {@link begin} puts a brief on it. */
  constructor(
    readonly map: L.Map,
    private readonly view: View,
    private readonly store: Store,
    position: Position | null,
  ) {
    this.outside.style.visibility = "hidden";
    const middle = middleOf(view);
    if (!view.tiles) map.setMaxZoom(MAX_ZOOM);
    map.setMaxBounds([
      [-85, middle - 215],
      [85, middle + 215],
    ]);
    // The view first: whatever is drawn before would be drawn twice.
    if (position) this.go(position);
    else this.home(false);
    this.stage = prepareStage(map);
    if (view.tiles) {
      const tiles = L.tileLayer(view.tiles.url, { attribution: view.tiles.attribution, maxZoom: MAX_ZOOM_OF_TILES });
      // Leaflet's own remedy against seams between tiles, which its style sheet no longer carries here (web/build.mjs).
      tiles.on("tileloadstart", ({ tile }) => {
        tile.style.mixBlendMode = "plus-lighter";
      });
      tiles.addTo(map);
    }
    this.ground = drawBasemap(this.stage, view);
    this.marks = new MarkLayer(map, view, store);
  }

  /** Show the points of a brief that has yet to be unpacked. */
  preview(marks: PackedMarks): void {
    this.endPreview = drawPreview(this.map, this.view, readMarks(marks, this.view));
  }

  /** Put a brief on the map: its areas, movements and points. What stands around them comes with {@link furnish}. */
  begin(index: BriefIndex, everything: PlaceEntry[], onGroup: (entries: PlaceEntry[]) => void): void {
    const { map, store, stage, marks } = this;
    // Before the names, which keep clear of what it says.
    map.on("moveend", () => this.countOutside());
    const arcs = new ArcLayer(stage, index, store);
    this.layers = {
      index,
      everything,
      areas: new AreaLayer(stage, store, this.ground.shapes),
      arcs,
      labels: new LabelLayer(map, store, marks, index.view, this.ground.shapes, () => arcs.taken()),
    };
    marks.onGroup = onGroup;
    this.endPreview();
    map.on("click", () => store.select(null));
    map.on("moveend", () => store.moved());
    map.on("dragstart", () => store.hold(true));
    map.on("dragend", () => store.hold(false));
    store.subscribe((change) => {
      if (change !== "filters" && change !== "view") this.highlight();
    });
  }

  /** From now on the ground has its water. */
  furnishGround(): void {
    this.ground.furnish();
  }

  /** Add the buttons, the scale, the legend and the locator. */
  furnish(): void {
    const { map } = this;
    this.corner(
      "topright",
      "map-buttons",
      iconButton("zoom-in", t("action.zoomIn"), () => map.zoomIn()),
      iconButton("zoom-out", t("action.zoomOut"), () => map.zoomOut()),
      iconButton("story", t("action.home"), () => this.home()),
      iconButton("world", t("action.world"), () => this.showAll()),
    );
    L.control.scale({ position: "bottomleft", maxWidth: 120 }).addTo(map);
    this.legend.append(h("summary", {}, t("legend.title")), this.legendList);
    this.corner("bottomright", "legend-box", this.legend);
    map.on("resize", () => this.foldLegend());
    this.roomForLegend();
    this.corner("topleft", "locator-box", locator(map, [...this.ground.shapes.countries.values()].flat()));
    this.corner("topleft", "outside-box", this.outside);
    this.corner("topleft", "north-arrow", h("span", {}, "▲"), h("span", {}, t("north")));
  }

  /** The legend stands below the buttons and scrolls rather than cover them. */
  private roomForLegend(): number {
    const room = Math.max(60, this.map.getContainer().clientHeight - ABOVE_LEGEND);
    this.legend.style.maxHeight = `${room}px`;
    return room;
  }

  /** Whether all of the legend can be seen without hiding half of the map. */
  private hasRoom(): boolean {
    const box = this.map.getContainer();
    const needed = 40 + this.legendList.children.length * LEGEND_ROW;
    return box.clientWidth >= WIDE && needed <= Math.min(this.roomForLegend(), box.clientHeight * LEGEND_SHARE);
  }

  /** On a map that has become narrow the legend would cover the story; a reader's own choice stays. */
  private foldLegend(): void {
    const wide = this.hasRoom();
    if (wide !== this.wasWide) this.legend.open = wide;
    this.wasWide = wide;
  }

  private corner(position: L.ControlPosition, className: string, ...children: Element[]): void {
    const control = new L.Control({ position });
    control.onAdd = () => {
      const box = h("div", { class: className }, ...children);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    };
    control.addTo(this.map);
  }

  update(visible: Visible): void {
    const { layers } = this;
    if (!layers) return;
    this.visible = visible;
    layers.areas.update(visible);
    layers.arcs.update(visible);
    this.marks.update(visible);
  }

  /** What is said about the marks: legend, names, and what lies outside. */
  annotate(visible: Visible): void {
    const { layers } = this;
    if (!layers) return;
    drawLegend(this.legendList, layers.index, visible, {
      movements: layers.arcs.count,
      rings: layers.arcs.rings,
      disputed: hasDisputed(this.view),
      towns: this.view.towns.length > 0,
    });
    if (!this.furnished) {
      this.furnished = true;
      this.legend.open = this.wasWide = this.hasRoom();
    }
    this.countOutside();
    // After the controls: names keep clear of them, whatever their size.
    layers.labels.update(visible);
    this.highlight();
  }

  /** Say how many places where something happens lie outside the view: what is not seen must not be missed. */
  private countOutside(): void {
    const view = this.map.getBounds();
    let out = 0;
    for (const entry of this.visible?.places.values() ?? []) if (entry.presence === "scene" && !isSeen(entry, view)) out += 1;
    const words = out === 0 ? "" : tn("map.outside", out);
    const wide = isWorld(this.map);
    if (wide !== this.wasWorld) {
      // The locator goes, and what stands below it moves up.
      this.map.getContainer().classList.toggle("is-world", wide);
      this.layers?.labels.forgetControls();
    }
    this.wasWorld = wide;
    if (words === this.outside.textContent) return;
    // Out of sight and not gone: names keep clear of where it stands, and nothing need be measured again.
    this.outside.style.visibility = out === 0 ? "hidden" : "";
    this.outside.textContent = words;
  }

  /** The view of the story, without any movement: used when the page opens and for print. */
  home(animate = true): void {
    this.frame(this.view.story, animate);
  }

  /** Show a part of the world, clear of the legend. */
  frame({ west, south, east, north }: Box, animate: boolean): void {
    const bounds = L.latLngBounds([south, west], [north, east]);
    this.map.fitBounds(bounds, { ...padded(this.map.getContainer()), maxZoom: 8, animate });
  }

  showAll(): void {
    const bounds = allBounds(this.layers?.everything ?? []);
    if (bounds) this.map.fitBounds(bounds, { ...padded(this.map.getContainer()), maxZoom: 8 });
  }

  go(position: Position): void {
    this.map.setView([position.lat, position.lon], position.zoom, { animate: false });
  }

  position(): Position {
    const centre = this.map.getCenter();
    return { zoom: this.map.getZoom(), lat: centre.lat, lon: centre.lng };
  }

  /** Bring a place into view, moving no more than needed; `covered` pixels at the bottom are under the card. */
  reveal(id: string, covered = 0): void {
    const entry = this.visible?.places.get(id) ?? this.layers?.everything.find((other) => other.place.id === id);
    if (!entry) return;
    if (isArea(entry.place)) {
      const bounds = boundsOf(entry);
      if (!this.map.getBounds().intersects(bounds)) {
        this.leave();
        this.map.fitBounds(bounds, { maxZoom: CLOSE_ENOUGH, padding: [60, 60], animate: false });
        this.jumped = this.position();
      }
      return;
    }
    const point = L.latLng(entry.place.lat, entry.place.lon);
    if (!this.map.getBounds().contains(point)) {
      this.leave();
      this.map.setView(point, Math.max(this.map.getZoom(), CLOSE_ENOUGH), { animate: false });
    }
    if (this.left) this.jumped = this.position();
    const edge = Math.min(EDGE, this.map.getSize().x / 6);
    this.map.panInside(point, { paddingTopLeft: [edge, edge], paddingBottomRight: [edge, edge + covered] });
  }

  /** Keep where the reader was before a card of a far place took them away. */
  private leave(): void {
    this.left ??= this.position();
  }

  /** Go back to where the reader was, unless they have gone elsewhere since. */
  goBack(): void {
    const { left, jumped } = this;
    this.left = this.jumped = null;
    if (!left || !jumped) return;
    const here = this.position();
    const isSame = here.zoom === jumped.zoom && Math.abs(here.lat - jumped.lat) < 8 && Math.abs(here.lon - jumped.lon) < 12;
    if (isSame) this.go(left);
  }

  /** Draw what waits for the next picture: paper does not. */
  settle(): void {
    this.layers?.labels.settle();
  }

  companions(id: string): PlaceEntry[] {
    return this.marks.companions(id);
  }

  private placesOf(kind: string, id: string): string[] {
    if (kind === "place") return [id];
    if (kind === "event") return this.layers?.index.events.get(id)?.where.map((where) => where.place) ?? [];
    const mentions = this.layers?.index.mentionsIn.get(id) ?? [];
    return mentions.flatMap((mention) => (mention.place === null ? [] : [mention.place]));
  }

  private highlight(): void {
    const { layers } = this;
    if (!layers) return;
    const ids = new Set<string>(this.store.step?.places);
    for (const chosen of [this.store.selection, this.store.hover]) {
      if (chosen) for (const id of this.placesOf(chosen.kind, chosen.id)) ids.add(id);
    }
    for (const layer of [layers.areas, this.marks, layers.labels, layers.arcs]) layer.highlight(ids);
  }
}
