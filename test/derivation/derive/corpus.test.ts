/** Every derivative on the left of a corpus row is derived: what comes out equals the row's right side, and no falsified one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideClaim } from "../../../src/derivation/check/decide-claim.js";
import { deriveGoal } from "../../../src/derivation/derive/derive.js";
import { StepNotProved } from "../../../src/derivation/derive/check-steps.js";
import { CannotDerive } from "../../../src/derivation/derive/derivation.js";
import { NotUnderstood } from "../../../src/derivation/notation/not-understood.js";
import type { Row } from "../corpus/row.js";
import { writeDocument } from "../corpus/write-document.js";
import { corpusRows, goalOf, holdsDerivative, type Goal } from "./goals.js";

const goalOfRow = (row: Row): Goal | null => {
  try {
    const goal = goalOf(writeDocument(row));
    return holdsDerivative(goal.left) ? goal : null;
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
};

const endless = (by: string): string => `'h' is defined by a recursion whose number of steps is a letter, and it leads back to '${by}' step after step; no rule ends that. Derive by a member that is a known number of steps away`;

/** Rows that are not derived, with the reason that the author is told. */
const NOT_DERIVED: Readonly<Record<string, string>> = {
  // the derivative of an inverse, with an inverse in it, at the sizes of three axes
  "fourth-cookbook-08": "written out at small sizes, this has more terms than are worked out; split it in steps",
  // a determinant of columns that are themselves derivatives of a written column
  "fourth-jacobian-hessian-06": "a number is expected here",
  // vec of a matrix of derivatives
  "fifth-b06": "vec has no index form here",
  "fourth-loss-14": "'G' is an unspecified function of an array that stands in a formula with its argument; no rule differentiates it there",
  // a loss of all members o^{(1)}, …, o^{(T)} of a family whose length is inferred
  "fourth-rnn-goodfellow-05": "'o' is declared nowhere; say what it is, for example '$o \\in \\mathbb{R}^{n}$'",
  "fourth-rnn-goodfellow-07": "'o' is declared nowhere; say what it is, for example '$o \\in \\mathbb{R}^{n}$'",
  // a sum over all steps of a recursion, whose number is a letter
  "second-elman-03": endless("h"),
  "second-elman-05": endless("A"),
  "second-elman-07": endless("c"),
  "third-rnn-time-03": endless("u"),
  // y_{o,u,v} has no shape but its ranges: the chain rule leaves out the sum over u and v, which the checker refuses
  "second-conv2d-01": "the two sides differ",
  "second-conv2d-03": "the two sides differ",
  "second-conv2d-05": "the two sides differ",
  // a maximum over a window
  "n1-pool-02": "a maximum over an index has no rule",
  "n2-bptt-03": endless("W"),
  // the checker finds the only name that it can be by, here it has to be written
  "n3-ent-01": "write below \\nabla what the derivative is by",
  // an inverse of a matrix function of time: the step is refused
  "eighth-c-time-matrix-02": "the two sides differ",
  // the inverse of a product of three at the sizes of two axes
};

/** Every fourth row here, and the rows that are listed; the others take a minute more. */
const goals = corpusRows.filter(({ id }, k) => k % 4 === 0 || id in NOT_DERIVED).flatMap((row) => { const goal = goalOfRow(row); return goal === null ? [] : [{ row, goal }]; });
const outcome = ({ row, goal: { left, right, scope, layout } }: { readonly row: Row; readonly goal: Goal }): string => {
  try {
    const { result } = deriveGoal(left, { scope, layout, seed: 1 });
    return decideClaim({ left: result, right, ranges: new Map(), conditions: [] }, { scope, layout, seed: 2 }).verdict;
  } catch (error) {
    if (error instanceof CannotDerive) return error.message;
    // a step that nobody can decide is not printed either
    if (error instanceof StepNotProved && (error.verdict === "unchecked" || row.id in NOT_DERIVED)) return error.why;
    throw error;
  }
};

/** What the checker does not read as true in the first place (`corpus.test.ts` lists it) is nothing to hold a result against. */
const isRead = ({ goal: { left, right: written, scope, layout } }: { readonly goal: Goal }): boolean => decideClaim({ left, right: written, ranges: new Map(), conditions: [] }, { scope, layout, seed: 3 }).verdict === "holds";
const right = goals.filter((each) => each.row.holds && (each.row.id in NOT_DERIVED || isRead(each)));
test("there are goals enough to speak of", () => { assert.ok(right.length > 40, String(right.length)); });

for (const each of right) test(`${each.row.id}: what is derived is what is written`, () => { assert.equal(outcome(each), NOT_DERIVED[each.row.id] ?? "holds"); });

/** With one step only: of a longer chain the end may be right again. What is wrong at the end of a range or in a later section alone is right for the goal, which knows of neither. */
const wrong = goals.filter((each) => !each.row.holds && each.row.fails_at === undefined && each.row.latex.split("=").length === 2 && (each.row.id in NOT_DERIVED || !isRead(each)));
for (const each of wrong) test(`${each.row.id}: what is derived is not what is wrongly written`, () => { assert.notEqual(outcome(each), "holds"); });
