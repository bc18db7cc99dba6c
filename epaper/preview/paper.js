// Drawings -> pages on canvases, at the screen's own density. A canvas holds what can be seen of its page and some more;
// when zones change, only what they cover is drawn again.

const MARGIN = 300; // CSS pixels drawn beyond what can be seen, so that little scrolling needs no drawing
const faces = new Map(); // a face's name -> its FontFace, or "bad"
const pictures = new Map(); // an address -> its image
const scaled = new Map(); // an address, crop and size -> the canvas that has it
const papers = new WeakMap(); // a canvas -> what is drawn on it

export const badFaces = () => [...faces].filter(([, face]) => face === "bad").map(([name]) => name);

async function faceLoaded(name) {
  if (faces.has(name)) return;
  const face = new FontFace(name, `url(/font/${name})`);
  faces.set(name, face);
  try {
    await face.load();
    document.fonts.add(face);
  } catch {
    faces.set(name, "bad");
  }
}

async function pictureLoaded(address) {
  if (pictures.has(address)) return;
  const image = new Image();
  image.src = address;
  pictures.set(address, image);
  await image.decode().catch(() => {});
}

// Waits for the fonts and pictures of drawings.
export async function supplied(drawings) {
  const marks = drawings.flatMap((drawing) => drawing.marks);
  const names = new Set(marks.filter(([kind]) => kind === "text").map((mark) => mark[1]));
  const addresses = new Set(marks.filter(([kind]) => kind === "picture").map((mark) => mark[5]));
  await Promise.all([...[...names].map(faceLoaded), ...[...addresses].map(pictureLoaded)]);
}

export function forgetPictures(drawings) {
  const wanted = new Set(drawings.flatMap(({ marks }) => marks.filter(([kind]) => kind === "picture").map((mark) => mark[5])));
  for (const address of pictures.keys()) if (!wanted.has(address)) pictures.delete(address);
  for (const [key, { address }] of scaled) if (!wanted.has(address)) scaled.delete(key);
}

// What is seen of a sheet in the stage, in CSS pixels of the sheet, and MARGIN around it.
function region(sheet, stage, width, height) {
  const [own, around] = [sheet.getBoundingClientRect(), stage.getBoundingClientRect()];
  const left = Math.max(0, Math.floor(around.left - own.left) - MARGIN);
  const top = Math.max(0, Math.floor(around.top - own.top) - MARGIN);
  const right = Math.min(width, Math.ceil(around.right - own.left) + MARGIN);
  const bottom = Math.min(height, Math.ceil(around.bottom - own.top) + MARGIN);
  return [left, top, Math.max(1, right - left), Math.max(1, bottom - top)];
}

function seenIsDrawn(sheet, stage, [left, top, width, height]) {
  const [own, around] = [sheet.getBoundingClientRect(), stage.getBoundingClientRect()];
  const [fromX, fromY] = [Math.max(0, around.left - own.left), Math.max(0, around.top - own.top)];
  const [toX, toY] = [Math.min(own.width, around.right - own.left), Math.min(own.height, around.bottom - own.top)];
  return fromX >= left && fromY >= top && toX <= left + width + 1 && toY <= top + height + 1;
}

// Draws a page's zones ([name, drawing], ...) on its sheet; `scale` is CSS pixels a millipoint.
export function paint(sheet, stage, zones, size, scale) {
  const canvas = sheet.querySelector("canvas");
  const density = devicePixelRatio || 1;
  const [width, height] = size.map((each) => each * scale);
  const before = papers.get(canvas);
  const same = before && before.scale === scale && before.density === density && String(before.size) === String(size);
  if (same && seenIsDrawn(sheet, stage, before.area)) {
    const dirty = changedInk(before.zones, zones);
    papers.set(canvas, { ...before, zones });
    if (dirty) draw(canvas, papers.get(canvas), dirty);
    return;
  }
  const area = region(sheet, stage, width, height);
  [canvas.style.left, canvas.style.top, canvas.style.width, canvas.style.height] = area.map((each) => `${each}px`);
  [canvas.width, canvas.height] = area.slice(2).map((each) => Math.ceil(each * density));
  papers.set(canvas, { zones, scale, density, size, area });
  draw(canvas, papers.get(canvas), [0, 0, ...size]);
}

// The ink of all zones that came or went, or null.
function changedInk(before, after) {
  const [old, now] = [new Map(before), new Map(after)];
  const changed = [...before.filter(([name]) => !now.has(name)), ...after.filter(([name]) => !old.has(name))];
  const inks = changed.map(([, drawing]) => drawing.ink);
  if (!inks.length) return null;
  const side = (at, most) => Math[most](...inks.map((ink) => ink[at]));
  return [side(0, "min"), side(1, "min"), side(2, "max"), side(3, "max")];
}

function draw(canvas, { zones, scale, density, area }, [left, top, right, bottom]) {
  const pen = canvas.getContext("2d", { alpha: false });
  const k = scale * density; // device pixels a millipoint
  const [dx, dy] = [-area[0] * density, -area[1] * density];
  const x0 = Math.max(0, Math.floor(left * k + dx) - 1);
  const y0 = Math.max(0, Math.floor(top * k + dy) - 1);
  const x1 = Math.min(canvas.width, Math.ceil(right * k + dx) + 1);
  const y1 = Math.min(canvas.height, Math.ceil(bottom * k + dy) + 1);
  pen.save();
  pen.beginPath();
  pen.rect(x0, y0, x1 - x0, y1 - y0);
  pen.clip();
  pen.fillStyle = "#fff";
  pen.fillRect(x0, y0, x1 - x0, y1 - y0);
  pen.fontKerning = "none";
  pen.textRendering = "geometricPrecision";
  [pen.epaperFont, pen.epaperSpacing] = ["", ""]; // what was set last: to set it again costs as much as to draw
  pen.imageSmoothingQuality = "high";
  const ground = { k, dx, dy };
  for (const [, { ink, marks }] of zones) {
    if (ink[0] * k + dx > x1 || ink[2] * k + dx < x0 || ink[1] * k + dy > y1 || ink[3] * k + dy < y0) continue;
    for (const mark of marks) MARKS[mark[0]](pen, ground, mark);
  }
  pen.restore();
}

const MARKS = {
  text(pen, { k, dx, dy }, mark) {
    const [, face, size, scale, tracking, y, colour] = mark;
    if (faces.get(face) === "bad") return;
    const across = scale / 1000;
    const font = `${size * k}px ${face}`;
    if (pen.epaperFont !== font) pen.font = pen.epaperFont = font;
    const spacing = `${(tracking * k) / across}px`;
    if (pen.epaperSpacing !== spacing) pen.letterSpacing = pen.epaperSpacing = spacing;
    pen.fillStyle = colour;
    pen.setTransform(across, 0, 0, 1, 0, y * k + dy);
    for (let at = 7; at < mark.length; at += 2) pen.fillText(mark[at + 1], (mark[at] * k + dx) / across, 0);
    pen.setTransform(1, 0, 0, 1, 0, 0);
  },
  fill(pen, { k, dx, dy }, [, x, y, width, height, colour]) {
    pen.fillStyle = colour;
    pen.fillRect(x * k + dx, y * k + dy, width * k, height * k);
  },
  picture(pen, { k, dx, dy }, [, x, y, width, height, address, crop, whole]) {
    const place = [x * k + dx, y * k + dy, width * k, height * k];
    const image = pictures.get(address);
    if (image?.naturalWidth) {
      pen.drawImage(reduced(address, image, crop, whole, Math.ceil(place[2]), Math.ceil(place[3])), ...place);
    } else {
      pen.fillStyle = "#ddd";
      pen.fillRect(...place);
    }
  },
};

// The crop of a picture at the size at which it is shown: to reduce a photograph takes longer than to draw a page.
function reduced(address, image, crop, whole, width, height) {
  const key = `${address} ${crop} ${width} ${height}`;
  if (!scaled.has(key)) {
    for (const [other, each] of scaled) if (each.address === address && scaled.size > 60) scaled.delete(other);
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    const [across, down] = [image.naturalWidth / whole[0], image.naturalHeight / whole[1]];
    pen.drawImage(image, crop[0] * across, crop[1] * down, crop[2] * across, crop[3] * down, 0, 0, width, height);
    scaled.set(key, { address, canvas });
  }
  return scaled.get(key).canvas;
}
