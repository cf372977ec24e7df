/** The left side of the display with a tag, as something to derive: `backproof derive notes.md --tag 7`. Its own right side is not looked at. */
import { readConditions } from "../check/check-chain.js";
import { leadInRanges } from "../check/lead-in-ranges.js";
import { at } from "../check/place.js";
import { DocumentError } from "../document/document-error.js";
import type { SourceDocument } from "../document/document.js";
import { layoutAt } from "../document/said-layout.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import { readerFor, type Understood, type UnderstoodEntry } from "../scope/understood.js";
import { understand } from "../scope/understand.js";
import type { DerivationGoal } from "./derivation-goal.js";

/** The left side cannot be read, or there is none. */
export class NoLeftSide extends DocumentError {}

/**
 * @throws DocumentError where no display has the tag
 * @throws NoLeftSide where its left side is none that can be derived
 */
export function goalOfTag(document: SourceDocument, tag: string): DerivationGoal {
  const { entries } = understand(document);
  const place = entries.findIndex((entry) => tagOf(entry) === tag);
  const entry = entries[place];
  if (entry === undefined) {
    const tags = entries.map(tagOf).filter((each) => each !== null);
    throw new DocumentError(document.path, `no display has the tag ${tag}; ${tags.length === 0 ? "none has a tag: write \\tag{1} in the display" : `the tags are ${[...new Set(tags)].join(", ")}`}`);
  }
  const { start, part } = firstSide(entries, place) ?? none(document, entry);
  const side = part.chain.sides[0]!;
  const ranges = new Map([...entry.scope.ranges, ...leadInRanges(document, start, entry.scope), ...leadInRanges(document, entry, entry.scope)]);
  const scope = { ...entry.scope, ranges: readConditions(part.statement, ranges, entry.scope).ranges as typeof ranges };
  try {
    return { goal: readExpression(side.body, side, readerFor(scope)), scope, layout: layoutAt(document, entry.fragment) };
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    const { line, column } = at(document.units[start.formula.unit]!, error.span.start);
    throw new NoLeftSide(document.path, error.message, line, column);
  }
}

const tagOf = (entry: UnderstoodEntry): string | null => entry.entry.tag ?? entry.formula.tag;

/** The expression that the display starts from: its own, or that of the display which it goes on from. */
function firstSide(entries: readonly UnderstoodEntry[], place: number): { readonly start: UnderstoodEntry; readonly part: Understood } | null {
  for (let k = place; k >= 0; k--) {
    const start = entries[k]!;
    const part = start.parts.find(({ chain }) => chain.relations.length > 0);
    if (k < place && (!start.formula.display || part === undefined)) continue;
    if (part === undefined) return null;
    if (part.chain.sides[0]!.body.length > 0) return { start, part };
  }
  return null;
}

function none(document: SourceDocument, { formula }: UnderstoodEntry): never {
  const { line, column } = at(document.units[formula.unit]!, formula.span.start);
  throw new NoLeftSide(document.path, "this display has no left side that could be derived", line, column);
}
