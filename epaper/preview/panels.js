// What is known of boxes, fits and faults -> the panels beside and under the page.

import { fitWords } from "/overlays.js";

export function html(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function pairs(rows) {
  return html("dl", {}, ...rows.flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, value)]));
}

function fitRows(fit) {
  return [
    ["story", fit.slug],
    ["lines", fitWords(fit)],
    ...(fit.over ? [["lost", `${fit.overWords} words, ${fit.overMm} mm, from “${fit.lost}”`]] : []),
    ...(fit.done.length ? [["done", fit.done.join(", ")]] : []),
    ...(fit.others.length ? [["or else", fit.others.join("; ")]] : []),
  ];
}

export function describeBox(box) {
  return [
    html("h2", {}, `${box.name}: ${box.kind}`),
    html("code", {}, box.where),
    pairs(box.facts),
    ...box.fits.map((fit) => pairs(fitRows(fit))),
    ...box.styles.map((style, at) => {
      const summary = html("summary", {}, `style ${style.name}`);
      return html("details", at ? {} : { open: "" }, summary, pairs(Object.entries(style.values)));
    }),
  ];
}

export function listFaults(faults, pages) {
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  const title = html("h2", {}, `${count}${pages ? ": the last good pages are shown" : ""}`);
  return [title, ...faults.flatMap((fault) => [html("p", {}, fault.text), html("pre", {}, fault.line)])];
}

const COLUMNS = ["Page", "Box", "Story", "Lines", "Done", "Or else", "Layout"];

export function tableOfFits(state) {
  const fits = state.pages.flatMap((page) => page.fits);
  const cells = (fit) => [fit.page, fit.box, fit.slug, fitWords(fit), fit.done.join(", "), fit.others.join("; "), fit.where];
  const row = (fit) =>
    html("tr", fit.over || fit.under ? { class: "bad" } : {}, ...cells(fit).map((each) => html("td", {}, String(each))));
  const head = html("thead", {}, html("tr", {}, ...COLUMNS.map((name) => html("th", { scope: "col" }, name))));
  const notes = state.notes.map((note) => html("li", {}, note.text));
  return [
    html("h2", {}, "Fit report"),
    html("table", {}, head, html("tbody", {}, ...fits.map(row))),
    ...(notes.length ? [html("h2", {}, "Notes"), html("ul", {}, ...notes)] : []),
  ];
}
