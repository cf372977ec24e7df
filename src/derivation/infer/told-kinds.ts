/** What the words right beside a lone name say of its kind, where they are no declaration: "the weight matrix $W$", "Let $r$ be a row vector". */
import { keyOf } from "../notation/read-scripts.js";
import { coreOf, isSymbol } from "../notation/reader.js";
import { cuesAfter, cuesBefore, type Cue } from "../scope/cues.js";
import type { Scope } from "../scope/scope.js";
import type { UnderstoodEntry } from "../scope/understood.js";
import type { Kind } from "./shape.js";

const KINDS: readonly (readonly [words: RegExp, kinds: readonly Kind[]])[] = [
  // a row is written in more ways than one: it has to be declared
  [/row/i, []],
  [/matri|covariance/i, ["matrix"]],
  [/vector/i, ["column", "row"]],
];

/** Only a matrix is that. */
const OF_MATRICES = new Set<Cue["kind"]>(["symmetric", "positive-definite", "diagonal", "lower-triangular", "upper-triangular", "orthogonal", "orthonormal-columns", "skew"]);

const NOUN = String.raw`(?:row[- ]vectors?|vectors?|(?:covariance )?matri(?:x|ces)|covariances?|rows?)`;
const AFTER = new RegExp(String.raw`^\s*,?\s*(?:is|are|be|being|denotes?|as)?\s*(?:an?|the|some|two)\s+(?:[\w-]+\s+){0,3}?(${NOUN})\b`, "i");
const BEFORE = new RegExp(String.raw`((?:row[- ])?(?:vectors?|matri(?:x|ces))|covariances?|rows?)\s*$`, "i");

export function toldKinds(entries: readonly UnderstoodEntry[], scope: Scope): ReadonlyMap<string, readonly Kind[]> {
  const told = new Map<string, readonly Kind[]>();
  for (const { parts } of entries) {
    for (const { kind, statement: { body }, before, after } of parts) {
      const member = body.findIndex((tex) => isSymbol(tex, "\\in"));
      // a membership that is not understood says what we do not know
      if (kind !== "declaration" && member > 0) for (const tex of body.slice(0, member)) { const name = keyOf(coreOf(tex), { scope }); if (name !== null) told.set(name, []); }
      const [only] = body;
      const key = body.length === 1 && only !== undefined && only.kind !== "scripts" ? keyOf(only, { scope }) : null;
      const noun = key === null ? null : (AFTER.exec(after)?.[1] ?? BEFORE.exec(before)?.[1] ?? null);
      const kinds = noun === null ? undefined : KINDS.find(([words]) => words.test(noun))?.[1];
      // the covariance of two numbers is one
      const isOfNumbers = noun !== null && /^covariances?$/i.test(noun) && !/^\\?[A-Z]/.test(key ?? "");
      if (key !== null && kinds !== undefined && !isOfNumbers) told.set(key, kinds);
      else if (key !== null && [...cuesAfter(after), ...cuesBefore(before)].some((cue) => OF_MATRICES.has(cue.kind))) told.set(key, ["matrix"]);
      const definite = body.length === 3 && isSymbol(body[1], "\\succ", "\\succeq") ? keyOf(body[0]!, { scope }) : null;
      if (definite !== null) told.set(definite, ["matrix"]);
    }
  }
  return told;
}
