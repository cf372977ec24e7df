/** The notebooks in a real Jupyter with the tslab kernel, as a student runs them: no guard, no builder of ours. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { type CodeCell, type Notebook, readNotebook } from "../../src/notebook/index.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-jupyter-"));
after(() => rmSync(folder, { recursive: true }));

/** A data folder of Jupyter's that knows one more kernel. */
function jupyterPath(): string {
  const tslab = join(dirname(createRequire(import.meta.url).resolve("tslab/package.json")), "bin", "tslab");
  const kernel = join(folder, "data", "kernels", "tslab");
  mkdirSync(kernel, { recursive: true });
  writeFileSync(join(kernel, "kernel.json"), JSON.stringify({ argv: [process.execPath, tslab, "kernel", "--config-path={connection_file}"], display_name: "TypeScript", language: "typescript" }));
  return join(folder, "data");
}

function runInJupyter(name: string): Notebook {
  const args = ["nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=120", "--ExecutePreprocessor.startup_timeout=120", "--output-dir", folder, resolve("notebooks", name)];
  const { status, stderr } = spawnSync(process.env["JUPYTER"] ?? "jupyter", args, { env: { ...process.env, JUPYTER_PATH: jupyterPath() }, encoding: "utf8", timeout: 300_000 });
  assert.equal(status, 0, stderr);
  return readNotebook(readFileSync(join(folder, name), "utf8"), name);
}

for (const name of readdirSync("notebooks").filter((file) => file.endsWith(".ipynb"))) {
  test(`${name} runs in Jupyter, cell by cell, and shows its tables and plots`, () => {
    const cells = runInJupyter(name).cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
    for (const cell of cells) {
      const bundles = cell.outputs.flatMap((output) => ("data" in output ? [output.data] : []));
      assert.deepEqual(cell.outputs.filter((output) => output.output_type === "error"), [], cell.id);
      if (/^plot\(/m.test(cell.source)) assert.deepEqual(bundles.map((data) => Object.keys(data).sort()), [["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"]], cell.id);
      if (/^show\(/m.test(cell.source)) assert.ok(bundles.some((data) => "text/html" in data && "text/plain" in data), cell.id);
      if (!/^(plot|show)\(/m.test(cell.source)) assert.ok(cell.outputs.length > 0, `${cell.id} shows what it computes`);
    }
  });
}
