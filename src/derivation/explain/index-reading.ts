/** What the author of an index that nothing binds most likely meant: another index in its place, or a sum over it. Only what holds is said. */
import type { Claim, ClaimContext } from "../check/claim.js";
import { children, freeIndices, walk, type Expression } from "../expression/expression.js";
import type { Span } from "../tex/tex.js";
import { holds } from "./holds.js";
import { replaceNode } from "./replace-node.js";

export interface IndexReading {
  /** "with b_l the line holds" */
  readonly message: string;
  /** The edits of the source that make it so, in reading order. */
  readonly edits: readonly (Span & { readonly text: string })[];
}

type Index = Expression & { readonly kind: "index" };
type Side = "left" | "right";
export interface Stray { readonly index: Index; readonly side: Side }

/** The index that stands at the place where the problem was found. */
export function strayAt(claim: Claim, { start, end }: Span): Stray | null {
  for (const side of ["left", "right"] as const) {
    for (const node of walk(claim[side])) if (node.kind === "index" && node.start === start && node.end === end) return { index: node, side };
  }
  return null;
}

/** Whether a sum of that side binds the same letter elsewhere: the index stands outside its sum. */
export const isBoundElsewhere = (claim: Claim, side: Side, name: string): boolean => [...walk(claim[side])].some((node) => node.kind === "big" && node.binders.some((binder) => binder.name === name));

/** null where no reading makes the line true. `text` is the unit's. */
export function indexReading(claim: Claim, stray: Stray, text: string, context: ClaimContext): IndexReading | null {
  const { index, side } = stray;
  const free = freeOccurrences(claim[side], index.name);
  const holdsWith = (changed: Expression): boolean => {
    const other = side === "left" ? claim.right : claim.left;
    const known = new Set([...freeIndices(other), ...claim.ranges.keys()]);
    if ([...freeIndices(changed)].some((name) => !known.has(name))) return false;
    return holds({ ...claim, [side]: changed }, context);
  };
  const renamings = function* (): Generator<IndexReading> {
    for (const letter of lettersFor(claim, side, index)) {
      for (const places of free.length > 1 ? [[index], free] : [[index]]) {
        const changed = places.reduce((e, place) => replaceNode(e, place, { ...place, name: letter }), claim[side]);
        if (!holdsWith(changed)) continue;
        const edits = places.map(({ start, end }) => ({ start, end, text: letter.startsWith("\\") ? `${letter} ` : letter }));
        yield { message: `with ${written(claim[side], index, letter, text)} the line holds`, edits };
      }
    }
  };
  const sums = function* (): Generator<IndexReading> {
    for (const body of bodiesFor(claim[side], free)) {
      const sum: Expression = { kind: "big", operator: "sum", binders: [{ name: index.name, from: null, to: null, start: body.start, end: body.start }], where: null, body, start: body.start, end: body.end };
      if (holdsWith(replaceNode(claim[side], body, sum))) yield { message: `with a sum over '${index.name}' the line holds`, edits: [{ start: body.start, end: body.start, text: `\\sum_{${index.name}} ` }] };
    }
  };
  // an index that stands twice in a product is summed; one that stands once is a slip of the pen
  const order = free.length > 1 && !isBoundElsewhere(claim, side, index.name) ? [sums, renamings] : [renamings, sums];
  for (const readings of order) for (const reading of readings()) return reading;
  return null;
}

function freeOccurrences(e: Expression, name: string): readonly Index[] {
  if (e.kind === "index") return e.name === name ? [e] : [];
  if (e.kind === "big" && e.binders.some((binder) => binder.name === name)) return [];
  return children(e).flatMap((child) => freeOccurrences(child, name));
}

/** The nearest sum's index first, then those further out, then the other side's. */
function lettersFor(claim: Claim, side: Side, index: Index): readonly string[] {
  const enclosing = [...walk(claim[side])].filter((node) => node.kind === "big" && [...walk(node.body)].includes(index)).reverse();
  const other = side === "left" ? claim.right : claim.left;
  const letters = new Set([...enclosing.flatMap((node) => (node.kind === "big" ? node.binders.map(({ name }) => name) : [])), ...freeIndices(other)]);
  letters.delete(index.name);
  return [...letters];
}

/** Terms that hold all free occurrences, the outermost first: what a sum written before them would bind. */
function bodiesFor(e: Expression, free: readonly Index[]): readonly Expression[] {
  const holdsAll = (part: Expression): boolean => free.every((index) => [...walk(part)].includes(index));
  return [...walk(e)].filter((node) => node.end > node.start && node.kind !== "add" && node.kind !== "index" && node.kind !== "entry" && holdsAll(node) || (node.kind === "entry" && node === e)).slice(0, 6);
}

/** `b_l` for `b_j`: the smallest entry, member or delta around the index, as it would be written. */
function written(e: Expression, index: Index, letter: string, text: string): string {
  const around = [...walk(e)].filter((node) => (node.kind === "entry" || node.kind === "member" || node.kind === "delta") && [...walk(node)].includes(index)).at(-1) ?? index;
  return text.slice(around.start, index.start) + letter + text.slice(index.end, around.end);
}
