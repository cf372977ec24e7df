/** Numbers and references, settled in one pass over the whole report, so that every page says the same. */
import type { Bibliography } from "./bibliography/reference.js";
import { type Counting, nextEquation, nextSection, register, slug, startCounting } from "./counting.js";
import type { Block, DisplayRow, Origin } from "./model.js";
import { placeText, type Problem } from "./problem.js";
import { resolveReferences } from "./references.js";
import { mapInlines, textOf } from "./walk.js";

/** The blocks of one cell, with its place. */
export interface Piece {
  readonly origin: Origin;
  readonly blocks: readonly Block[];
  /** Its text, for the line and column of what is told. */
  readonly source?: string;
}

/**
 * Gives headings, figures, tables, listings and labelled equations their numbers and turns what refers to them into references.
 * Explicit equation tags win; a labelled equation without one gets the next number that no tag has taken.
 */
export function numberPieces(pieces: readonly Piece[], bibliography: Bibliography | null = null): { readonly pieces: readonly Piece[]; readonly problems: readonly Problem[]; /** Keys of the works cited, in the order of their numbers. */ readonly cited: readonly string[] } {
  const counting = startCounting(pieces.flatMap((piece) => piece.blocks), bibliography);
  const numbered = pieces.map((piece) => ({ ...piece, blocks: piece.blocks.map((block) => numberBlock(block, piece.origin, counting)) }));
  const resolved = numbered.map((piece) => ({ ...piece, blocks: piece.blocks.map((block) => mapInlines(block, (content) => resolveReferences(content, piece, counting))) }));
  return { pieces: resolved, problems: counting.problems, cited: [...counting.cited.keys()] };
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
    case "listing": {
      const { caption = [], id = null } = block;
      if (caption.length === 0 && id === null) return block;
      const number = String(++counting.listing);
      return { ...block, number, id: register(id ?? `listing-${number}`, "listing", number, origin, counting, id !== null) };
    }
    case "list": return { ...block, items: block.items.map((item) => item.map((child) => numberBlock(child, origin, counting))) };
    case "quote": case "details": case "solution": case "stored": return { ...block, blocks: block.blocks.map((child) => numberBlock(child, origin, counting)) };
    default: return block;
  }
}

function numberEquation(block: Block & { readonly kind: "equation" }, origin: Origin, counting: Counting): Block {
  if (block.rows === undefined) return { ...block, ...numberOf(block, origin, counting) };
  const rows = block.rows.map((row) => numberOf(row, origin, counting)), numbered = rows.filter(({ number }) => number !== null);
  return { ...block, number: numbered.map(({ number }) => number).join(", "), id: numbered[0]!.id, rows };
}

/** Of a display or a row of one; null for one that has none. */
function numberOf({ number: tag, id: wanted }: DisplayRow, origin: Origin, counting: Counting): DisplayRow {
  if (wanted === null) return { number: tag, id: null };
  const number = tag ?? nextEquation(counting);
  const id = register(wanted || `eq-${number.replace(/[^\w]+/g, "-")}`, "equation", number, origin, counting, wanted !== "");
  for (const each of number.split(", ")) {
    if (counting.equations.has(each)) counting.problems.push({ where: placeText(origin), message: `two equations have the number (${each}); give one of them another \\tag` });
    else counting.equations.set(each, id);
  }
  return { number, id };
}
