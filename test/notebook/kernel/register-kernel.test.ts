import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { jupyterDataFolder } from "../../../src/notebook/kernel/jupyter-folders.js";
import { registeredKernel, registerKernelspec } from "../../../src/notebook/kernel/register-kernel.js";

const folder = mkdtempSync(join(tmpdir(), "kernelspec-"));
after(() => rmSync(folder, { recursive: true }));

for (const [title, platform, env, expected] of [
  ["Linux", "linux", {}, "/home/me/.local/share/jupyter"],
  ["Linux with its own data folder", "linux", { XDG_DATA_HOME: "/data" }, "/data/jupyter"],
  ["macOS", "darwin", { XDG_DATA_HOME: "/data" }, "/home/me/Library/Jupyter"],
  ["whoever sets JUPYTER_DATA_DIR", "darwin", { JUPYTER_DATA_DIR: "/jupyter" }, "/jupyter"],
] as const) {
  test(`Jupyter's folder on ${title}`, () => assert.equal(jupyterDataFolder({ platform, env, home: "/home/me" }), expected));
}

test("the kernel names this Node and this tslab; registered again it is the same; another's is replaced, and it is said", () => {
  const first = registerKernelspec(folder, process.cwd());
  assert.equal(first.file, join(folder, "kernels", "tslab", "kernel.json"));
  assert.equal(first.replaced, false);
  const spec = JSON.parse(readFileSync(first.file, "utf8")) as { readonly argv: readonly string[]; readonly language: string };
  assert.deepEqual(spec.argv, [process.execPath, first.argv[1], "kernel", "--config-path={connection_file}"]);
  assert.equal(spec.language, "typescript");
  assert.equal(registerKernelspec(folder, process.cwd()).replaced, false);
  writeFileSync(first.file, "{}");
  assert.equal(registerKernelspec(folder, process.cwd()).replaced, true);
  assert.deepEqual(readdirSync(join(folder, "kernels", "tslab")), ["kernel.json"]);
});

test("a place that cannot be written is refused", () => {
  writeFileSync(join(folder, "file"), "");
  assert.throws(() => registerKernelspec(join(folder, "file"), process.cwd()), { code: "ENOTDIR" });
  assert.equal(registeredKernel(join(folder, "file")), null);
});
