import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { checkDocument } from "../../../src/derivation/check/check-document.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import type { Row } from "../corpus/row.js";
import { writeDocument } from "../corpus/write-document.js";
import { judge } from "../independent/evaluate.js";
import { numbers } from "../tex/damage.js";
import { mutate } from "./mutate.js";

/** `MUTATION_SEED=7 MUTATION_ROUNDS=20 npm test -- mutations` tries others, and more. */
const SEED = Number(process.env["MUTATION_SEED"] ?? 3);
const ROUNDS = Number(process.env["MUTATION_ROUNDS"] ?? 1);

const FOLDER = new URL("../corpus/", import.meta.url);
const rows = readdirSync(FOLDER).filter((name) => name.endsWith(".jsonl")).sort().flatMap((name) => readFileSync(new URL(name, FOLDER), "utf8").trim().split("\n").map((line) => JSON.parse(line) as Row));

const tally = (words: readonly string[]): string => [...new Set(words)].map((word) => `${word} ${words.filter((each) => each === word).length}`).join(", ");

function verdictOf(row: Row): string {
  const { equations } = checkDocument(readDocument("row.md", writeDocument(row)));
  return equations.find(({ tag }) => tag === "1")?.verdict ?? "missing";
}

describe("the independent evaluator", () => {
  it("agrees with the truth of every row that it can read", (t) => {
    const judged = rows.map((row) => ({ row, verdict: judge(row, row.latex, numbers(SEED), 2) }));
    const read = judged.filter(({ verdict }) => typeof verdict === "string");
    t.diagnostic(`${read.length} of ${rows.length} rows read; not: ${tally(judged.flatMap(({ verdict }) => (typeof verdict === "string" ? [] : [verdict.unhandled])))}`);
    assert.ok(read.length > 480);
    assert.deepEqual(read.filter(({ row, verdict }) => (verdict === "holds") !== row.holds).map(({ row, verdict }) => `${row.id}: ${JSON.stringify(verdict)}: ${row.latex}`), []);
  });
});

/** The evaluator reads no equation without a right side, and need not: nothing is claimed there that could hold. */
const isEmpty = (latex: string): boolean => /=\s*$/.test(latex);

it("a true equation that lost its right side never holds", () => {
  const halves = rows.filter(({ holds }) => holds).slice(0, 40).map((row) => ({ ...row, latex: row.latex.replace(/=[^=]*$/, "=") }));
  assert.deepEqual(halves.filter((row) => isEmpty(row.latex) && verdictOf(row) === "holds").map(({ id, latex }) => `${id}: ${latex}`), []);
});

describe("one random edit of a true equation", () => {
  it(`is accepted only where the independent evaluator accepts it too (seed ${SEED}, ${ROUNDS} round${ROUNDS === 1 ? "" : "s"})`, (t) => {
    const random = numbers(SEED);
    const verdicts: string[] = [], wrong: string[] = [], unknown: string[] = [];
    for (const row of Array.from({ length: ROUNDS }, () => rows.filter(({ holds }) => holds)).flat()) {
      const mutant = mutate(row.latex, random);
      if (mutant === null) { verdicts.push("no edit"); continue; }
      const verdict = verdictOf({ ...row, latex: mutant.latex });
      verdicts.push(verdict);
      if (verdict !== "holds" || isEmpty(mutant.latex)) continue;
      const judgement = judge(row, mutant.latex, numbers(SEED + 1));
      const told = `${row.id}, ${mutant.kind}: ${row.latex} ⟶ ${mutant.latex}`;
      if (judgement === "differs") wrong.push(told);
      else if (typeof judgement === "object") unknown.push(`${told} (${judgement.unhandled})`);
    }
    t.diagnostic(`${verdicts.length} edits: ${tally(verdicts)}; ${unknown.length} accepted that the evaluator cannot read${unknown.map((each) => `\n  ${each}`).join("")}`);
    assert.deepEqual(wrong, []);
  });
});
