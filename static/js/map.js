/* The map beside a list: points, legs and the outline of the département.
   The list says everything by itself; this file only ties the two together. */

const read = (id) => {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : [];
};

const listItem = (id) => document.querySelector(`[data-point="${CSS.escape(String(id))}"]`);

function titled(point) {
  const line = document.createElement("p");
  if (point.url) {
    const link = document.createElement("a");
    link.href = point.url;
    link.textContent = point.label;
    line.append(link);
  } else {
    line.textContent = point.label;
  }
  return line;
}

function popup(point) {
  const box = document.createElement("div");
  box.append(titled(point));
  if (point.detail) {
    const detail = document.createElement("p");
    detail.textContent = point.detail;
    box.append(detail);
  }
  if (point.place) box.append(titled(point.place));
  return box;
}

/* Things at one place, that no zoom can part: their names, and the list of all where it can be asked for. */
function popupOfGroup(group, label, source) {
  const box = popup({ label });
  box.append(...group.members.map(titled));
  if (group.more && group.commune && source.dataset.mapPlace) {
    const address = new URL(location.href);
    address.searchParams.delete("page");
    address.searchParams.delete("commune_typed");
    address.searchParams.set(source.dataset.mapPlace, group.commune);
    address.searchParams.set("radius_km", "1");
    box.append(titled({ label: "Voir toute la liste", url: address.href }));
  } else if (group.more) {
    const many = group.more > 1 ? `${group.more.toLocaleString("fr-FR")} autres` : "un autre";
    box.append(titled({ label: `et ${many} dans la liste` }));
  }
  return box;
}

/* Fingers tell two pins apart from this many pixels on. */
const REACH = 46;

/* Pins that would cover each other stand as one group; what a trip starts from or stops at stays itself. */
function gather(map, features) {
  const groups = [];
  for (const feature of features) {
    const at = map.latLngToLayerPoint([feature.lat, feature.lon]);
    const alone = feature.kind && feature.kind !== "solution";
    const near = !alone && groups.find((group) => !group.alone && group.at.distanceTo(at) < REACH);
    if (near) near.members.push(feature);
    else groups.push({ at, alone, members: [feature] });
  }
  const shown = groups.map(({ members }) => (members.length === 1 ? members[0] : together(map, members)));
  // A group stands in the middle of its own, which may be near another.
  return shown.length < features.length ? gather(map, shown) : shown;
}

function together(map, features) {
  const bounds = L.latLngBounds([]);
  for (const { bounds: box, lat, lon } of features) {
    bounds.extend(
      box
        ? [
            [box[1], box[0]],
            [box[3], box[2]],
          ]
        : [lat, lon],
    );
  }
  const members = features.flatMap((feature) => (feature.count ? (feature.members ?? []) : [feature]));
  const count = features.reduce((total, feature) => total + (feature.count ?? 1), 0);
  const { lat, lng } = bounds.getCenter();
  const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const wide = map
    .latLngToLayerPoint(bounds.getNorthWest())
    .distanceTo(map.latLngToLayerPoint(bounds.getSouthEast()));
  const parted = wide * 2 ** (map.getMaxZoom() - map.getZoom()) > REACH;
  return { lat, lon: lng, count, bounds: sides, members, more: count - members.length, isOnePlace: !parted };
}

/* One stop of the keyboard for all the pins: the arrows go from one to the next. */
function rove(layers) {
  const elements = layers.map((layer) => layer.getElement()).filter(Boolean);
  elements.forEach((element, rank) => {
    element.tabIndex = rank ? -1 : 0;
    element.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const next = elements[(rank + step + elements.length) % elements.length];
      element.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  });
}

function drawAll(map, features, points, markers) {
  points.clearLayers();
  markers.clear();
  for (const feature of gather(map, features)) {
    points.addLayer(feature.count ? addGroup(map, feature, markers) : addPoint(map, feature, markers));
  }
  rove(points.getLayers());
}

function addPoint(map, point, markers) {
  const kind = point.kind ? ` pin--${point.kind}` : "";
  const icon = L.divIcon({ className: `pin${kind}`, html: "", iconSize: [32, 32] });
  const marker = L.marker([point.lat, point.lon], { icon, keyboard: true })
    .bindPopup(popup(point))
    .addTo(map);
  const element = marker.getElement();
  element.setAttribute("aria-label", point.label);
  // Of several places of one thing, the first answers for it.
  if (!markers.has(String(point.id))) markers.set(String(point.id), marker);

  const mark = (on) => () => listItem(point.id)?.classList.toggle("is-active", on);
  element.addEventListener("mouseenter", mark(true));
  element.addEventListener("mouseleave", mark(false));
  element.addEventListener("focus", mark(true));
  element.addEventListener("blur", mark(false));
  marker.on("click", () => listItem(point.id)?.scrollIntoView({ block: "nearest" }));
  return marker;
}

/* A group: a button that zooms in or, when no zoom can part them, says who they are. */
function addGroup(map, group, markers) {
  const source = document.querySelector("[data-map-things]");
  const many = group.count.toLocaleString("fr-FR");
  const label = `${many} ${source?.dataset.mapThings ?? "lieux"}${group.commune ? ` à ${group.detail}` : ""}`;
  const text = document.createElement("span");
  text.textContent = group.count.toLocaleString("fr-FR", {
    notation: group.count > 999 ? "compact" : "standard",
  });
  const icon = L.divIcon({ className: "pin-group", html: text, iconSize: [44, 44] });
  const marker = L.marker([group.lat, group.lon], { icon, keyboard: true }).addTo(map);
  const element = marker.getElement();
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", label);
  for (const member of group.members ?? []) {
    if (!markers.has(String(member.id))) markers.set(String(member.id), marker);
  }
  if (group.commune || group.isOnePlace) {
    marker.bindPopup(popupOfGroup(group, label, source));
  } else {
    const [west, south, east, north] = group.bounds;
    const zoomIn = () =>
      map.fitBounds(
        [
          [south, west],
          [north, east],
        ],
        { padding: [44, 44], animate: false },
      );
    marker.on("click", zoomIn);
    marker.on("keydown", (event) => {
      if (event.originalEvent.key !== "Enter" && event.originalEvent.key !== " ") return;
      event.originalEvent.preventDefault();
      zoomIn();
    });
  }
  return marker;
}

/* Frame what is given, clear of the edges and of the credits at the bottom. */
function fit(map, bounds) {
  const credits = map.getContainer().querySelector(".leaflet-control-attribution")?.offsetHeight ?? 0;
  const paddingBottomRight = [24, 24 + credits];
  map.fitBounds(bounds, { paddingTopLeft: [24, 24], paddingBottomRight, maxZoom: 12, animate: false });
}

/* Points and groups of each view, asked of the server; the last question asked is the one that counts. */
function followView(map, box, points, markers) {
  let asked = 0;
  let framing = false;

  const draw = (features) => {
    const focused = points.getLayers().some((layer) => layer.getElement() === document.activeElement);
    drawAll(map, features, points, markers);
    // The marker that was pressed is gone: the map keeps the keyboard.
    if (focused) map.getContainer().focus();
  };

  const load = async (whole) => {
    const source = document.querySelector("[data-map-url]");
    const url = new URL(source.dataset.mapUrl, location.href);
    if (!whole) {
      const view = map.getBounds();
      const west = Math.max(view.getWest(), -180);
      const east = Math.min(view.getEast(), 180);
      const sides = [
        west,
        Math.max(view.getSouth(), -90),
        Math.max(east, west),
        Math.min(view.getNorth(), 90),
      ];
      url.searchParams.set("bbox", sides.map((side) => side.toFixed(5)).join());
      url.searchParams.set("zoom", map.getZoom());
    }
    asked += 1;
    const mine = asked;
    try {
      const response = await fetch(url);
      if (!response.ok || mine !== asked) return;
      const answer = await response.json();
      if (mine !== asked) return;
      if (whole && answer.bounds) {
        const [west, south, east, north] = answer.bounds;
        framing = true;
        fit(map, [
          [south, west],
          [north, east],
        ]);
        framing = false;
      }
      draw(answer.features);
      box.dataset.loaded = "true";
    } catch {
      // The list stands without its map.
    }
  };
  map.on("moveend", () => framing || load(false));
  return load;
}

function tieList(markers) {
  // Listening on the document, so that a list replaced by htmx stays tied.
  const mark = (on) => (event) => {
    const item = event.target.closest?.("[data-point]");
    const marker = item && markers.get(item.dataset.point);
    if (!marker) return;
    marker.getElement().classList.toggle("is-active", on);
    marker.setZIndexOffset(on ? 1000 : 0);
  };
  document.addEventListener("mouseover", mark(true));
  document.addEventListener("mouseout", mark(false));
  document.addEventListener("focusin", mark(true));
  document.addEventListener("focusout", mark(false));
}

function leaveThePageItsGestures(map) {
  // The wheel and one finger scroll the page; the wheel zooms once the map has been chosen.
  map.scrollWheelZoom.disable();
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  if (L.Browser.mobile) map.dragging.disable();
}

function speakFrench(map) {
  map.removeControl(map.zoomControl);
  L.control.zoom({ zoomInTitle: "Agrandir la carte", zoomOutTitle: "Réduire la carte" }).addTo(map);
  map.on("popupopen", (event) => {
    event.popup
      .getElement()
      .querySelector(".leaflet-popup-close-button")
      ?.setAttribute("aria-label", "Fermer");
  });
}

/* Paper is narrower than most screens: the map takes its size there, and frames its points again. */
function printWhole(map, frame) {
  const resize = (printing) => () => {
    map.getContainer().classList.toggle("is-printing", printing);
    map.invalidateSize({ animate: false });
    frame();
  };
  window.addEventListener("beforeprint", resize(true));
  window.addEventListener("afterprint", resize(false));
}

async function drawOutline(map, url) {
  try {
    const response = await fetch(url);
    if (!response.ok) return null;
    const outline = await response.json();
    return L.geoJSON(outline, {
      className: "map-outline",
      interactive: false,
      attribution: outline.credit,
    }).addTo(map);
  } catch {
    return null; // The outline is a landmark: the points stand without it.
  }
}

window.addEventListener("map:init", async (event) => {
  const { map, id } = event.detail;
  const box = document.querySelector(`[data-map="${CSS.escape(id)}"]`);
  if (!box) return;
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", "Carte");
  speakFrench(map);
  leaveThePageItsGestures(map);

  const markers = new Map();
  const legs = L.featureGroup();
  const points = L.featureGroup().addTo(map);
  for (const leg of read("map-legs")) {
    const kind = leg.kind ? ` map-leg--${leg.kind}` : "";
    legs.addLayer(L.polyline(leg.points, { className: `map-leg${kind}`, interactive: false }).addTo(map));
  }
  const drawPoints = () => drawAll(map, read("map-points"), points, markers);
  const frame = (outline) => {
    const shown = L.featureGroup([legs, points].filter((group) => group.getLayers().length));
    const bounds = shown.getLayers().length ? shown.getBounds() : outline?.getBounds();
    if (bounds) fit(map, bounds);
  };
  tieList(markers);
  if (document.querySelector("[data-map-url]")) {
    const load = followView(map, box, points, markers);
    await Promise.all([load(true), drawOutline(map, box.dataset.outline)]);
    box.dataset.ready = "true";
    document.addEventListener("htmx:load", (loaded) => loaded.detail.elt.dataset.mapUrl && load(true));
    return;
  }
  drawPoints();

  const outline = await drawOutline(map, box.dataset.outline);
  frame(outline);
  printWhole(map, () => frame(outline));
  drawPoints();
  map.on("zoomend", () => {
    const held = points.getLayers().some((layer) => layer.getElement() === document.activeElement);
    drawPoints();
    if (held) map.getContainer().focus();
  });
  box.dataset.ready = "true";

  // The list beside the map was replaced, and the points with it.
  document.addEventListener("htmx:load", (loaded) => {
    if (loaded.detail.elt.id !== "map-data") return;
    drawPoints();
    frame(outline);
  });
});

/* Drawing a map holds a phone for half a second: it waits until somebody is there, or sees its place. */
const signs = ["pointermove", "pointerdown", "touchstart", "keydown", "scroll", "beforeprint"];
const near = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && start());

function start() {
  near.disconnect();
  for (const sign of signs) window.removeEventListener(sign, start);
  window.dispatchEvent(new Event("map:start"));
}

const place = document.querySelector("[data-map]");
if (place) {
  near.observe(place);
  for (const sign of signs) window.addEventListener(sign, start, { passive: true });
}
