import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { checkDocument } from "../../src/derivation/check/check-document.js";
import { readDocument } from "../../src/derivation/document/read-document.js";
import type { Row } from "./corpus/row.js";
import { writeDocument } from "./corpus/write-document.js";

/** Rows that the checker cannot do yet, each with its reason. Whoever mends one takes it out. */
const STATES = "the outputs o^{(t)} and the states h^{(t)} of a network over time are defined by weights that are declared after them";
const FUNCTIONS = "a policy \\pi(a, \\theta) that words alone declare is not read as a function of its arguments", BLOCKS = "an inverse written out in blocks defines none of them";
const LISTS = "a list of members without a set, and nothing that tells numbers from vectors", FLOWS = "solutions of a differential equation are not followed along the flow";
const NOT_YET: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["01", "08"].map((n) => [`fourth-rnn-goodfellow-${n}`, STATES])),
  ...Object.fromEntries(["", "-wrong"].flatMap((which) => [[`sixth-score-function${which}`, FUNCTIONS], [`sixth-conditional-covariance${which}`, BLOCKS]])),
  "seventh-c-td-1": "a definition over three steps that reaches to a fourth entry",
  ...Object.fromEntries(["01", "02"].flatMap((n) => [[`eighth-a-convolution-${n}`, LISTS], [`eighth-a-gaussian-posterior-${n}`, LISTS], [`eighth-b-adjoint-invariant-${n}`, FLOWS]])),
  "eighth-b-kkt-stationarity-01": "the constraint of an optimisation is taken for an assumption on its variable",
  "n1-dense-10": "a layer declared with the letter l, and the next one, are not read as two layers of two lengths",
  "n1-conv-05": "a band along the diagonal of a matrix with three kinds of dots",
  ...Object.fromEntries(["01", "02"].flatMap((n) => [[`n3-gn-${n}`, "a list of unspecified functions r_1, …, r_m"], [`n3-mean-${n}`, "an expectation that is defined as a mean"]])),
  "n3-impl-01": "a function that is given by an equation it obeys is not differentiated implicitly",
  "fourth-loss-17": "a family that is counted from 0, with a definition for each member in the same display as the loss",
};

const FOLDER = new URL("corpus/", import.meta.url);
const rowsOf = (file: string): readonly Row[] => readFileSync(new URL(file, FOLDER), "utf8").trim().split("\n").map((line) => JSON.parse(line) as Row);

/** "holds", "fails", "fails at step 2", or "unchecked" with the reason. */
function verdictOf(row: Row): string {
  const { equations } = checkDocument(readDocument(`${row.id}.md`, writeDocument(row)));
  const equation = equations.find(({ tag }) => tag === "1");
  if (equation === undefined) return "missing";
  if (equation.verdict === "fails" && row.fails_at !== undefined) return `fails at step ${equation.steps.findIndex(({ verdict }) => verdict === "fails") + 1}`;
  const reason = equation.problems.find(({ severity }) => severity === "error")?.message;
  return equation.verdict === "unchecked" || (equation.verdict === "fails" && row.holds) ? `${equation.verdict}: ${reason}` : equation.verdict;
}

const expectedOf = (row: Row): string => (row.holds ? "holds" : row.fails_at === undefined ? "fails" : `fails at step ${row.fails_at}`);

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".jsonl")).sort()) {
  describe(`corpus/${file}`, () => {
    const rows = rowsOf(file).map((row) => ({ row, verdict: verdictOf(row) }));
    it("nothing false holds", () => {
      assert.deepEqual(rows.filter(({ row, verdict }) => !row.holds && verdict === "holds").map(({ row }) => `${row.id}: ${row.latex}`), []);
    });
    it(`each of the ${rows.length} equations has its verdict, chains with the first wrong step`, () => {
      const wrong = rows.filter(({ row, verdict }) => verdict !== expectedOf(row) && NOT_YET[row.id] === undefined);
      assert.deepEqual(wrong.map(({ row, verdict }) => `${row.id}: ${verdict}, not ${expectedOf(row)}: ${row.latex}`), []);
    });
    it("what is listed as not done yet is not done yet", () => {
      assert.deepEqual(rows.filter(({ row, verdict }) => NOT_YET[row.id] !== undefined && verdict === expectedOf(row)).map(({ row }) => row.id), []);
    });
  });
}
