/** A page as its structure: an element a line, with the class that the theme asks for; formulas as their TeX; no fonts, styles, scripts or pictures. */
import { parseHTML } from "linkedom";

interface Node {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<Node>;
}
interface Element extends Node {
  readonly localName: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
}

/** Elements that run within a line. */
const RUNS = new Set(["a", "b", "strong", "em", "s", "sup", "code", "span", "br", "i", "img"]);

export function structureOf(html: string): string {
  const { document } = parseHTML(html);
  return `${linesOf(document.querySelector("main") as unknown as Element, "").join("\n")}\n`;
}

const flat = (text: string): string => text.replace(/\s+/g, " ");

function linesOf(element: Element, indent: string): readonly string[] {
  const lines: string[] = [];
  let run = "";
  const endRun = (): void => {
    if (run.trim() !== "") lines.push(`${indent}  ${flat(run).trim()}`);
    run = "";
  };
  for (const child of element.childNodes) {
    const inline = inlineOf(child);
    if (inline !== null) run += inline;
    else {
      endRun();
      lines.push(...linesOf(child as Element, `${indent}  `));
    }
  }
  endRun();
  const attributes = ["class", "id", "start", "role", "aria-label", "open"].flatMap((name) => ((element.getAttribute(name) ?? "") === "" ? [] : [`${name}="${element.getAttribute(name)}"`]));
  // What the checker says is tested where it is made.
  if (element.getAttribute("class") === "evidence") return [`${indent}<div class="evidence">`];
  return [`${indent}<${[element.localName, ...attributes].join(" ")}>`, ...lines];
}

/** Null for what has lines of its own. */
function inlineOf(node: Node): string | null {
  if (node.nodeType === 3) return node.textContent ?? "";
  if (node.nodeType !== 1) return "";
  const element = node as Element;
  if (element.localName === "svg") return `[drawing: ${element.getAttribute("aria-label") ?? "no words"}]`;
  if (element.localName === "script") return "";
  if (element.localName === "img") return `[image: ${element.getAttribute("alt") ?? "no words"}]`;
  if (/^katex(-display)?$/.test(element.getAttribute("class") ?? "")) return `$${element.querySelector("annotation")?.textContent ?? ""}$`;
  if (!RUNS.has(element.localName)) return null;
  const inner = [...element.childNodes].map(inlineOf);
  if (inner.includes(null)) return null;
  const tag = element.localName, kind = element.getAttribute("class") || null;
  if (tag === "span" && /^t-/.test(kind ?? "")) return inner.join("");
  if (tag === "span" && kind === null) return inner.join("");
  return `<${tag}${kind === null ? "" : `.${kind.replaceAll(" ", ".")}`}${element.getAttribute("href") === null ? "" : ` ${element.getAttribute("href")}`}>${inner.join("")}</${tag}>`;
}
