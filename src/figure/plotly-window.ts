/**
 * plotly.js in a DOM without a browser. Officially unsupported (plotly.js needs layout); linkedom gives the DOM, `svg-boxes.ts` the layout,
 * `canvas.ts` the pixels. The bundle runs in a function whose parameters shadow the browser's globals: ours stay as they are.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { parseHTML } from "linkedom";
import { context2d, toDataUrl, type CanvasElement } from "./canvas.js";
import type { FigureFont } from "./figure.js";
import { ownBox, pageBox, pathPoints, type Box, type SvgElement } from "./svg-boxes.js";

/** What is used of Plotly. `newPlot` does its work at once for the figures drawn here; the promise only tells of a failure. */
export interface Plotly {
  newPlot(element: object, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  purge(element: object): void;
  readonly Snapshot: { toSVG(element: object, format: "svg", scale: number): string };
}

export interface PlotlyWindow {
  readonly plotly: Plotly;
  /** A fresh element to draw in; `remove` takes it away again. */
  readonly element: () => { readonly div: object; readonly remove: () => void };
  /** The face that texts are measured in from now on. */
  readonly setFont: (font: FigureFont) => void;
}

type Prototype = { [name: string]: unknown };
type BrowserWindow = { [name: string]: unknown } & { readonly document: { createElement(tag: string): { remove(): void }; readonly body: { appendChild(child: object): void } } };

let opened: PlotlyWindow | null = null;

/** The one window of this process, made when it is first needed (about half a second). */
export function plotlyWindow(font: FigureFont): PlotlyWindow {
  opened ??= open();
  opened.setFont(font);
  return opened;
}

function open(): PlotlyWindow {
  const measure: { font: FigureFont } = { font: { family: "serif", widths: {}, fallback: 0.5 } };
  const window = bareWindow();
  addLayout(window, measure);
  addCanvas(window, measure);
  addServices(window);
  const plotly = load(window);
  return {
    plotly,
    element: () => {
      const div = window.document.createElement("div");
      window.document.body.appendChild(div);
      return { div, remove: () => div.remove() };
    },
    setFont: (font) => void (measure.font = font),
  };
}

/** The classes of the DOM that plotly looks for in its window. */
const CLASSES = ["Element", "SVGElement", "HTMLElement", "HTMLCanvasElement", "Node", "Event", "CustomEvent", "DOMParser", "MutationObserver", "Image"];

/** A window of our own: linkedom's keeps what is set on it in our globals. */
function bareWindow(): BrowserWindow {
  const view = parseHTML("<!doctype html><html><head></head><body></body></html>") as unknown as BrowserWindow;
  const window = Object.fromEntries([...CLASSES, "document"].map((name) => [name, view[name]])) as BrowserWindow;
  Object.defineProperty(window.document, "defaultView", { value: window });
  return window;
}

const prototypeOf = (window: BrowserWindow, name: string): Prototype => (window[name] as { readonly prototype: Prototype }).prototype;

const rectangle = (box: Box | null): object => {
  const { left, top, right, bottom } = box ?? { left: 0, top: 0, right: 0, bottom: 0 };
  return { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top };
};

/** Boxes for everything that plotly measures; HTML elements get the size of a figure, which only matters if its layout names none. */
function addLayout(window: BrowserWindow, measure: { readonly font: FigureFont }): void {
  const page = { left: 0, top: 0, right: 640, bottom: 380 };
  const identity = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0, inverse: () => identity };
  const points = (element: SvgElement): readonly (readonly [number, number])[] => pathPoints(element.getAttribute("d") ?? "");
  const layout: Prototype = {
    getBoundingClientRect(this: SvgElement) {
      return rectangle(["div", "body", "html"].includes(this.localName) ? page : pageBox(this, measure.font));
    },
    getBBox(this: SvgElement) { return rectangle(ownBox(this, measure.font)); },
    getComputedTextLength(this: SvgElement) {
      const box = ownBox(this, measure.font);
      return box === null ? 0 : box.right - box.left;
    },
    getScreenCTM: () => identity,
    getTotalLength(this: SvgElement) { return lengths(points(this)).at(-1) ?? 0; },
    getPointAtLength(this: SvgElement, length: number) { return pointAt(points(this), length); },
  };
  for (const prototype of [prototypeOf(window, "Element"), prototypeOf(window, "SVGElement")]) Object.assign(prototype, layout);
  // linkedom writes nodeName in capitals everywhere; in SVG it is the local name, and plotly's arrows rely on it.
  Object.defineProperty(prototypeOf(window, "SVGElement"), "nodeName", { get(this: SvgElement) { return this.localName; } });
}

/** Length of the path up to each of its points, segments taken as straight. */
function lengths(points: readonly (readonly [number, number])[]): readonly number[] {
  let total = 0;
  return points.map(([x, y], k) => (total += k === 0 ? 0 : Math.hypot(x - points[k - 1]![0], y - points[k - 1]![1])));
}

function pointAt(points: readonly (readonly [number, number])[], length: number): { readonly x: number; readonly y: number } {
  const along = lengths(points), k = Math.max(1, along.findIndex((l) => l >= length));
  const [x0, y0] = points[k - 1] ?? [0, 0], [x1, y1] = points[k] ?? [x0, y0];
  const share = along[k] === along[k - 1] || along[k] === undefined ? 0 : Math.min(1, Math.max(0, (length - along[k - 1]!) / (along[k] - along[k - 1]!)));
  return { x: x0 + share * (x1 - x0), y: y0 + share * (y1 - y0) };
}

function addCanvas(window: BrowserWindow, measure: { readonly font: FigureFont }): void {
  const contexts = new WeakMap<CanvasElement, object>();
  Object.assign(prototypeOf(window, "HTMLCanvasElement"), {
    getContext(this: CanvasElement, kind: string) {
      if (kind !== "2d") return null;
      if (!contexts.has(this)) contexts.set(this, context2d(this, measure.font));
      return contexts.get(this);
    },
    toDataURL(this: CanvasElement) { return toDataUrl(this); },
  });
}

/** What a browser has beside the DOM. Nothing here reaches the network. */
function addServices(window: BrowserWindow): void {
  const noUrl = Object.assign(class {}, { createObjectURL: () => "", revokeObjectURL: () => undefined });
  Object.assign(window, {
    navigator: { userAgent: "backproof" },
    location: { href: "" },
    setTimeout, clearTimeout, setInterval, clearInterval,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    URL: noUrl,
    matchMedia: () => ({ matches: false, addListener: () => undefined, addEventListener: () => undefined, removeEventListener: () => undefined }),
    requestAnimationFrame: (callback: (time: number) => void) => (callback(0), 0),
    cancelAnimationFrame: () => undefined,
    getComputedStyle: (element: SvgElement) => new Proxy({}, { get: (_, name) => (name === "getPropertyValue" ? () => "" : (element.style?.[String(name)] ?? "")) }),
    XMLSerializer: class {
      serializeToString(node: { toString(): string }): string { return node.toString(); }
    },
    scrollX: 0,
    scrollY: 0,
  });
}

const SHADOWED = [
  "document", "navigator", "location", "getComputedStyle", "matchMedia", "requestAnimationFrame", "cancelAnimationFrame", "XMLSerializer", "DOMParser", "URL", "Image",
  "HTMLElement", "SVGElement", "Element", "Node", "HTMLCanvasElement", "MutationObserver", "Event", "CustomEvent", "fetch", "XMLHttpRequest", "Worker", "Blob",
] as const;

/** Runs the bundle with the browser's names bound to our window; those it lacks (fetch, Worker) are undefined there. */
function load(window: BrowserWindow): Plotly {
  const path = createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min");
  const bundle = compileFunction(readFileSync(path, "utf8"), ["window", "self", "module", "global", ...SHADOWED], { filename: path });
  const module: { exports: unknown } = { exports: {} };
  bundle.call(window, window, window, module, window, ...SHADOWED.map((name) => window[name]));
  return module.exports as Plotly;
}
