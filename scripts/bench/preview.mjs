// How long `backproof preview` takes from an edit to the page that shows it, on a copy of this repository's notebooks.
// Usage: node scripts/build.mjs --if-stale && node scripts/bench/preview.mjs
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPreview } from "../../dist/preview/preview.js";

const folder = mkdtempSync(join(tmpdir(), "bench-preview-"));
writeFileSync(join(folder, "package.json"), "{}");
symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
cpSync("notebooks", join(folder, "notebooks"), { recursive: true });
mkdirSync(join(folder, "report"));
cpSync("report/report.json", join(folder, "report", "report.json"));
const file = join(folder, "notebooks", "1-fully-connected.ipynb");

let wake = () => {};
const preview = await startPreview(join(folder, "report", "report.json"), { onSettled: () => wake() });
const settled = () => new Promise((done) => (wake = done));

/** Settles when the page is told of a new version, as the browser is. */
let versionChanged = () => {};
const anotherPage = () => new Promise((done) => (versionChanged = done));
const over = new AbortController();
const listening = (async () => {
  let version = 0, text = "";
  for await (const part of (await fetch(`${preview.url}events`, { signal: over.signal })).body) {
    text += Buffer.from(part).toString();
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) {
      const state = JSON.parse(event.slice("data: ".length));
      if (state.version !== version) versionChanged();
      version = state.version;
    }
  }
})().catch(() => {});
const page = async () => (await (await fetch(`${preview.url}main`)).json()).main;

/** Puts a text into a cell, and waits until the page has it and all is up to date. */
async function edit(title, cell, change, expected) {
  const notebook = JSON.parse(readFileSync(file, "utf8"));
  const source = [notebook.cells[cell].source].flat().join("");
  notebook.cells[cell].source = change(source);
  const all = settled(), started = performance.now();
  writeFileSync(file, JSON.stringify(notebook));
  while (!(await page()).includes(expected)) await anotherPage();
  const first = performance.now() - started;
  await all;
  console.log(`${title.padEnd(44)} ${first.toFixed(0).padStart(5)} ms; all up to date ${(performance.now() - started).toFixed(0).padStart(5)} ms`);
}

const codeCells = JSON.parse(readFileSync(file, "utf8")).cells.flatMap((cell, k) => (cell.cell_type === "code" ? [k] : []));
const prints = (word) => (source) => `${source.replace(/\nconsole\.log\("[^"]*"\);$/, "")}\nconsole.log("${word}");`;
/** Time for kernels to be started ahead. */
const rest = () => sleep(Number(process.env.REST ?? 15_000));

try {
  await settled();
  await rest();
  await edit("prose", 0, (source) => `${source}\n\nFirst edit.`, "First edit.");
  await edit("prose again", 0, (source) => `${source}\n\nSecond edit.`, "Second edit.");
  for (const [name, k] of [["the last cell", codeCells.length - 1], ["a cell in the middle", Math.floor(codeCells.length / 2)], ["the second cell", 1]]) {
    for (const [time, word] of [["the first time", "one"], ["again", "two"], ["again", "three"]]) {
      await edit(`${name}, ${time}`, codeCells[k], prints(`${word} ${k}`), `>${word} ${k}`);
      await rest();
    }
  }
} finally {
  over.abort();
  await listening;
  await preview.close();
  rmSync(folder, { recursive: true, force: true });
}
