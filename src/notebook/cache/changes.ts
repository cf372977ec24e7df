/**
 * Why a notebook runs again, in a few words.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import type { Inputs } from "./inputs.js";

/** What there is to tell of a difference; the first kinds explain the others. */
const ORDER = ["cell", "file", "data", "declaration", "package", "lock", "kernel", "Node", "backproof", "folder", "variable"];

const WORDS: { readonly [kind: string]: string } = { declaration: "whether data is declared", Node: "the version of Node", kernel: "the kernel", backproof: "backproof", folder: "the notebook's folder" };

/**
 * "relu.ts changed", "cell 3 changed and 2 more"; the empty text if nothing did.
 * @param names how cells are called, by their position among those that run: "cell 3"
 * @param root what paths are relative to
 */
export function describeChanges(before: Inputs, now: Inputs, root: string, names: (cell: number) => string = (cell) => `cell ${cell}`): string {
  const parts = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((part) => before[part] !== now[part]);
  const sorted = parts.sort((a, b) => ORDER.indexOf(kindOf(a)) - ORDER.indexOf(kindOf(b)));
  const texts = [...new Set(sorted.map((part) => `${nameOf(part, root, names)} ${before[part] === undefined ? "is new" : now[part] === undefined ? "is gone" : "changed"}`))];
  const [first = "", second, ...rest] = texts;
  return rest.length > 0 ? `${first} and ${rest.length + 1} more` : second !== undefined ? `${first}, ${second}` : first;
}

const kindOf = (part: string): string => part.split(" ", 1)[0]!;

function nameOf(part: string, root: string, names: (cell: number) => string): string {
  const kind = kindOf(part), rest = part.slice(kind.length + 1);
  if (kind === "cell") return names(Number(rest));
  if (kind === "file") return writtenIn(rest, root);
  return rest === "" ? (WORDS[kind] ?? kind) : rest;
}

/** The source that a compiled file was made of, where its source map tells. */
function writtenIn(file: string, root: string): string {
  const path = resolve(root, file.replace(/\.d\.([cm]?)ts$/, ".$1js"));
  if (!existsSync(`${path}.map`)) return file;
  try {
    const { sources } = JSON.parse(readFileSync(`${path}.map`, "utf8")) as { readonly sources: readonly string[] };
    return sources.length === 1 ? relative(root, resolve(dirname(path), sources[0]!)).split(sep).join("/") : file;
  } catch {
    return file;
  }
}
