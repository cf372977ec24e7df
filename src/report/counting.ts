/** What has been counted so far: sections, figures, tables, listings, equations, notes, works, and which id each has. */
import type { Bibliography } from "./bibliography/reference.js";
import type { Block, Origin } from "./model.js";
import { placeText, type Problem } from "./problem.js";

export type Kind = "section" | "equation" | "figure" | "table" | "listing";

/** A numbered thing, under its id. */
export interface Target {
  readonly id: string;
  readonly kind: Kind;
  readonly number: string;
}

export interface Counting {
  readonly sections: number[];
  figure: number;
  table: number;
  listing: number;
  equation: number;
  footnote: number;
  readonly taken: Set<string>;
  readonly ids: Set<string>;
  readonly targets: Map<string, Target>;
  /** Equations by number: "7" to its id, of this report. */
  readonly equations: Map<string, string>;
  readonly problems: Problem[];
  /** How often words with a number that no equation has were met: by cell and words. */
  readonly met: Map<string, number>;
  readonly bibliography: Bibliography | null;
  /** Works by key, in the order in which they are cited. */
  readonly cited: Map<string, number>;
}

/** @param blocks of the whole report: numbers that authors gave to equations are taken */
export function startCounting(blocks: readonly Block[], bibliography: Bibliography | null): Counting {
  return { sections: [], figure: 0, table: 0, listing: 0, equation: 0, footnote: 0, taken: new Set(blocks.flatMap(tagsIn)), ids: new Set(), targets: new Map(), equations: new Map(), problems: [], met: new Map(), bibliography, cited: new Map() };
}

/** The numbers that authors gave to equations. */
function tagsIn(block: Block): readonly string[] {
  switch (block.kind) {
    case "equation": return block.rows?.flatMap(({ number }) => number ?? []) ?? (block.number === null ? [] : block.number.split(", "));
    case "list": return block.items.flat().flatMap(tagsIn);
    case "quote": case "details": case "solution": case "stored": return block.blocks.flatMap(tagsIn);
    default: return [];
  }
}

/** The next number that no author's tag has taken. */
export function nextEquation(counting: Counting): string {
  do counting.equation++;
  while (counting.taken.has(String(counting.equation)));
  return String(counting.equation);
}

/** 1, 1.1, 1.2, 2, …; a level that was skipped counts as 1. */
export function nextSection(sections: number[], level: number): string {
  while (sections.length < level) sections.push(0);
  sections.length = level;
  sections[level - 1]! += 1;
  return sections.map((count) => Math.max(count, 1)).join(".");
}

/** An id made of a heading's words. */
export function slug(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, "").trim().replace(/\s+/g, "-") || "section";
}

/** Makes the id unique; an author's label that is used twice is a problem, a made one gets a suffix. */
export function register(wanted: string, kind: Kind, number: string, origin: Origin, counting: Counting, isLabel: boolean): string {
  let id = wanted;
  for (let k = 2; counting.ids.has(id); k++) id = `${wanted}-${k}`;
  if (isLabel && id !== wanted) counting.problems.push({ where: placeText(origin), message: `the label ${wanted} is used twice; labels must differ` });
  counting.ids.add(id);
  counting.targets.set(id, { id, kind, number });
  return id;
}
