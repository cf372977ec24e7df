// How fast formulas and documents are read: node scripts/bench/reading.mjs
// Every line is the median of some runs on warm code; the last column must not grow with the number of documents.
import { readFileSync } from "node:fs";
import { build } from "../build.mjs";

build();
const { readTex } = await import("../../dist/derivation/tex/read-tex.js");
const { readDocument } = await import("../../dist/derivation/document/read-document.js");

const fixture = (name) => readFileSync(new URL(`../../test/derivation/fixtures/${name}`, import.meta.url), "utf8");
const formulas = JSON.parse(fixture("formulas.json"));
const assignment = fixture("assignment.md");

/** Milliseconds of one call: the median of `runs`. */
function median(runs, work) {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}

const readAll = () => formulas.forEach((tex) => readTex(tex, { start: 0, end: tex.length }));
readAll();
const perPass = median(21, readAll);
console.log(`formulas: ${formulas.length} in ${perPass.toFixed(1)} ms, ${Math.round((formulas.length / perPass) * 1000)} a second`);

const equations = readDocument("assignment.md", assignment).fragments.filter(({ kind }) => kind === "formula").length;
for (const count of [1, 100, 1000]) {
  const time = median(count === 1000 ? 3 : 11, () => {
    for (let index = 0; index < count; index++) readDocument("assignment.md", assignment);
  });
  console.log(`documents: ${count} of ${equations} formulas in ${time.toFixed(1)} ms, ${Math.round(((count * equations) / time) * 1000)} formulas a second, ${(time / count).toFixed(2)} ms a document`);
}
for (const factor of [1, 10, 100]) {
  const text = assignment.repeat(factor);
  const time = median(3, () => readDocument("long.md", text));
  console.log(`one document of ${(text.length / 1000).toFixed(0)} kB in ${time.toFixed(1)} ms, ${((time / text.length) * 1e6).toFixed(0)} ms a MB`);
}
