/** Numbers and references, settled in one pass over the whole report, so that every page says the same. */
import { type Bibliography, referenceId } from "./bibliography/reference.js";
import { didYouMean } from "./did-you-mean.js";
import type { Block, Inline, Origin } from "./model.js";
import { placeText, type Problem } from "./problem.js";
import { mapInlines, textOf } from "./walk.js";

/** The blocks of one cell, with its place. */
export interface Piece {
  readonly origin: Origin;
  readonly blocks: readonly Block[];
}

type Kind = "section" | "equation" | "figure" | "table";

/** A numbered thing, under its id. */
interface Target {
  readonly id: string;
  readonly kind: Kind;
  readonly number: string;
}

interface Counting {
  readonly sections: number[];
  figure: number;
  table: number;
  equation: number;
  footnote: number;
  readonly taken: Set<string>;
  readonly ids: Set<string>;
  readonly targets: Map<string, Target>;
  /** Equations by number: "7" to its id, of this report. */
  readonly equations: Map<string, string>;
  readonly problems: Problem[];
  readonly bibliography: Bibliography | null;
  /** Works by key, in the order in which they are cited. */
  readonly cited: Map<string, number>;
}

/**
 * Gives headings, figures, tables and labelled equations their numbers and turns what refers to them into references.
 * Explicit equation tags win; a labelled equation without one gets the next number that no tag has taken.
 */
export function numberPieces(pieces: readonly Piece[], bibliography: Bibliography | null = null): { readonly pieces: readonly Piece[]; readonly problems: readonly Problem[]; /** Keys of the works cited, in the order of their numbers. */ readonly cited: readonly string[] } {
  const counting = start(pieces, bibliography);
  const numbered = pieces.map((piece) => ({ ...piece, blocks: piece.blocks.map((block) => numberBlock(block, piece.origin, counting)) }));
  const resolved = numbered.map((piece) => ({ ...piece, blocks: piece.blocks.map((block) => mapInlines(block, (content) => resolve(content, piece.origin, counting))) }));
  return { pieces: resolved, problems: counting.problems, cited: [...counting.cited.keys()] };
}

function start(pieces: readonly Piece[], bibliography: Bibliography | null): Counting {
  const taken = new Set(pieces.flatMap((piece) => piece.blocks).flatMap(tagsIn));
  return { sections: [], figure: 0, table: 0, equation: 0, footnote: 0, taken, ids: new Set(), targets: new Map(), equations: new Map(), problems: [], bibliography, cited: new Map() };
}

/** The numbers that authors gave to equations. */
function tagsIn(block: Block): readonly string[] {
  switch (block.kind) {
    case "equation": return block.number === null ? [] : block.number.split(", ");
    case "list": return block.items.flat().flatMap(tagsIn);
    case "quote": case "solution": return block.blocks.flatMap(tagsIn);
    default: return [];
  }
}

function numberBlock(block: Block, origin: Origin, counting: Counting): Block {
  switch (block.kind) {
    case "heading": {
      const number = nextSection(counting.sections, block.level);
      return { ...block, number, id: register(block.id || slug(textOf(block.children)), "section", number, origin, counting, block.id !== "") };
    }
    case "equation": return numberEquation(block, origin, counting);
    case "figure": case "table": {
      if (block.caption.length === 0 && block.id === null) return block;
      const number = String(++counting[block.kind]);
      return { ...block, number, id: register(block.id ?? `${block.kind}-${number}`, block.kind, number, origin, counting, block.id !== null) };
    }
    case "list": return { ...block, items: block.items.map((item) => item.map((child) => numberBlock(child, origin, counting))) };
    case "quote": case "solution": return { ...block, blocks: block.blocks.map((child) => numberBlock(child, origin, counting)) };
    default: return block;
  }
}

function numberEquation(block: Block & { readonly kind: "equation" }, origin: Origin, counting: Counting): Block {
  if (block.id === null) return block;
  const number = block.number ?? nextEquation(counting);
  const id = register(block.id || `eq-${number.replace(/[^\w]+/g, "-")}`, "equation", number, origin, counting, block.id !== "");
  for (const each of number.split(", ")) {
    if (counting.equations.has(each)) counting.problems.push({ where: placeText(origin), message: `two equations have the number (${each}); give one of them another \\tag` });
    else counting.equations.set(each, id);
  }
  return { ...block, number, id };
}

function nextEquation(counting: Counting): string {
  do counting.equation++;
  while (counting.taken.has(String(counting.equation)));
  return String(counting.equation);
}

/** 1, 1.1, 1.2, 2, …; a level that was skipped counts as 1. */
function nextSection(sections: number[], level: number): string {
  while (sections.length < level) sections.push(0);
  sections.length = level;
  sections[level - 1]! += 1;
  return sections.map((count) => Math.max(count, 1)).join(".");
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, "").trim().replace(/\s+/g, "-") || "section";
}

/** Makes the id unique; an author's label that is used twice is a problem, a made one gets a suffix. */
function register(wanted: string, kind: Kind, number: string, origin: Origin, counting: Counting, isLabel: boolean): string {
  let id = wanted;
  for (let k = 2; counting.ids.has(id); k++) id = `${wanted}-${k}`;
  if (isLabel && id !== wanted) counting.problems.push({ where: placeText(origin), message: `the label ${wanted} is used twice; labels must differ` });
  counting.ids.add(id);
  counting.targets.set(id, { id, kind, number });
  return id;
}

function resolve(content: readonly Inline[], origin: Origin, counting: Counting): readonly Inline[] {
  return content.flatMap((inline): readonly Inline[] => {
    switch (inline.kind) {
      case "text": return linkNumbers(inline.text, counting);
      case "link": return [inline.href.startsWith("@") ? cite(inline.href.slice(1), origin, counting) : inline.href.startsWith("#") ? referTo(inline.href.slice(1), inline.children, origin, counting) : { ...inline, children: resolve(inline.children, origin, counting) }];
      case "emphasis": case "strong": case "strike": return [{ ...inline, children: resolve(inline.children, origin, counting) }];
      case "footnote": return [{ ...inline, number: ++counting.footnote, blocks: inline.blocks.map((block) => mapInlines(block, (inner) => resolve(inner, origin, counting))) }];
      default: return [inline];
    }
  });
}

/** `[figure](#fig-x)` reads "figure 2", `[equation](#eq-x)` reads "equation (7)". Text that ends with the number already keeps it. */
function referTo(label: string, children: readonly Inline[], origin: Origin, counting: Counting): Inline {
  const target = counting.targets.get(label);
  if (target === undefined) {
    counting.problems.push({ where: placeText(origin), message: `nothing has the label #${label}${nearest(label, [...counting.targets.keys()])}` });
    return { kind: "strong", children: [...children, { kind: "text", text: ` [nothing has the label #${label}]` }] };
  }
  const number = target.kind === "equation" ? `(${target.number})` : target.number;
  const text = textOf(children);
  const isWord = /^(figure|fig\.|table|section|chapter|equation|eq\.)$/i.test(text.trim()) || text.trim() === "";
  return { kind: "reference", target: label, children: isWord ? [...children, { kind: "text", text: `${text === "" ? "" : "\u00a0"}${number}` }] : children };
}

/** `[@key]` reads "[3]": works are numbered as they are met. */
function cite(key: string, origin: Origin, { bibliography, cited, problems }: Counting): Inline {
  if (bibliography?.has(key) !== true) {
    const problem = bibliography === null ? `[@${key}] cites a work, but the configuration names no "bibliography"` : `the bibliography has no entry "${key}"${didYouMean(key, [...bibliography.keys()])}`;
    problems.push({ where: placeText(origin), message: problem });
    return { kind: "strong", children: [{ kind: "text", text: `@${key}: no such entry` }] };
  }
  if (!cited.has(key)) cited.set(key, cited.size + 1);
  return { kind: "reference", target: referenceId(key), children: [{ kind: "text", text: String(cited.get(key)) }] };
}

function nearest(label: string, known: readonly string[]): string {
  const close = known.find((id) => id.toLowerCase().replace(/\W/g, "") === label.toLowerCase().replace(/\W/g, "") || id.endsWith(label.replace(/^\w+-/, "-")));
  return close === undefined ? "" : `; is #${close} meant?`;
}

/** "equation (7)", "equations (3), (8) and (12)": each number that an equation has becomes a link. */
function linkNumbers(text: string, counting: Counting): readonly Inline[] {
  const result: Inline[] = [];
  let at = 0;
  for (const phrase of text.matchAll(/\b(?:[Ee]quations?|[Ee]qs?\.)\s*(?:\([\w.]+\)(?:,? and |, | or | to |–)?)+|\([A-Z]?\d+[a-z]?\)/g)) {
    for (const match of phrase[0].matchAll(/(?:\b[Ee](?:quation|q\.)\s*)?\(([\w.]+)\)/g)) {
      const id = counting.equations.get(match[1]!);
      if (id === undefined) continue;
      const begin = phrase.index + match.index;
      if (begin > at) result.push({ kind: "text", text: text.slice(at, begin) });
      result.push({ kind: "reference", target: id, children: [{ kind: "text", text: match[0].replace(/\s+/, "\u00a0") }] });
      at = begin + match[0].length;
    }
  }
  return at === 0 ? [{ kind: "text", text }] : [...result, ...(at < text.length ? [{ kind: "text" as const, text: text.slice(at) }] : [])];
}
