/** HTML that a cell gave, as blocks: its tables as our own, what stands around them as it is, sanitised. */
import { parseHTML } from "linkedom";
import { htmlText } from "./html-text.js";
import type { Block, Inline, Origin } from "./model.js";
import { tableOfCells } from "./output-table.js";
import { sanitiseHtml } from "./sanitise.js";

interface Node {
  readonly nodeType: number;
  readonly localName?: string;
  readonly textContent: string | null;
  readonly outerHTML?: string;
  readonly childNodes: Iterable<Node>;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<Node>;
  querySelector(selector: string): Node | null;
}

/**
 * @param html of any origin
 * @param text what the output says in plain text; taken where the HTML is no table
 */
export function readHtml(html: string, text: string, origin: Origin): readonly Block[] {
  const clean = sanitiseHtml(html);
  const whole: Block = { kind: "html", html: clean, text };
  if (!/<table\b/i.test(clean)) return [whole];
  const { document } = parseHTML(`<!doctype html><html><body>${clean}</body></html>`) as unknown as { readonly document: { readonly body: Node } };
  const blocks = partsOf(document.body, origin);
  return blocks.some(({ kind }) => kind === "table") ? blocks : [whole];
}

/** Tables within divisions are found, too; one within anything else stays part of it. */
function partsOf(node: Node, origin: Origin): readonly Block[] {
  const blocks: Block[] = [];
  let around = "";
  const flush = (): void => {
    if (htmlText(around) !== "" || /<img\b/.test(around)) blocks.push({ kind: "html", html: around, text: "" });
    around = "";
  };
  for (const child of node.childNodes) {
    const found = child.localName === "table" ? tableOf(child, origin) : null;
    if (found !== null || (child.localName === "div" && child.querySelector("table") !== null)) {
      flush();
      blocks.push(...(found ?? partsOf(child, origin)));
    } else around += child.outerHTML ?? escaped(child.textContent ?? "");
  }
  flush();
  return blocks;
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Null for a table within a table, which is a layout. */
function tableOf(table: Node, origin: Origin): readonly Block[] | null {
  if (table.querySelector("table") !== null) return null;
  const rows = [...table.querySelectorAll("tr")].map((row) => ({ isHead: [...row.childNodes].every((cell) => cell.localName !== "td"), cells: cellsOf(row) }));
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  if (width === 0) return null;
  const heads = rows.slice(0, Math.max(0, rows.findIndex(({ isHead }) => !isHead)));
  const padded = (cells: readonly (readonly Inline[])[]): readonly (readonly Inline[])[] => Array.from({ length: width }, (_, k) => cells[k] ?? []);
  const head = padded([]).map((_, k) => heads.flatMap(({ cells }) => cells[k] ?? []));
  const caption = table.querySelector("caption");
  const block = tableOfCells(head, rows.slice(heads.length).map(({ cells }) => padded(cells)), origin);
  return [caption === null ? block : { ...block, caption: inlinesOf(caption) }];
}

/** A cell that spans several columns is followed by empty ones; what spans rows stands in the first. */
function cellsOf(row: Node): readonly (readonly Inline[])[] {
  return [...row.childNodes].filter(({ localName }) => localName === "td" || localName === "th").flatMap((cell) => {
    const content = inlinesOf(cell), span = Math.min(Number(cell.getAttribute("colspan") ?? 1) || 1, 100);
    return [content, ...Array.from({ length: span - 1 }, () => [])];
  });
}

const KINDS: { readonly [name: string]: "emphasis" | "strong" | "strike" | "sub" | "sup" } = { sub: "sub", sup: "sup", b: "strong", strong: "strong", i: "emphasis", em: "emphasis", var: "emphasis", s: "strike", del: "strike" };

function inlinesOf(node: Node): readonly Inline[] {
  return [...node.childNodes].flatMap((child): readonly Inline[] => {
    const text = (child.textContent ?? "").replace(/\s+/g, " ");
    if (child.nodeType === 3) return text === "" ? [] : [{ kind: "text", text }];
    const name = child.localName ?? "", kind = KINDS[name], children = inlinesOf(child);
    if (kind !== undefined) return [{ kind, children }];
    switch (name) {
      case "br": return [{ kind: "break" }];
      case "code": case "kbd": case "samp": return [{ kind: "code", text }];
      case "img": return [{ kind: "image", source: child.getAttribute("src") ?? "", alt: child.getAttribute("alt") ?? "" }];
      case "a": return /^(https?:|mailto:)/i.test(child.getAttribute("href") ?? "") ? [{ kind: "link", href: child.getAttribute("href")!, children }] : children;
      default: return children;
    }
  });
}
