/**
 * A program that runs a cell until somebody ends it: node hold-kernel.js FILE HOW WAITS. The cell writes its kernel's process id to FILE,
 * and then waits by this statement; if HOW is `throw`, the program itself fails as soon as there is a FILE.seen.
 * Run as a program, never imported.
 */
import { existsSync } from "node:fs";
import { code, run } from "./notebooks.js";

const [, , file = "", how, waits = ""] = process.argv;
const source = `import { writeFileSync } from "node:fs"\nwriteFileSync(${JSON.stringify(file)}, String(process.pid))\n${waits}`;

if (how === "throw") setInterval(() => {
  if (existsSync(`${file}.seen`)) throw new Error("the client fails");
}, 50);
await run([code(source)]);
