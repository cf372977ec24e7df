/** `backproof kernel install` and `backproof doctor`. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { findingText, nodeFinding } from "../../src/cli/doctor.js";
import { main } from "../../src/cli/main.js";
import { listening } from "./listening.js";

const folder = mkdtempSync(join(tmpdir(), "kernel-command-"));
after(() => rmSync(folder, { recursive: true }));

async function call(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = listening();
  return { code: await main(args, terminal), ...terminal.said };
}

test("below a prefix the kernel is registered where its Jupyter looks", async () => {
  const { code, out } = await call("kernel", "install", "--prefix", folder);
  const file = join(folder, "share", "jupyter", "kernels", "tslab", "kernel.json");
  assert.equal(code, 0);
  assert.ok(out.startsWith(`registered  ${file}\nNode        ${process.execPath}\ntslab       `), out);
  assert.ok(existsSync(file));
});

writeFileSync(join(folder, "file"), "");
for (const [args, err] of [
  [["kernel"], 'backproof: backproof kernel knows "install"\nTry: backproof kernel --help\n'],
  [["kernel", "remove"], 'backproof: backproof kernel knows "install", not "remove"\nTry: backproof kernel --help\n'],
  [["kernel", "install", "--user", "--prefix", "x"], "backproof: --user and --prefix name two places; give one\nTry: backproof kernel --help\n"],
  [["cache"], 'backproof: backproof cache knows "clean"\nTry: backproof cache --help\n'],
  [["doctor", "me"], "backproof: backproof doctor takes no arguments; it was given me\nTry: backproof doctor --help\n"],
] as const) {
  test(`${args.join(" ")} is refused`, async () => assert.deepEqual(await call(...args), { code: 2, out: "", err }));
}

test("a prefix that cannot be written: one message, exit code 2", async () => {
  const { code, err } = await call("kernel", "install", "--prefix", join(folder, "file"));
  assert.equal(code, 2);
  assert.match(err, /^backproof: .*file\/share\/jupyter: the kernel cannot be registered: .+\n$/);
});

test("Node is measured against package.json's engines", () => {
  assert.equal(nodeFinding("20.19.0", ">=20.19").state, "good");
  assert.equal(nodeFinding("22.0.0", ">=20.19").state, "good");
  assert.deepEqual(nodeFinding("20.18.3", ">=20.19"), { state: "missing", name: "Node", found: "20.18.3", remedy: "install Node >=20.19: https://nodejs.org" });
});

test("a finding is told with what to do", () => {
  assert.equal(findingText({ state: "missing", name: "kernel", found: "no answer\nat all", remedy: "npm install" }, listening()), "✗ kernel        no answer\n                at all\n                npm install\n");
});

test("doctor on this machine: what a build needs is there", async () => {
  const { code, out } = await call("doctor");
  assert.equal(code, 0, out);
  assert.match(out, /^✓ Node {10}\d[^]*^✓ tslab {9}\/[^]*^✓ kernel {8}a cell ran, [\d.]+ s\n✓ PDF {11}the compiler loads\n[✓–] JupyterLab/m);
});
