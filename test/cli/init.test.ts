/** `backproof init`: a report of one's own, which is proved as it comes. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { dependencyFor, init } from "../../src/cli/init.js";
import { main } from "../../src/cli/main.js";
import { readNotebook, withoutOutputs, writeNotebook } from "../../src/notebook/index.js";
import { listening } from "./listening.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-init-"));
after(() => rmSync(folder, { recursive: true }));

const filesIn = (at: string): readonly string[] => readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(at.length + 1)).sort();

async function start(at: string, ...options: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = listening();
  return { code: await main(["init", at, ...options], terminal), ...terminal.said };
}

test("an empty folder receives a configuration, a notebook and package.json, and says what next", async () => {
  const at = join(folder, "My thesis");
  const terminal = listening();
  assert.equal(await init([at, "--title", 'On "dL"', "--author", "A. Student", "--author", "B. Student"], terminal, () => new Date("2026-01-02")), 0);
  assert.deepEqual(filesIn(at), [".gitignore", "notebooks/1-scale.ipynb", "package.json", "report.json"]);
  const { title, authors, date } = JSON.parse(readFileSync(join(at, "report.json"), "utf8")) as { readonly [name: string]: unknown };
  assert.deepEqual({ title, authors, date }, { title: 'On "dL"', authors: ["A. Student", "B. Student"], date: "2026-01-02" });
  const { name, scripts } = JSON.parse(readFileSync(join(at, "package.json"), "utf8")) as { readonly [name: string]: unknown };
  assert.deepEqual({ name, scripts }, { name: "my-thesis", scripts: { report: "backproof report", check: "backproof check notebooks/*.ipynb" } });
  assert.equal(terminal.said.out, `wrote  ${at}/package.json
wrote  ${at}/.gitignore
wrote  ${at}/notebooks/1-scale.ipynb
wrote  ${at}/report.json

Next:
  cd ${at}
  npm install
  npx backproof report          runs the notebook, checks it, writes out/report.html and out/report.pdf
  npx backproof check notebooks/1-scale.ipynb
                                decides its equations alone, at once
  npx backproof kernel install  lets Jupyter open it
`);
});

test("a course has its header above the title; without one it is an article", async () => {
  const settings = async (name: string, ...options: string[]): Promise<unknown> => {
    assert.equal((await start(join(folder, name), ...options)).code, 0);
    const { template, course } = JSON.parse(readFileSync(join(folder, name, "report.json"), "utf8")) as { readonly [name: string]: unknown };
    return [template, course];
  };
  assert.deepEqual(await settings("course", "--course", "Deep Learning"), ["hand-in", { name: "Deep Learning", term: "", institution: "", teacher: "", assignment: "Assignment 1" }]);
  assert.deepEqual(await settings("article"), ["article", null]);
});

test("the first report is proved: every cell runs, every equation and every check holds, strictly", async () => {
  const at = join(folder, "first");
  assert.equal((await start(at)).code, 0);
  symlinkSync(resolve("node_modules"), join(at, "node_modules"));
  const terminal = listening();
  assert.equal(await main(["report", join(at, "report.json"), "--strict"], terminal), 0, terminal.said.err);
  assert.match(terminal.said.out, /^equations {2}4 equations, 4 hold \(4 exactly\), 0 fail, 0 unchecked, 1 definition\nchecks {5}1 of 1 as expected$/m);
});

test("the first notebook is kept as npm run notebooks keeps ours", async () => {
  const at = join(folder, "kept");
  await start(at);
  const text = readFileSync(join(at, "notebooks/1-scale.ipynb"), "utf8");
  assert.equal(writeNotebook(withoutOutputs(readNotebook(text, "1-scale.ipynb"))), text);
});

test("what npm and git put there stays as it is", async () => {
  const at = join(folder, "prepared");
  mkdirSync(join(at, ".git"), { recursive: true });
  writeFileSync(join(at, "package.json"), '{ "name": "mine" }');
  writeFileSync(join(at, ".gitignore"), "mine");
  assert.equal((await start(at)).code, 0);
  assert.equal(readFileSync(join(at, "package.json"), "utf8"), '{ "name": "mine" }');
  assert.equal(readFileSync(join(at, ".gitignore"), "utf8"), "mine");
  assert.ok(existsSync(join(at, "report.json")));
});

test("a folder with work in it is refused, and nothing is written", async () => {
  const at = join(folder, "full");
  mkdirSync(at);
  writeFileSync(join(at, "report.json"), "mine");
  assert.deepEqual(await start(at), { code: 2, out: "", err: `backproof: ${at}: the folder is not empty: it holds report.json. Name a new one: backproof init FOLDER\n` });
  assert.deepEqual(filesIn(at), ["report.json"]);
  assert.equal(readFileSync(join(at, "report.json"), "utf8"), "mine");
  assert.deepEqual(await start(join(at, "report.json")), { code: 2, out: "", err: `backproof: ${at}/report.json: the folder cannot be read: a part of the path is a file, not a folder\n` });
  assert.match((await start(at, "and", "more")).err, /a report is started in one folder; given are /);
});

test("package.json asks for this very package: as the project it stands in does, or by the checkout's folder", () => {
  const project = join(folder, "asks");
  const own = join(project, "node_modules", "backproof");
  const asking = (spec: string): string => {
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, "package.json"), JSON.stringify({ dependencies: { backproof: spec } }));
    return dependencyFor(join(folder, "new"), own, "0.1.0");
  };
  assert.equal(asking("^0.1.0"), "^0.1.0");
  assert.equal(asking("file:../backproof-0.1.0.tgz"), "file:../backproof-0.1.0.tgz");
  assert.equal(asking("file:vendor/b.tgz"), "file:../asks/vendor/b.tgz");
  assert.equal(dependencyFor(join(folder, "new"), join(folder, "nowhere/node_modules/backproof"), "0.1.0"), "0.1.0");
  assert.equal(dependencyFor(join(folder, "new"), join(folder, "checkout"), "0.1.0"), "file:../checkout");
});
