// Compiles src/ and test/ to .build/ and hands the compiled tests to Node's own runner.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, filesBelow } from "./build.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { resolve } = createRequire(import.meta.url);
const packageFolder = (name) => dirname(resolve(`${name}/package.json`));

/** Runs one step with its output shown; true if it succeeded. */
function step(title, file, args) {
  console.log(`\n— ${title}`);
  return spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: "inherit" }).status === 0;
}

/** Assets beside compiled sources, where the code looks for them. */
function copyAssets() {
  for (const folder of ["src", "test"]) {
    for (const file of filesBelow(join(root, folder))) {
      if (!/\.[cm]?ts$/.test(file)) cpSync(file, join(root, ".build", relative(root, file)));
    }
  }
}

/** The compiled tests whose name ends with `end` and whose path has one of the words in `only` (all, if none is given). */
function testFiles(end, only) {
  const compiled = filesBelow(join(root, ".build", "test")).filter((file) => file.endsWith(end));
  const source = (file) => join(root, relative(join(root, ".build"), file)).replace(/\.js$/, ".ts");
  return compiled.filter((file) => existsSync(source(file))).filter((file) => only.length === 0 || only.some((word) => file.includes(word)));
}

/** @returns {Promise<number>} the exit code */
export async function run({ end, only, checks = true }) {
  await build();
  const whole = checks && only.length === 0;
  const ok =
    step("types of src and test", join(packageFolder("typescript"), "bin", "tsc"), ["-p", "tsconfig.test.json"]) &&
    (!whole || step("lint", join(packageFolder("eslint"), "bin", "eslint.js"), ["."])) &&
    (!whole || step("types of the notebooks' cells", join(root, "scripts", "check-cells.mjs"), [])) &&
    (!whole || step("notebooks are kept without outputs", join(root, "scripts", "notebooks.mjs"), ["--check"]));
  if (!ok) return 1;
  copyAssets();
  const files = testFiles(end, only);
  if (files.length === 0) {
    console.error(`no test matches ${only.join(", ")}`);
    return 1;
  }
  // The spec reporter tells again at its end what failed: the last lines of a log are enough to know.
  return step(`${files.length} test files`, "--test", ["--test-reporter=spec", "--enable-source-maps", ...files]) ? 0 : 1;
}
