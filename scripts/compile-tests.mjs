// Compiles src/ and test/ to .build/ for scripts that use the tests' documents, with the data that those read.
import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const DATA = ["test/derivation/check/cases", "test/derivation/corpus", "test/derivation/fixtures"];

/** The address of a compiled file, such as `test/derivation/check/fuzz-inputs.js`. */
export const compiled = (path) => new URL(`../.build/${path}`, import.meta.url);

/** @throws {Error} if the types do not fit */
export function compileTests() {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  if (spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.test.json")], { stdio: "inherit" }).status !== 0) throw new Error("src/ and test/ do not compile");
  for (const folder of DATA) cpSync(join(root, folder), join(root, ".build", folder), { recursive: true, filter: (path) => !path.endsWith(".ts") });
}
