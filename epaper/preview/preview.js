// States and patches from the server -> the page shown. Zoom and place are kept: what did not change is not touched.

import { OVERLAYS, make, sketch, trouble } from "/overlays.js";
import { badFaces, forgetPictures, paint, supplied } from "/paper.js";
import { describeBox, html, listFaults, tableOfFits } from "/panels.js";

const $ = (id) => document.getElementById(id);
const view = { number: 1, spread: false, zoom: 0, shown: new Set(), box: "", window: Math.random().toString(36).slice(2), told: "1" };
const drawn = new Map(); // a zone's name -> its drawing
let state = { version: 0, stale: false, faults: [], notes: [], pages: [] };

function pagesInView() {
  const at = state.pages.findIndex((page) => page.number === view.number);
  if (at < 0) return state.pages.slice(0, 1);
  if (!view.spread) return [state.pages[at]];
  const left = state.pages[at].number % 2 === 0 ? at : at - 1; // even pages are on the left hand
  return [left, left + 1].filter((each) => each >= 0).map((each) => state.pages[each]).filter(Boolean);
}

async function fetchMissing(pages) {
  for (const page of pages) {
    if (page.zones.every((name) => drawn.has(name))) continue;
    const answer = await fetch(`/drawings/${page.number}`, { cache: "no-store" });
    if (answer.ok) keep(await answer.json());
  }
}

function keep(drawings) {
  for (const [name, drawing] of Object.entries(drawings)) drawn.set(name, drawing);
}

const zonesOf = (page) => page.zones.filter((name) => drawn.has(name)).map((name) => [name, drawn.get(name)]);

function forget() {
  const wanted = new Set(state.pages.flatMap((page) => page.zones));
  for (const name of drawn.keys()) if (!wanted.has(name)) drawn.delete(name);
  forgetPictures([...drawn.values()]);
}

function sheetOf(page) {
  const [width, height] = page.size;
  const id = `sheet-${page.number}`;
  let sheet = $(id);
  if (!sheet) {
    const canvas = html("canvas", { role: "img", class: "paper" });
    sheet = html("div", { id, class: "sheet" }, canvas, make("svg", { class: "over", "aria-hidden": "true" }));
  }
  const [paper, over] = sheet.children;
  paper.setAttribute("aria-label", `Page ${page.label}`);
  over.setAttribute("viewBox", `0 0 ${width} ${height}`);
  over.replaceChildren(...overlaysOf(page));
  return sheet;
}

function overlaysOf(page) {
  const layers = Object.entries(OVERLAYS)
    .filter(([name]) => view.shown.has(name))
    .map(([name, overlay]) => make("g", { "data-overlay": name }, ...overlay.draw(page)));
  const hits = page.boxes.map((each) => {
    const [x, y, width, height] = each.rect;
    const chosen = view.box === each.name && page.number === view.number;
    const hit = make("rect", { x, y, width, height, class: chosen ? "hit chosen" : "hit" });
    hit.append(make("title", {}, `${each.name}  ${each.where}`));
    hit.addEventListener("click", () => choose(page.number, each.name));
    hit.addEventListener("mouseenter", () => view.box || $("box").replaceChildren(...describeBox(each)));
    hit.addEventListener("mouseleave", () => view.box || $("box").replaceChildren());
    return hit;
  });
  return [...hits, ...layers.map((layer) => (layer.setAttribute("pointer-events", "none"), layer))];
}

// CSS pixels a millipoint, such that the pages in view fit unless they are zoomed.
function scaleOf(page, count) {
  if (view.zoom) return view.zoom;
  const room = [$("stage").clientWidth - 40, $("stage").clientHeight - 36];
  return Math.min(room[0] / (page.size[0] * count), room[1] / page.size[1]);
}

function sized() {
  const pages = pagesInView();
  for (const page of pages) {
    const sheet = $(`sheet-${page.number}`);
    if (!sheet) continue;
    const scale = scaleOf(page, pages.length);
    const [width, height] = page.size.map((each) => each * scale);
    [sheet.style.width, sheet.style.height] = [`${width}px`, `${height}px`];
    sheet.dataset.scale = scale;
  }
  painted();
}

function painted() {
  for (const page of pagesInView()) {
    const sheet = $(`sheet-${page.number}`);
    if (sheet) paint(sheet, $("stage"), zonesOf(page), page.size, Number(sheet.dataset.scale));
  }
}

async function show() {
  const pages = pagesInView();
  looking(pages.map((page) => page.number));
  await fetchMissing(pages);
  await supplied(pages.flatMap(zonesOf).map(([, drawing]) => drawing));
  performance.mark("supplied");
  const stage = $("stage");
  const sheets = pages.map(sheetOf);
  if (sheets.length !== stage.children.length || sheets.some((sheet, at) => sheet !== stage.children[at])) {
    stage.replaceChildren(...sheets);
  }
  stage.classList.toggle("stale", state.stale);
  stage.classList.toggle("spread", view.spread);
  sized();
  panels(pages);
  performance.mark("painted");
  stage.dataset.version = state.version;
}

// Tells the server what is looked at: these drawings come with every change.
function looking(numbers) {
  if (String(numbers) === view.told) return;
  view.told = String(numbers);
  fetch(`/look?window=${view.window}&pages=${numbers}`, { cache: "no-store" });
}

function panels(pages) {
  $("where").textContent = pages.map((page) => `${page.label} ${page.section}`.trim()).join(" – ") || "no page";
  $("faults").hidden = !state.faults.length;
  $("faults").replaceChildren(...(state.faults.length ? listFaults(state.faults, state.pages.length) : []));
  $("state").textContent = state.stale ? "faults" : badFaces().length ? "this browser cannot show a font of the page" : summary();
  const strip = state.pages.map(stripButton);
  if (strip.length !== $("strip").children.length || strip.some((each, at) => each !== $("strip").children[at])) {
    $("strip").replaceChildren(...strip);
  }
  const page = state.pages.find((each) => each.number === view.number);
  $("boxes").replaceChildren(...(page?.boxes ?? []).map(boxButton));
  const box = page?.boxes.find((each) => each.name === view.box);
  $("box").replaceChildren(...(box ? describeBox(box) : []));
  $("report-panel").hidden = $("report").getAttribute("aria-pressed") !== "true";
  if (!$("report-panel").hidden) $("report-panel").replaceChildren(...tableOfFits(state));
}

function summary() {
  const boxes = state.pages.flatMap((page) => page.boxes);
  const counts = { over: 0, under: 0 };
  for (const each of boxes) if (trouble(each)) counts[trouble(each)] += 1;
  const words = Object.entries(counts).filter(([, count]) => count).map(([name, count]) => `${count} ${name}`);
  const spare = state.notes.filter((note) => note.code === "story-unplaced").length;
  const left = spare ? `; ${spare} ${spare > 1 ? "stories" : "story"} without a box` : "";
  return (words.length ? `boxes: ${words.join(", ")}` : "all boxes fit") + left;
}

// A page's button is made once for each of its states: most pages stand, and a strip has thousands of zones to draw.
const buttons = new WeakMap();

function stripButton(page) {
  let button = buttons.get(page);
  if (!button) {
    const bad = page.boxes.some(trouble);
    const label = html("span", bad ? { class: "bad" } : {}, bad ? `${page.label} !` : page.label);
    button = html("button", { "aria-label": `Page ${page.label}${bad ? ", does not fit" : ""}` }, sketch(page), label);
    button.addEventListener("click", () => turn(page.number));
    buttons.set(page, button);
  }
  if (page.number === view.number) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
  return button;
}

function boxButton(each) {
  const button = html("button", { "aria-pressed": String(each.name === view.box) }, each.name);
  button.addEventListener("click", () => choose(view.number, each.name));
  return button;
}

function choose(number, name) {
  view.box = view.box === name && view.number === number ? "" : name;
  view.number = number;
  show();
}

function turn(number) {
  view.number = number;
  view.box = "";
  show();
}

function step(by) {
  const at = state.pages.findIndex((page) => page.number === view.number);
  const to = state.pages[Math.min(Math.max(0, at + by * (view.spread ? 2 : 1)), state.pages.length - 1)];
  if (to) turn(to.number);
}

function zoom(factor) {
  const pages = pagesInView();
  const [page] = pages;
  if (!page) return;
  const scale = scaleOf(page, pages.length); // the sheet may be on its way
  const stage = $("stage");
  const middle = [stage.scrollLeft + stage.clientWidth / 2, stage.scrollTop + stage.clientHeight / 2];
  view.zoom = factor ? Math.min(Math.max(scale * factor, 0.0001), 0.02) : 0;
  sized();
  const grown = scaleOf(page, pages.length) / scale;
  stage.scrollTo(middle[0] * grown - stage.clientWidth / 2, middle[1] * grown - stage.clientHeight / 2);
}

function toggle(button, change) {
  button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  change(button.getAttribute("aria-pressed") === "true");
  show();
}

function theme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
  document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
}

function furnish() {
  for (const [name, overlay] of Object.entries(OVERLAYS)) {
    const title = `${overlay.about} (${overlay.key.toUpperCase()})`;
    const button = html("button", { id: `overlay-${name}`, "aria-pressed": "false", title, "aria-keyshortcuts": overlay.key }, overlay.title);
    button.addEventListener("click", () => toggle(button, (on) => view.shown[on ? "add" : "delete"](name)));
    $("overlays").append(button);
  }
  $("before").addEventListener("click", () => step(-1));
  $("after").addEventListener("click", () => step(1));
  $("smaller").addEventListener("click", () => zoom(0.8));
  $("larger").addEventListener("click", () => zoom(1.25));
  $("fit").addEventListener("click", () => zoom(0));
  $("spread").addEventListener("click", () => toggle($("spread"), (on) => (view.spread = on)));
  $("report").addEventListener("click", () => toggle($("report"), () => {}));
  $("theme").addEventListener("click", theme);
  addEventListener("resize", sized);
  $("stage").addEventListener("scroll", painted);
  addEventListener("keydown", pressed);
}

const KEYS = {
  ArrowRight: () => step(1), ArrowLeft: () => step(-1), PageDown: () => step(1), PageUp: () => step(-1),
  Home: () => state.pages.length && turn(state.pages[0].number), End: () => state.pages.length && turn(state.pages.at(-1).number),
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => zoom(0),
  s: () => $("spread").click(), r: () => $("report").click(), d: theme, Escape: () => choose(view.number, view.box),
  ...Object.fromEntries(Object.entries(OVERLAYS).map(([name, overlay]) => [overlay.key, () => $(`overlay-${name}`).click()])),
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

// A patch tells pages that stand by their numbers, and is of use only to who has the version before it.
async function take(next) {
  if (next.version <= state.version) return;
  const whole = next.pages.every((page) => typeof page === "object");
  if (!whole && next.version !== state.version + 1) return catchUp();
  keep(next.drawings);
  const before = new Map(state.pages.map((page) => [page.number, page]));
  state = { ...next, pages: next.pages.map((page) => (typeof page === "object" ? page : before.get(page))) };
  if (!state.pages.some((page) => page.number === view.number) && state.pages.length) view.number = state.pages[0].number;
  await show();
  forget();
}

async function catchUp() {
  state = { ...state, version: 0 }; // whatever version the server is at: it may be another one
  await take(await (await fetch("/state", { cache: "no-store" })).json());
}

async function begin() {
  furnish();
  const events = new EventSource(`/events?window=${view.window}&pages=${view.number}`);
  let queue = Promise.resolve();
  const after = (work) => (queue = queue.then(work, work));
  events.onopen = () => after(catchUp);
  events.onmessage = (event) => {
    performance.mark("heard");
    after(() => take(JSON.parse(event.data)));
  };
  events.onerror = () => ($("state").textContent = "the preview has ended");
}

begin();
