import assert from "node:assert/strict";
import { it } from "node:test";
import { readTex } from "../../../src/derivation/tex/read-tex.js";
import { damaged, FORMULAS, monsters, numbers } from "./damage.js";

const SEED = 5;
/** More for a longer look: `DAMAGED=100000 npm test -- tex/damage`. */
const COUNT = Number(process.env["DAMAGED"] ?? 20_000);

/** A reading is a tree or a problem within the text; never an exception. */
function readSafely(tex: string): boolean {
  const reading = readTex(tex, { start: 0, end: tex.length });
  if ("formula" in reading) return true;
  const { start, end, message } = reading.problem;
  assert.ok(start >= 0 && start <= end && end <= tex.length && message !== "", JSON.stringify({ tex, ...reading.problem }));
  return false;
}

it(`${COUNT} damaged formulas give a tree or a problem in its place (seed ${SEED})`, () => {
  const random = numbers(SEED);
  let trees = 0;
  for (let index = 0; index < COUNT; index++) if (readSafely(damaged(FORMULAS[random(FORMULAS.length)] ?? "", random))) trees++;
  // the damage is neither always fatal nor always harmless
  assert.ok(trees > COUNT / 20 && trees < COUNT * 0.75, `${trees} trees`);
});

it("long and deep inputs of every kind are read in time that grows with their length", () => {
  for (const tex of monsters(10_000)) {
    const start = performance.now();
    readSafely(tex);
    assert.ok(performance.now() - start < 1_000, tex.slice(0, 40));
  }
});

it("10,000 braces are a problem, not a stack overflow", () => {
  const tex = "{".repeat(10_000) + "x" + "}".repeat(10_000);
  assert.deepEqual(readTex(tex, { start: 0, end: tex.length }), { problem: { start: 199, end: 200, message: "this is nested more than 200 levels deep: write the formula in parts" } });
});
