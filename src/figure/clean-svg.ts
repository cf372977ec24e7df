/** plotly's SVG made fit for a page: only what draws, the same bytes each time, ids that clash with nothing. */
import { parseHTML } from "linkedom";

const ELEMENTS = new Set(["svg", "g", "defs", "clippath", "path", "rect", "circle", "line", "text", "tspan", "image", "lineargradient", "radialgradient", "stop", "polygon", "polyline", "ellipse", "pattern"]);

const ATTRIBUTES = new Set([
  "xmlns", "viewbox", "width", "height", "x", "y", "dx", "dy", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "transform", "style", "id", "clip-path", "text-anchor",
  "fill", "stroke", "stroke-width", "opacity", "offset", "stop-color", "stop-opacity", "gradientunits", "gradienttransform", "patternunits", "preserveaspectratio", "xml:space", "href", "xlink:href", "font-size",
]);

/** Layers that wait for a mouse. */
const IDLE_LAYERS = [".hoverlayer", ".modebar-container", ".zoomlayer", ".draglayer", ".menulayer", ".selectionlayer", ".infolayer > .g-hover"];

interface Element {
  readonly localName: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly children: Iterable<Element>;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelectorAll(selector: string): Iterable<Element>;
  remove(): void;
  toString(): string;
}

/**
 * @param svg a picture, perhaps of hostile origin: anything but drawing elements and attributes goes
 * @param prefix put before every id, so that several pictures can stand in one page
 * @throws Error if it is no SVG
 */
export function cleanSvg(svg: string, prefix: string): string {
  const start = svg.search(/<svg[\s>]/i);
  const { document } = parseHTML(`<!doctype html><html><body>${start < 0 ? "" : svg.slice(start)}</body></html>`) as unknown as { readonly document: { querySelector(selector: string): Element | null } };
  const root = document.querySelector("svg");
  if (root === null) throw new Error("the picture is no SVG: there is no <svg> in it");
  // Before the classes go: they carry plotly's random uids, and nothing on the page needs them.
  for (const selector of IDLE_LAYERS) for (const element of [...root.querySelectorAll(selector)]) element.remove();
  visit(root);
  renameIds(root, prefix);
  scale(root);
  return root.toString().replace(/(<\/?)(lineargradient|radialgradient|clippath)(?=[\s>])/g, (_, open: string, name: string) => open + XML_NAMES[name]!);
}

/** The HTML parser writes all names small; outside HTML a picture needs them as SVG has them. */
const XML_NAMES: { readonly [name: string]: string } = { lineargradient: "linearGradient", radialgradient: "radialGradient", clippath: "clipPath" };

function visit(element: Element): void {
  if (!ELEMENTS.has(element.localName.toLowerCase())) return unwrap(element);
  for (const { name, value } of [...element.attributes]) {
    if (!ATTRIBUTES.has(name.toLowerCase()) || !isHarmless(name.toLowerCase(), value)) element.removeAttribute(name);
  }
  const style = element.getAttribute("style");
  if (style !== null) setStyle(element, style);
  for (const child of [...element.children]) visit(child);
  if (["g", "defs"].includes(element.localName) && [...element.children].length === 0) element.remove();
}

/** A link around a label keeps its text; anything else foreign goes with all it holds. */
function unwrap(element: Element): void {
  const parent = (element as unknown as { readonly parentNode: { readonly localName: string } | null }).parentNode;
  if (element.localName.toLowerCase() === "a" && parent !== null && ["text", "tspan"].includes(parent.localName)) {
    (element as unknown as { replaceWith(text: string): void }).replaceWith(element.textContent ?? "");
  } else element.remove();
}

/** Pictures inside the picture are data; other addresses are ids within it. */
function isHarmless(name: string, value: string): boolean {
  if (name === "href" || name === "xlink:href") return /^#/.test(value) || /^data:image\/(png|jpeg|gif);base64,/.test(value);
  return !/(javascript:|expression\(|@import|https?:|\/\/)/i.test(value.replace(/\s/g, "")) || name === "xmlns";
}

/** Empty declarations (`stroke-dasharray:;`) make some readers drop the rest; `url()` may only point into the picture. */
function setStyle(element: Element, style: string): void {
  const kept = style
    .split(/;(?![^(]*\))/)
    .map((declaration) => declaration.trim())
    .filter((declaration) => /^[\w-]+\s*:\s*\S/.test(declaration) && !/url\((?!['"]?#)/i.test(declaration))
    .filter((declaration) => !/^(pointer-events|cursor|white-space|vector-effect)\s*:/.test(declaration));
  if (kept.length > 0) element.setAttribute("style", kept.join("; "));
  else element.removeAttribute("style");
}

/** Ids in the order in which they appear: plotly's own are random. */
function renameIds(root: Element, prefix: string): void {
  const names = new Map<string, string>();
  const all = [root, ...root.querySelectorAll("*")];
  for (const element of all) {
    const id = element.getAttribute("id");
    if (id === null) continue;
    if (!names.has(id)) names.set(id, `${prefix}${names.size + 1}`);
    element.setAttribute("id", names.get(id)!);
  }
  for (const element of all) {
    for (const { name, value } of [...element.attributes]) {
      // A "#" elsewhere begins a colour.
      const place = /^(xlink:)?href$/i.test(name) ? /(^#)(.+)/g : /(url\(['"]?#)([^'")]+)/g;
      if (value.includes("#")) element.setAttribute(name, value.replace(place, (_, open: string, id: string) => `${open}${names.get(id) ?? `${prefix}none`}`));
    }
  }
}

/** The picture keeps its proportions at any width. */
function scale(root: Element): void {
  const width = parseFloat(root.getAttribute("width") ?? ""), height = parseFloat(root.getAttribute("height") ?? "");
  if (root.getAttribute("viewBox") === null && width > 0 && height > 0) root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  root.setAttribute("xmlns", "http://www.w3.org/2000/svg");
}
