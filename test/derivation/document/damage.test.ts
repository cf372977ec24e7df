import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { damaged, monsters, numbers } from "../tex/damage.js";

const assignment = readFileSync(new URL("../fixtures/assignment.md", import.meta.url), "utf8");
const SEED = 11;

function readSafely(path: string, text: string): void {
  const start = performance.now();
  const { fragments } = readDocument(path, text);
  let end = 0;
  for (const { kind, span } of fragments) {
    assert.ok(span.start >= end && span.end >= span.start && span.end <= text.length, `${path}: ${span.start}-${span.end} after ${end} in ${JSON.stringify(text.slice(0, 100))}`);
    // a heading's formulas lie within it
    end = kind === "heading" ? span.start : span.end;
  }
  assert.ok(performance.now() - start < 1_000, text.slice(0, 40));
}

it(`damaged documents are read to fragments in their order (seed ${SEED})`, () => {
  const random = numbers(SEED);
  for (let index = 0; index < 400; index++) {
    let text = assignment;
    for (let count = 0; count < 4; count++) text = damaged(text, random).padEnd(20);
    readSafely(index % 2 === 0 ? "a.md" : "a.tex", text);
  }
});

it("long documents of every kind are read in time that grows with their length", () => {
  for (const text of monsters(10_000)) for (const path of ["a.md", "a.tex"]) readSafely(path, text);
});
