// A page's facts -> SVG that is laid over it. Each overlay is a function of the page alone.

const SVG = "http://www.w3.org/2000/svg";

export function make(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const box = ([x, y, width, height], cls) => make("rect", { x, y, width, height, class: cls });

export const trouble = (each) => (each.over ? "over" : each.under ? "under" : "");

export function fitWords(each) {
  if (!each.capacity && !each.lines) return "";
  const words = `${each.lines} of ${each.capacity} lines`;
  if (each.over) return `${words}, ${each.over} over`;
  return each.under ? `${words}, ${each.under} empty` : words;
}

// The tag stands on the box: inside, it would hide the headline.
function tagged(each, words, cls) {
  const [x, y] = each.rect;
  const width = 5200 * words.length + 7000;
  return [box([x, y - 12500, width, 12500], `tagback ${cls}`), make("text", { x: x + 3500, y: y - 2900, class: "tag" }, words)];
}

export const OVERLAYS = {
  columns: {
    key: "c",
    title: "Columns",
    about: "Columns and gutters",
    draw: (page) => page.columns.map(([x, width]) => box([x, 0, width, page.size[1]], "grid-column")),
  },
  baselines: {
    key: "b",
    title: "Baselines",
    about: "The baseline grid",
    draw: (page) =>
      Array.from({ length: page.lines }, (_, line) => {
        const y = page.first + line * page.leading;
        return make("line", { x1: 0, x2: page.size[0], y1: y, y2: y, class: "grid-line" });
      }),
  },
  boxes: {
    key: "n",
    title: "Boxes",
    about: "Edges and names of boxes",
    draw: (page) => page.boxes.flatMap((each) => [box(each.rect, "edge"), ...tagged(each, each.name, "")]),
  },
  fit: {
    key: "f",
    title: "Fit",
    about: "Capacity and fit of each box",
    draw: (page) =>
      page.boxes
        .filter((each) => each.capacity || each.lines)
        .flatMap((each) => [
          box(each.rect, `edge ${trouble(each)}`),
          ...tagged(each, `${each.name} ${fitWords(each)}`, trouble(each)),
        ]),
  },
  tightness: {
    key: "t",
    title: "Tightness",
    about: "Loose lines amber, gaping red, tight blue; hyphens in a row purple",
    draw: (page) => page.tightness.map(([x, y, width, height, cls]) => box([x, y, width, height], cls)),
  },
  order: {
    key: "o",
    title: "Order",
    about: "Reading order",
    draw: (page) => [
      make("polyline", { class: "way", points: page.order.map((at) => at.join(",")).join(" ") }),
      ...page.order.flatMap(([x, y], step) => [
        make("circle", { class: "stop", cx: x, cy: y, r: 6500 }),
        make("text", { class: "step", x, y: y + 2500 }, String(step + 1)),
      ]),
    ],
  },
};

const SKETCHED = { picture: "picture", headline: "head", nameplate: "head", deck: "head", advert: "picture" };

export function sketch(page) {
  const [width, height] = page.size;
  const parts = page.sketch.map(([role, ...rect]) => box(rect, SKETCHED[role] ?? "type"));
  return make("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, ...parts);
}
