/**
 * A program that runs a cell until somebody ends it: node hold-kernel.js FILE [throw]. The cell writes its kernel's process id to FILE;
 * with `throw`, the program itself fails as soon as there is a FILE.seen.
 * Run as a program, never imported.
 */
import { existsSync } from "node:fs";
import { code, run } from "./notebooks.js";

const [, , file = "", how] = process.argv;
const source = `import { writeFileSync } from "node:fs"\nwriteFileSync(${JSON.stringify(file)}, String(process.pid))\nawait new Promise(() => {})`;

if (how === "throw") setInterval(() => {
  if (existsSync(`${file}.seen`)) throw new Error("the client fails");
}, 50);
await run([code(source)]);
