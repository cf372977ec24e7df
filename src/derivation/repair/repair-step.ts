/** The repair of a failing chain: the first wrong step's right side first, then its left side where that starts the chain. */
import type { ChainResult, ChainStart, Side } from "../check/check-chain.js";
import { checkChain } from "../check/check-chain.js";
import type { ClaimContext } from "../check/claim.js";
import type { Suggestion } from "../check/checked-document.js";
import { chainOf, entriesOf, type Chain, type Statement } from "../scope/statements.js";
import type { Spelling } from "../notation/spelling.js";
import type { Macros } from "../tex/macros.js";
import { readFormulaTex } from "../notation/respell.js";
import type { Span } from "../tex/tex.js";
import type { Edit } from "./edit.js";
import { findRepair } from "./find-repair.js";

export interface Failing {
  readonly text: string;
  /** The formula without its delimiters. */
  readonly inner: Span;
  readonly chain: Chain;
  readonly statement: Statement;
  readonly result: ChainResult;
  readonly start: ChainStart;
  readonly macros: Macros;
  readonly spelling?: Spelling;
  readonly tag: string | null;
  readonly display: boolean;
}

export function repairChain(failing: Failing, context: ClaimContext): Suggestion | null {
  const k = failing.result.steps.findIndex((step) => step.decided.verdict === "fails");
  const step = failing.result.steps[k];
  if (step === undefined || step.claim === null || step.decided.code === "half-derivative") return null;
  const { claim } = step;
  const own = (side: Side): boolean => side.start >= failing.inner.start && side.end <= failing.inner.end && failing.result.sides.includes(side);
  const tries = [
    { side: step.right, expression: claim.right, other: claim.left },
    ...(k === 0 && failing.start.previous === null ? [{ side: step.left, expression: claim.left, other: claim.right }] : []),
  ];
  for (const { side, expression, other } of tries) {
    if (!own(side)) continue;
    const verify = (edit: Edit): boolean => saysSomething(failing, edit, side) && holdsWith(edit, failing, context);
    const edit = findRepair({ text: failing.text, side, expression, other, claim, macros: failing.macros, ...(failing.spelling && { spelling: failing.spelling }), verify }, context);
    if (edit !== null) return { latex: edited(failing, edit).trim(), message: edit.what };
  }
  return null;
}

const edited = ({ text, inner }: Failing, edit: Edit): string => tidy(text.slice(inner.start, edit.start) + edit.text + text.slice(edit.end, inner.end));

/** No blanks doubled, no command run into a letter. */
const tidy = (latex: string): string => latex.replace(/ {2,}/g, " ");

/** An edit that makes both sides the same text says nothing. */
function saysSomething(failing: Failing, edit: Edit, side: Side): boolean {
  const plain = (latex: string): string => latex.replace(/\\(left|right|,|;|!|quad)(?![a-zA-Z])|[\s{}]/g, "");
  const now = plain(failing.text.slice(side.start, edit.start) + edit.text + failing.text.slice(edit.end, side.end));
  if (now === "" || now === "0") return false;
  // x + 1 - 1, and the whole other side put in as a term
  const extra = /^[-+](.+)$/.exec(plain(edit.text));
  if (extra !== null && (now === `${extra[1]!}-${extra[1]!}` || now.includes(`+${extra[1]!}-${extra[1]!}`) || now.includes(`-${extra[1]!}+${extra[1]!}`) || failing.result.sides.some((each) => each !== side && plain(failing.text.slice(each.start, each.end)) === extra[1]))) return false;
  const others = failing.result.sides.filter((each) => each !== side).map((each) => plain(failing.text.slice(each.start, each.end)));
  return !others.includes(now);
}

/** The statement read and checked again with the edit made: every step must hold. */
function holdsWith(edit: Edit, failing: Failing, context: ClaimContext): boolean {
  const { text, inner } = failing;
  const shifted = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  const reading = readFormulaTex(shifted, { start: inner.start, end: inner.end + edit.text.length - (edit.end - edit.start) }, failing.macros, failing.spelling);
  if (!("formula" in reading)) return false;
  for (const entry of entriesOf(reading.formula, null, null, failing.display)) {
    for (const statement of entry.statements) {
      const covers = statement.start <= edit.start && statement.end >= edit.start + edit.text.length;
      if (!covers) continue;
      const result = checkChain(chainOf(statement), statement, failing.start, context);
      return result.steps.length > 0 && result.steps.every((step) => step.decided.verdict === "holds");
    }
  }
  return false;
}
