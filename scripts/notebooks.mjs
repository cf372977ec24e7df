// `npm run notebooks`: clears the outputs of the notebooks in notebooks/ (or those named), so that diffs stay small. `-- --check` only tells.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";

await build();
const { readNotebook, withoutOutputs, writeNotebook } = await import("../dist/notebook/index.js");
const root = fileURLToPath(new URL("..", import.meta.url));

/** Notebooks whose file is not as it is kept in the repository; rewritten unless `check`. */
export function tidy(files, check) {
  return files.filter((file) => {
    const text = readFileSync(file, "utf8");
    const kept = writeNotebook(withoutOutputs(readNotebook(text, file)));
    if (kept !== text && !check) writeFileSync(file, kept);
    return kept !== text;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes("--check");
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  const all = readdirSync(`${root}notebooks`).filter((name) => name.endsWith(".ipynb")).map((name) => `${root}notebooks/${name}`);
  const changed = tidy(named.length > 0 ? named : all, check);
  for (const file of changed) console.log(`${check ? "has outputs, or is not as Jupyter saves it" : "cleared"}: ${file}`);
  if (check && changed.length > 0) {
    console.error("run: npm run notebooks");
    process.exitCode = 1;
  }
}
