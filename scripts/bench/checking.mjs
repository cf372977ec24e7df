// How fast equations are read and decided, and what the whole process costs: node scripts/bench/checking.mjs
// Reading is set against KaTeX's parser on the same formulas in the same run; the time a document of the whole process must not grow with their number.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import katex from "katex";
import { build } from "../build.mjs";
import { compiled, compileTests } from "../compile-tests.mjs";

build();
compileTests();
const { checkDocument } = await import(compiled("src/derivation/check/check-document.js"));
const { readDocument } = await import(compiled("src/derivation/document/read-document.js"));
const { readTex } = await import(compiled("src/derivation/tex/read-tex.js"));
const { writeDocument } = await import(compiled("test/derivation/corpus/write-document.js"));

const corpus = new URL("../../test/derivation/corpus/", import.meta.url);
const rows = readdirSync(corpus).filter((name) => name.endsWith(".jsonl")).sort().flatMap((name) => readFileSync(new URL(name, corpus), "utf8").trim().split("\n").map((line) => JSON.parse(line)));
// in an order that mixes the topics, so that the first 100 are like all of them
const documents = rows.map((_, k) => rows[(k * 211) % rows.length]).map((row) => ({ row, text: writeDocument(row) }));
const whole = (number) => Math.round(number).toLocaleString("en");

/** Milliseconds of one call: the median of `runs`, after one that warms up. */
function median(runs, work) {
  const times = Array.from({ length: runs + 1 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.slice(1).sort((a, b) => a - b)[Math.floor(runs / 2)];
}

const written = documents.flatMap(({ text }) => readDocument("row.md", text).fragments.filter(({ kind }) => kind === "formula").map(({ inner }) => text.slice(inner.start, inner.end)));
// macros of a document are not known to a formula that stands alone: the comparison is of those that KaTeX reads so
const formulas = written.filter((tex) => {
  try {
    return katex.__parse(tex, { displayMode: true, strict: "ignore" }) !== null;
  } catch {
    return false;
  }
});
const ours = median(7, () => formulas.forEach((tex) => readTex(tex, { start: 0, end: tex.length })));
const katexs = median(7, () => formulas.forEach((tex) => katex.__parse(tex, { displayMode: true, strict: "ignore" })));
console.log(`reading   ${formulas.length} of ${written.length} formulas (those without macros of a document) in ${ours.toFixed(0)} ms: ${whole((formulas.length / ours) * 1000)} a second; KaTeX's parser ${whole((formulas.length / katexs) * 1000)}, ratio of the times ${(ours / katexs).toFixed(2)}`);

for (const [name, chosen] of [["that hold", documents.filter(({ row }) => row.holds)], ["that fail (with the search for a repair)", documents.filter(({ row }) => !row.holds)]]) {
  const timed = chosen.map(({ row, text }) => {
    const document = readDocument("row.md", text);
    const start = performance.now();
    checkDocument(document);
    return { id: row.id, time: performance.now() - start };
  }).sort((a, b) => a.time - b.time);
  const total = timed.reduce((sum, { time }) => sum + time, 0);
  const slowest = timed.at(-1);
  console.log(`deciding  ${timed.length} claims ${name} in ${total.toFixed(0)} ms: ${whole((timed.length / total) * 1000)} a second; median ${timed[Math.floor(timed.length / 2)].time.toFixed(1)} ms, slowest ${slowest.time.toFixed(0)} ms (${slowest.id})`);
}

/** One call of the command on so many documents: seconds, and the most memory it held. */
function runCommand(folder, count) {
  const names = Array.from({ length: count }, (_, k) => join(folder, `${k}.md`));
  const tellMemory = `data:text/javascript,${encodeURIComponent("process.on('exit', () => process.stderr.write(`\\nmaxRSS ${process.resourceUsage().maxRSS}`));")}`;
  const start = performance.now();
  const { stderr } = spawnSync(process.execPath, ["--import", tellMemory, fileURLToPath(new URL("../backproof.mjs", import.meta.url)), "check", "--format", "json", ...names], { encoding: "utf8", maxBuffer: 1 << 28 });
  return { seconds: (performance.now() - start) / 1000, megabytes: Number(/maxRSS (\d+)/.exec(stderr)?.[1]) / 1024 };
}

const folder = mkdtempSync(join(tmpdir(), "backproof-bench-"));
try {
  for (let k = 0; k < 1_000; k++) writeFileSync(join(folder, `${k}.md`), documents[k % documents.length].text);
  let before = null;
  for (const count of [1, 100, 1_000]) {
    const { seconds, megabytes } = runCommand(folder, count);
    const growth = before === null ? "" : `, ${(((seconds - before.seconds) / (count - before.count)) * 1000).toFixed(1)} ms for each more`;
    console.log(`process   ${count} documents in ${seconds.toFixed(2)} s, at most ${megabytes.toFixed(0)} MB${growth}`);
    before = { count, seconds };
  }
} finally {
  rmSync(folder, { recursive: true });
}
