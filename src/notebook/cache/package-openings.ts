/**
 * By what a package of others can read anything: told by what it imports and names, itself and through packages that it imports.
 * A package's files are taken to be those of its version, so that each is looked through once.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { codeOf } from "./code-of.js";
import { hasComputedImport, importsOf } from "./imports.js";
import type { ForeignImport } from "./module-graph.js";
import { isOpening } from "./openings.js";
import { entriesOf, installedPackage, splitSpecifier } from "./resolve-module.js";

/** Published code looks for what there is (`typeof globalThis`, `process.platform`): only what reads counts. How it is built tells NODE_ENV, which counts in any case. */
const ASKS = /(?<![.\w$#])fetch\s*\(|\bnew\s+WebSocket\b|\bprocess\s*\??\.\s*(?:env\b(?!\s*\??\.\s*NODE_ENV\b)|argv\b|binding\b|getBuiltinModule\b)/;

const judged = new Map<string, string | null>();

/** "the package reader (fs)"; null if it reads nothing but itself. */
export function packageOpening({ specifier, from }: ForeignImport): string | null {
  const { name, rest } = splitSpecifier(specifier);
  const found = installedPackage(name, from);
  if (found === null) return null;
  const key = `${found.folder} ${String(found.fields.version)} ${rest}`;
  const known = judged.get(key);
  if (known !== undefined) return known;
  const start = entry(specifier, join(from, "notebook.js"));
  const files = start !== null ? [start] : entriesOf(found, `.${rest}`).map((file) => join(found.folder, file));
  const opening = search(files);
  const told = opening === null ? null : `the package ${name} (${opening})`;
  judged.set(key, told);
  return told;
}

/** The first opening in these files or in what they import. */
function search(files: readonly string[]): string | null {
  const all = new Set(files);
  for (const file of all) {
    if (file.endsWith(".node")) return "machine code";
    const text = isCode(file) ? textOf(file) : "";
    const imports = importsOf(text).map(({ specifier }) => specifier);
    const opening = openingIn(text, imports);
    if (opening !== null) return opening;
    for (const specifier of imports) {
      const next = entry(specifier, file);
      if (next !== null) all.add(next);
    }
  }
  return null;
}

/** In doubt, without comments and strings, which name modules and calls as examples. */
function openingIn(text: string, imports: readonly string[]): string | null {
  if (!imports.some(isOpening) && !ASKS.test(text) && !hasComputedImport(text)) return null;
  const code = codeOf(text);
  return importsOf(codeOf(text, { keepsStrings: true })).map(({ specifier }) => specifier).find(isOpening)
    ?? ASKS.exec(code)?.[0].replace(/\s*\($/, "").replace(/\s*\??\.\s*/, ".")
    ?? (hasComputedImport(code) ? "an import whose name is computed" : null);
}

/** The file that Node takes; null for what is not there, or a module of Node. */
function entry(specifier: string, importer: string): string | null {
  try {
    const file = createRequire(importer).resolve(specifier);
    return file === specifier ? null : file;
  } catch {
    return null;
  }
}

const isCode = (file: string): boolean => /\.[cm]?js$/.test(file);

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
