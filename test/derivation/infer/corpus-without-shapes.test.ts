import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { checkDocument } from "../../../src/derivation/check/check-document.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { mutate } from "../check/mutate.js";
import type { Row } from "../corpus/row.js";
import { writeDocument } from "../corpus/write-document.js";
import { numbers } from "../tex/damage.js";
import { withoutShapes } from "./without-shapes.js";

const FOLDER = new URL("../corpus/", import.meta.url);
const rows = readdirSync(FOLDER).filter((name) => name.endsWith(".jsonl")).sort().flatMap((name) => readFileSync(new URL(name, FOLDER), "utf8").trim().split("\n").map((line) => JSON.parse(line) as Row));
const verdictOf = (text: string): string => checkDocument(readDocument("row.md", text)).equations.find(({ tag }) => tag === "1")?.verdict ?? "missing";
const SEED = Number(process.env["MUTATION_SEED"] ?? 5);

describe("the corpus with no array declared", () => {
  const found = rows.map((row) => ({ row, verdict: verdictOf(withoutShapes(row)) }));
  const count = (holds: boolean, verdict: string): number => found.filter((each) => each.row.holds === holds && each.verdict === verdict).length;
  it("nothing false holds", () => { assert.deepEqual(found.filter(({ row, verdict }) => !row.holds && verdict === "holds").map(({ row }) => row.id), []); });
  // without its declaration h_{t-1} is no step that is given: z moves all the steps before, too
  const RECURSIVE = ["eleventh-recurrent-09"];
  it("nothing true fails, but where the declaration says that a step is given", () => { assert.deepEqual(found.filter(({ row, verdict }) => row.holds && verdict === "fails").map(({ row }) => row.id), RECURSIVE); });
  it("nearly half of it is decided all the same", (t) => {
    t.diagnostic(`true: ${count(true, "holds")} hold, ${count(true, "unchecked")} unchecked; false: ${count(false, "fails")} fail, ${count(false, "unchecked")} unchecked`);
    assert.ok(count(true, "holds") + count(false, "fails") > 0.45 * rows.length);
  });
});

it(`one random edit of a true equation gets no other verdict than with its shapes declared, or none (seed ${SEED})`, (t) => {
  const random = numbers(SEED);
  const edited = rows.filter(({ holds }) => holds).flatMap((row) => { const mutant = mutate(row.latex, random); return mutant === null ? [] : [{ ...row, latex: mutant.latex }]; });
  const decided = edited.map((row) => ({ row, verdict: verdictOf(withoutShapes(row)) })).filter(({ verdict }) => verdict !== "unchecked");
  t.diagnostic(`${edited.length} edits, ${decided.length} decided`);
  assert.deepEqual(decided.filter(({ row, verdict }) => verdictOf(writeDocument(row)) !== verdict).map(({ row, verdict }) => `${row.id}: ${verdict}: ${row.latex}`), []);
});
