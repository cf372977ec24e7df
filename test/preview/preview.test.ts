/** A preview follows its files: what is shown, what is marked, what runs, and what is left when it ends. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { code, prose } from "../notebook/notebooks.js";
import { calm, echo, previewing } from "./previewing.js";

const CHAPTER = [prose("# One\n\nFirst words."), code("a = 1"), code("b = 2"), code("c = 3")];

test("prose: shown, and nothing runs", async () => {
  const { write, until, ran, close, settled } = await previewing({ "a.ipynb": CHAPTER });
  after(close);
  await until((main, state) => main.includes("says c = 3, after 2") && calm(main, state), "all has run");
  assert.deepEqual(ran, ["a.ipynb 1", "a.ipynb 2", "a.ipynb 3"]);
  write("a.ipynb", [prose("# One\n\nSecond words."), ...CHAPTER.slice(1), prose("More.")]);
  await until((main, state) => main.includes("Second words.") && main.includes("More.") && calm(main, state), "the prose");
  assert.equal(ran.length, 3);
  assert.equal(settled.length, 2);
});

test("a cell: it and those after it run, in a kernel that has run those before it; what they gave before is marked until then, or gone", async () => {
  const { write, until, ran, close, states } = await previewing({ "a.ipynb": CHAPTER });
  after(close);
  await until((main, state) => main.includes("says c = 3, after 2") && calm(main, state), "all has run");
  const edit = async (text: string): Promise<void> => {
    write("a.ipynb", [...CHAPTER.slice(0, 2), code(text), ...CHAPTER.slice(3)]);
    await until((main, state) => main.includes(`says ${text}, after 1`) && main.includes("says c = 3, after 2") && calm(main, state), text);
  };
  await edit("b = 20");
  await sleep(1500); // a kernel is started ahead
  const before = ran.length, seen = states.length;
  await edit("wait 400 b = 200");
  assert.deepEqual(ran.slice(before), ["a.ipynb 2", "a.ipynb 3"]);
  assert.deepEqual(states.slice(seen)[0]?.stale, { "a.ipynb": [2, 3] }, "both are marked at once");
});

test("no page shows, unmarked, what a cell's code does not give", async () => {
  const { write, main, state, close, until } = await previewing({ "a.ipynb": [code("one 0"), code("wait 30 two")] });
  after(close);
  await until(calm, "all has run");
  let written = 0, writtenAt = 0, isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const expected = written, text = await main(), { stale, isBusy } = state();
      const shown = Number(/says one (\d+),/.exec(text)?.[1] ?? expected);
      // a file's notice takes a moment: what was written just now may not be known yet
      if (shown < expected && written === expected && writtenAt + 150 < Date.now()) assert.ok(isBusy || stale["a.ipynb"]?.includes(0), `the page says ${shown} unmarked, the file ${expected}`);
      await sleep(3);
    }
  })();
  for (written = 1; written <= 6; written++) {
    writtenAt = Date.now();
    write("a.ipynb", [code(`one ${written}`), code("wait 30 two")]);
    await sleep(written % 2 === 0 ? 700 : 60);
  }
  written = 6;
  await until((text, now) => text.includes("says one 6,") && calm(text, now), "the last edit");
  isOver = true;
  await watching;
});

test("a module: the notebooks that import it run again, no other; also when it comes to be, and when it goes", async () => {
  const { write, until, ran, close, folder } = await previewing({ "a.ipynb": [code('import "./x"')], "b.ipynb": [code('import "./y"')], "x.ts": "export const x = 1;", "y.ts": "import './z';" });
  after(close);
  await until(calm, "all has run");
  const runs = async (change: () => void, expected: readonly string[]): Promise<void> => {
    const before = ran.length;
    change();
    await until((main, state) => ran.length >= before + expected.length && calm(main, state), expected.join());
    await sleep(200);
    assert.deepEqual(ran.slice(before).sort(), expected);
  };
  await runs(() => write("x.ts", "export const x = 2;"), ["a.ipynb 0"]);
  await runs(() => write("z.ts", "export const z = 1;"), ["b.ipynb 0"]);
  await runs(() => write("z.ts", "export const z = 2;"), ["b.ipynb 0"]);
  await runs(() => unlinkSync(join(folder, "x.ts")), ["a.ipynb 0"]);
  await runs(() => write("x.ts", "export const x = 2;"), []); // as it was once: its result is stored
});

test("the configuration broken: the last page stays, with the fault; mended, it goes on; a chapter more, a chapter less", async () => {
  const { write, until, close, folder, settled } = await previewing({ "a.ipynb": CHAPTER, "b.ipynb": [prose("Chapter B."), code("d = 4")] });
  after(close);
  await until(calm, "all has run");
  write("report.json", '{ "title": "T", "chapters": ["a.ipynb" }');
  const main = await until((_, { fault }) => fault !== null, "the fault");
  assert.ok(main.includes("says a = 1"));
  assert.match(settled.at(-1)!.fault!, /report\.json: line 1, column 40: /);
  write("report.json", JSON.stringify({ title: "Another title", chapters: ["a.ipynb"] }));
  await until((text, state) => text.includes("Another title") && !text.includes("Chapter B.") && calm(text, state), "the mended configuration");
  write("report.json", JSON.stringify({ title: "T", chapters: ["b.ipynb", "a.ipynb"] }));
  await until((text, state) => text.indexOf("Chapter B.") < text.indexOf("First words.") && text.includes("says d = 4") && calm(text, state), "both chapters");
  unlinkSync(join(folder, "report.json"));
  await until((_, { fault }) => fault?.endsWith("report.json: the configuration cannot be read: there is no such file") === true, "no configuration");
});

test("a notebook broken: the fault names it; written in two steps it is no fault", async () => {
  const { write, until, close, folder, states } = await previewing({ "a.ipynb": CHAPTER });
  after(close);
  await until(calm, "all has run");
  const text = readFileSync(join(folder, "a.ipynb"), "utf8");
  write("a.ipynb", text.slice(0, 100));
  await sleep(80);
  write("a.ipynb", text.replace("First words.", "In two steps."));
  await until((main, state) => main.includes("In two steps.") && calm(main, state), "the whole notebook");
  assert.deepEqual(states.filter(({ fault }) => fault !== null), []);
  write("a.ipynb", text.slice(0, 100));
  await until((_, { fault }) => fault?.startsWith("a.ipynb: line ") === true, "the fault");
  write("aside", text);
  renameSync(join(folder, "aside"), join(folder, "a.ipynb"));
  await until((main, state) => main.includes("First words.") && calm(main, state), "mended by renaming");
});

test("a cell that fails: in its place, counted, and gone when it is mended", async () => {
  const { write, until, close } = await previewing({ "a.ipynb": [code("a"), code("fail"), code("c")] });
  after(close);
  const main = await until((_, { problems, isBusy }) => problems === 2 && !isBusy, "two problems");
  assert.match(main, /Failure<\/strong> <span class="where">a\.ipynb, cell 2/);
  write("a.ipynb", [code("a"), code("b"), code("c")]);
  await until((text, state) => state.problems === 0 && text.includes("says c, after 2") && calm(text, state), "mended");
});

test("an edit while a long cell runs: the old run is given up, prose does not disturb it", async () => {
  const { write, until, ran, close } = await previewing({ "a.ipynb": [prose("One."), code("wait 60000 first")] });
  after(close);
  await until((_, { doing }) => doing[0] === "a.ipynb, cell 2 runs (1 of 1)", "it runs");
  write("a.ipynb", [prose("Two."), code("wait 60000 first")]);
  await until((main, { doing }) => main.includes("Two.") && doing.length === 1, "the prose, while it runs");
  assert.deepEqual(ran, ["a.ipynb 1"]);
  write("a.ipynb", [prose("Two."), code("second")]);
  await until((main, state) => main.includes("says second, after 0") && calm(main, state), "the edited cell");
});

test("a theme that is gone: told at once; back again, it goes on", async () => {
  const { write, until, close, folder } = await previewing({ "a.ipynb": [prose("One.")], "theme/screen.css": "main { color: teal }", "report.json": JSON.stringify({ title: "T", chapters: ["a.ipynb"], theme: "theme" }) });
  after(close);
  await until(calm, "there is a page");
  rmSync(join(folder, "theme"), { recursive: true });
  await until((_, { fault }) => fault === `${join(folder, "theme")}: the theme's folder does not exist; "theme" in the configuration names it`, "the fault");
  write("theme/screen.css", "main { color: tomato }");
  await until(calm, "mended");
});

test("the theme: the page has another style", async () => {
  const { write, until, close, url, state } = await previewing({ "a.ipynb": [prose("One.")], "theme/screen.css": "main { color: teal }", "report.json": JSON.stringify({ title: "T", chapters: ["a.ipynb"], theme: "theme" }) });
  after(close);
  await until(calm, "there is a page");
  const { version } = state();
  write("theme/screen.css", "main { color: tomato }");
  await until((main, now) => now.version > version && calm(main, now), "another page");
  assert.match(await (await fetch(url)).text(), /main \{ color: tomato \}/);
});

test("when it ends, no kernel, no port and no temporary file is left, and nothing was written but stored results", async () => {
  const temporary = process.env["TMPDIR"], own = mkdtempSync(join(tmpdir(), "preview-own-"));
  process.env["TMPDIR"] = own;
  try {
    const { close, folder, url, until } = await previewing({ "a.ipynb": [code("wait 60000 a")], "b.ipynb": [code("b"), code("c")] });
    await until((main) => main.includes("says c, after 1"), "b has run");
    after(close);
    assert.ok(readdirSync(own).some((name) => existsSync(join(own, name, "connection.json"))), "a kernel is met here");
    assert.deepEqual(readdirSync(folder).filter((name) => name !== ".cache").sort(), ["a.ipynb", "b.ipynb", "node_modules", "package.json", "report.json"]);
    await close();
    assert.deepEqual(readdirSync(own), []);
    await assert.rejects(fetch(url));
  } finally {
    if (temporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = temporary;
    rmSync(own, { recursive: true });
  }
});

test("what is compiled: its edited source marks what depends on it, until it has been compiled; a failure of that is told", async () => {
  const { write, until, close, ran } = await previewing({
    "a.ipynb": [code('import "./x.js"')], "b.ipynb": [code("b")],
    "x.js": "exports.x = 1;\n", "x.js.map": JSON.stringify({ version: 3, sources: ["src/x.ts"], mappings: "" }), "src/x.ts": "export const x = 1;",
  }, echo, { build: `node -e "const s = require('fs').readFileSync('src/x.ts', 'utf8'); setTimeout(() => { if (/wrong/.test(s)) { console.error('x.ts: wrong'); process.exit(1) } require('fs').writeFileSync('x.js', s) }, 400)"` });
  after(close);
  await until(calm, "all has run");
  write("src/x.ts", "export const x = 2;");
  await until((_, { stale, doing }) => JSON.stringify(stale) === '{"a.ipynb":[0]}' && doing[0] === "src/x.ts: being compiled", "a is marked");
  await until((main, state) => ran.length === 3 && calm(main, state), "a has run again");
  assert.deepEqual(ran.slice().sort(), ["a.ipynb 0", "a.ipynb 0", "b.ipynb 0"]);
  write("src/x.ts", "wrong");
  await until((_, { fault }) => fault?.endsWith("failed:\nx.ts: wrong") === true, "the failure");
  write("src/x.ts", "export const x = 3;");
  await until((main, state) => ran.length === 4 && calm(main, state), "mended");
});
