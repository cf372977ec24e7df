/** The scripts that keep the notebooks in order. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { after, test } from "node:test";
import { readNotebook, withoutOutputs, writeNotebook } from "../../src/notebook/index.js";
import { code, notebook, prose } from "../notebook/notebooks.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-scripts-"));
symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
after(() => rmSync(folder, { recursive: true }));

function call(script: string, ...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}`, ...args], { encoding: "utf8" });
  return { status, out: stdout, err: stderr };
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

test("cells are type-checked strictly, and the message names cell, line and column", () => {
  const file = write("types.ipynb", writeNotebook(notebook([code('import { ones } from "backproof/layers";\nconst a = ones(2)'), prose("Text."), code("a.shape\nconst f = (x) => x;")])));
  assert.deepEqual(call("check-cells.mjs", file), { status: 1, out: "", err: `${relative(process.cwd(), file)}, cell 3, line 2, column 12: Parameter 'x' implicitly has an 'any' type.\n` });
});

test("cells that are typed pass; a cell that is to fail is left alone", () => {
  const file = write("good.ipynb", writeNotebook(notebook([code("const a = 1"), code("const b: string = a", "raises-exception"), code("a + 1")])));
  assert.deepEqual(call("check-cells.mjs", file), { status: 0, out: "", err: "" });
});

test("outputs are told with --check, and cleared without", () => {
  const kept = notebook([code("1")]);
  const ran = { ...kept, cells: [{ ...code("1"), id: "cell-1", execution_count: 1, outputs: [{ output_type: "stream" as const, name: "stdout" as const, text: "1\n" }] }] };
  const file = write("outputs.ipynb", writeNotebook(ran));
  assert.deepEqual(call("notebooks.mjs", "--check", file), { status: 1, out: `has outputs, or is not as Jupyter saves it: ${file}\n`, err: "run: npm run notebooks\n" });
  assert.deepEqual(call("notebooks.mjs", file), { status: 0, out: `cleared: ${file}\n`, err: "" });
  assert.equal(readFileSync(file, "utf8"), writeNotebook(withoutOutputs(readNotebook(writeNotebook(ran), file))));
  assert.deepEqual(call("notebooks.mjs", "--check", file), { status: 0, out: "", err: "" });
});
