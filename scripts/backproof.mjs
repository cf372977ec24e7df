#!/usr/bin/env node
// The `backproof` command. In a checkout it first rebuilds dist/ when sources changed; installed, it only runs.
import { existsSync } from "node:fs";

const builder = new URL("./build.mjs", import.meta.url);
try {
  if (existsSync(builder)) await (await import(builder.href)).build();
} catch (error) {
  console.error(`backproof: ${error.message}`);
  process.exit(2);
}
const { optimiseLater } = await import("../dist/optimise-later.js");
optimiseLater();
const { main } = await import("../dist/cli/main.js");
process.exitCode = await main(process.argv.slice(2));
