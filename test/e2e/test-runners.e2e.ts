/** `assertGradients` from the packed package, in the three test runners: a right gradient passes, a wrong one fails with its entry in what the runner prints. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { install, pack } from "./pack.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-runners-"));
after(() => rmSync(folder, { recursive: true }));

/** One right and one wrong backward, as someone writes them who has never seen a layer of ours. */
const file = (imports: string): string => `${imports}
import { assertGradients } from "backproof/gradcheck";
const square = {
  forward: ({ x }) => x.map((v) => v * v),
  backward: ({ x }, dy) => ({ x: x.map((v, k) => 2 * v * dy[k]) }),
};
test("right", () => { assertGradients(square, { x: [1, -2, 3] }); });
test("wrong", () => { assertGradients({ ...square, backward: ({ x }, dy) => ({ x: x.map((v, k) => (k === 1 ? 3 : 2) * v * dy[k]) }) }, { x: [1, -2, 3] }); });
`;

const RUNNERS = [
  { name: "node:test", at: "node.test.mjs", imports: 'import test from "node:test";', command: ["node", "--test", "node.test.mjs"], passed: /(# |ℹ )pass 1\b/, failed: /(# |ℹ )fail 1\b/ },
  { name: "vitest", at: "vitest.spec.ts", imports: 'import { test } from "vitest";', command: ["npx", "--no", "vitest", "run", "vitest.spec.ts"], passed: /1 passed/, failed: /1 failed/ },
  { name: "jest", at: "jest.spec.mjs", imports: "", command: ["npx", "--no", "jest", "jest.spec.mjs"], passed: /1 passed/, failed: /1 failed/ },
] as const;

describe("assertGradients of the packed package", () => {
  before(() => {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, jest: { testMatch: ["**/jest.spec.mjs"], transform: {} } }));
    install(folder, pack(folder), "vitest@4.1.12", "jest@30.5.2");
  });

  for (const { name, at, imports, command, passed, failed } of RUNNERS) {
    it(`in ${name}`, () => {
      writeFileSync(join(folder, at), file(imports));
      const [program, ...args] = command;
      const env = Object.fromEntries(Object.entries(process.env).filter(([variable]) => variable !== "NODE_TEST_CONTEXT"));
      // jest runs ES modules only with this
      const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8", env: { ...env, NODE_OPTIONS: name === "jest" ? "--experimental-vm-modules" : "", NO_COLOR: "1", CI: "1" } });
      const said = stdout + stderr;
      assert.equal(status, 1, said);
      assert.match(said, passed);
      assert.match(said, failed);
      assert.match(said, /dL\/dx\[1\].*backward gives .*numerical/);
    });
  }
});
