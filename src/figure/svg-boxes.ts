/**
 * Where SVG elements lie, without a browser: what plotly asks of `getBBox` and `getBoundingClientRect` to place legends, titles and ticks.
 * Text is measured with the widths of the face it will be set in; paths by their end and control points, which is wide enough for margins.
 */
import type { FigureFont } from "./figure.js";
import { textWidth } from "./fonts.js";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** As much of a DOM element as is looked at here. */
export interface SvgElement {
  readonly localName: string;
  readonly nodeType: number;
  readonly parentNode: SvgElement | null;
  readonly children: Iterable<SvgElement>;
  readonly textContent: string | null;
  readonly style?: { readonly [property: string]: string };
  getAttribute(name: string): string | null;
}

/** Height of a line above and below its baseline, in em. */
const ASCENT = 0.9, DESCENT = 0.25;

/** Elements that take no place. */
const INVISIBLE = new Set(["defs", "clippath", "style", "title", "desc", "metadata"]);

const number = (text: string | null | undefined): number => (Number.isFinite(parseFloat(text ?? "")) ? parseFloat(text!) : 0);

const union = (a: Box | null, b: Box | null): Box | null =>
  a === null ? b : b === null ? a : { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) };

const around = (points: readonly (readonly [number, number])[]): Box | null =>
  points.reduce<Box | null>((box, [x, y]) => union(box, { left: x, top: y, right: x, bottom: y }), null);

/** The box of an element in its own coordinates (before its transform). */
export function ownBox(element: SvgElement, font: FigureFont): Box | null {
  const tag = element.localName.toLowerCase();
  if (INVISIBLE.has(tag) || element.style?.["display"] === "none") return null;
  const at = (name: string): number => number(element.getAttribute(name));
  switch (tag) {
    case "text": return textBox(element, font);
    case "tspan": return { left: 0, top: -ASCENT * fontSize(element), right: textWidth(element.textContent ?? "", fontSize(element), font), bottom: DESCENT * fontSize(element) };
    case "rect": case "image": return { left: at("x"), top: at("y"), right: at("x") + at("width"), bottom: at("y") + at("height") };
    case "circle": return { left: at("cx") - at("r"), top: at("cy") - at("r"), right: at("cx") + at("r"), bottom: at("cy") + at("r") };
    case "line": return around([[at("x1"), at("y1")], [at("x2"), at("y2")]]);
    case "path": return around(pathPoints(element.getAttribute("d") ?? ""));
    default: return [...element.children].reduce<Box | null>((box, child) => union(box, placedBox(child, font)), null);
  }
}

/** The box of an element in its parent's coordinates. */
function placedBox(element: SvgElement, font: FigureFont): Box | null {
  const box = ownBox(element, font);
  return box === null ? null : transformed(box, element.getAttribute("transform") ?? "");
}

/** The box of an element in the coordinates of the picture. */
export function pageBox(element: SvgElement, font: FigureFont): Box | null {
  let box = placedBox(element, font);
  for (let parent = element.parentNode; box !== null && parent?.nodeType === 1 && parent.localName !== "svg"; parent = parent.parentNode) {
    box = transformed(box, parent.getAttribute("transform") ?? "");
  }
  return box;
}

/** `translate(x,y)` and `rotate(a,cx,cy)`, the transforms plotly writes; scale is left to the browser. */
function transformed(box: Box, transform: string): Box {
  const [, dx, dy] = /translate\(\s*([-\d.e]+)[\s,]*([-\d.e]+)?/.exec(transform) ?? [];
  const rotation = /rotate\(\s*([-\d.e]+)(?:[\s,]+([-\d.e]+)[\s,]+([-\d.e]+))?/.exec(transform);
  const turned = rotation === null ? box : rotated(box, number(rotation[1]), number(rotation[2]), number(rotation[3]));
  return { left: turned.left + number(dx), right: turned.right + number(dx), top: turned.top + number(dy), bottom: turned.bottom + number(dy) };
}

function rotated({ left, top, right, bottom }: Box, degrees: number, cx: number, cy: number): Box {
  const angle = (degrees * Math.PI) / 180, cos = Math.cos(angle), sin = Math.sin(angle);
  const corners = [[left, top], [right, top], [left, bottom], [right, bottom]] as const;
  return around(corners.map(([x, y]) => [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos] as const))!;
}

/** The font size that holds for an element, in px; inherited, with `%` and `em` relative to the parent. */
export function fontSize(element: SvgElement): number {
  for (let e: SvgElement | null = element; e !== null && e.nodeType === 1; e = e.parentNode) {
    const value = e.style?.["fontSize"] || e.style?.["font-size"] || e.getAttribute("font-size");
    if (!value) continue;
    if (/(%|em)$/.test(value) && e.parentNode) return (parseFloat(value) / (value.endsWith("%") ? 100 : 1)) * fontSize(e.parentNode);
    return parseFloat(value);
  }
  return 12;
}

/** A text: one line, or several as `tspan.line` with their shift in em. */
function textBox(element: SvgElement, font: FigureFont): Box | null {
  const size = fontSize(element);
  const anchor = element.getAttribute("text-anchor") ?? element.style?.["textAnchor"] ?? element.style?.["text-anchor"] ?? "start";
  const x = number(element.getAttribute("x")), y = number(element.getAttribute("y"));
  const line = (text: string, at: number, baseline: number): Box => {
    const width = textWidth(text, size, font);
    const left = at - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
    return { left, top: baseline - ASCENT * size, right: left + width, bottom: baseline + DESCENT * size };
  };
  const lines = [...element.children].filter((child) => (child.getAttribute("class") ?? "").split(" ").includes("line"));
  if (lines.length === 0) return element.textContent ? line(element.textContent, x, y) : null;
  return lines.reduce<Box | null>((box, child) => union(box, line(child.textContent ?? "", number(child.getAttribute("x") ?? String(x)), y + number(child.getAttribute("dy")) * size)), null);
}

/** How many numbers each path command takes; the last two are its end point (H and V have one). */
const ARITY: { readonly [command: string]: number } = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7 };

/** The end points of a path's segments. */
export function pathPoints(path: string): readonly (readonly [number, number])[] {
  const points: [number, number][] = [];
  let x = 0, y = 0, startX = 0, startY = 0;
  for (const [, command = "", rest = ""] of path.matchAll(/([MLHVCSQTAZ])([^MLHVCSQTAZ]*)/gi)) {
    const relative = command === command.toLowerCase(), kind = command.toUpperCase(), arity = ARITY[kind];
    if (arity === undefined) { x = startX; y = startY; continue; }
    const values = (rest.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
    for (let i = 0; i + arity <= values.length; i += arity) {
      const [baseX, baseY] = relative ? [x, y] : [0, 0];
      const before = [x, y] as const;
      x = kind === "V" ? before[0] : baseX + values[i + arity - (kind === "H" ? 1 : 2)]!;
      y = kind === "H" ? before[1] : baseY + values[i + arity - 1]!;
      if (kind === "M" && i === 0) { startX = x; startY = y; }
      points.push([x, y]);
    }
  }
  return points;
}
