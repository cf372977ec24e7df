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
const notebookFile = (name) => join(folder, "notebooks", `${name}.ipynb`);

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
async function edit(title, name, cell, change, expected) {
  const file = notebookFile(name), notebook = JSON.parse(readFileSync(file, "utf8"));
  const source = [notebook.cells[cell].source].flat().join("");
  notebook.cells[cell].source = change(source);
  const all = settled(), started = performance.now();
  writeFileSync(file, JSON.stringify(notebook));
  for (;;) {
    const another = anotherPage();
    if ((await page()).includes(expected)) break;
    await another;
  }
  const first = performance.now() - started;
  await all;
  console.log(`${title.padEnd(58)} ${first.toFixed(0).padStart(5)} ms; all up to date ${(performance.now() - started).toFixed(0).padStart(5)} ms`);
}

const codeCells = (name) => JSON.parse(readFileSync(notebookFile(name), "utf8")).cells.flatMap((cell, k) => (cell.cell_type === "code" ? [k] : []));
const prints = (word) => (source) => `${source.replace(/\nconsole\.log\("[^"]*"\);$/, "")}\nconsole.log("${word}");`;
/** Time for kernels to be started ahead. */
const rest = () => sleep(Number(process.env.REST ?? 15_000));

try {
  await settled();
  await rest();
  const name = "1-fully-connected", cells = codeCells(name);
  await edit("prose", name, 0, (source) => `${source}\n\nFirst edit.`, "First edit.");
  await edit("prose again", name, 0, (source) => `${source}\n\nSecond edit.`, "Second edit.");
  for (const [place, k] of [["the last cell", cells.length - 1], ["a cell in the middle", Math.floor(cells.length / 2)], ["the second cell", 1]]) {
    for (const [time, word] of [["the first time", "one"], ["again", "two"], ["again", "three"]]) {
      await edit(`${place}, ${time}`, name, cells[k], prints(`${word} ${k}`), `>${word} ${k}`);
      await rest();
    }
  }
  for (const other of ["2-batches", "3-relu", "4-softmax-loss", "5-training"]) {
    const [third] = codeCells(other).slice(2);
    await edit(`the third cell of ${other}, for the first time`, other, third, prints("elsewhere"), ">elsewhere");
    await rest();
  }
} finally {
  over.abort();
  await listening;
  await preview.close();
  rmSync(folder, { recursive: true, force: true });
}
