/**
 * From the text of an .ipynb file to a notebook.
 */
import { createHash } from "node:crypto";
import { describeLoss } from "./json-losses.js";
import { describeSyntaxFault } from "./json-syntax.js";
import { joinBundle, joinLines, mapValues } from "./multiline.js";
import { DEEPEST, isTooDeep } from "./nesting.js";
import type { Json, MimeBundle, Notebook } from "./nbformat.js";
import { NotebookError } from "./notebook-error.js";
import { findViolation } from "./notebook-schema.js";

type JsonObject = { readonly [key: string]: Json };

/**
 * Reads a notebook of nbformat 4. Minor versions below 5, whose cells have no ids, are raised to 5; lines are joined;
 * fields that nobody here knows are kept.
 * @param path how messages name the file
 * @throws {NotebookError} if the text is no JSON, has a key twice in an object or a number too large, is no notebook, of another major version, against the schema, nested too deep, or has an id twice
 */
export function readNotebook(text: string, path: string): Notebook {
  const json = text.replace(/^\uFEFF/, "");
  const document = parse(json, path);
  if (isTooDeep(document)) throw new NotebookError(path, `it is nested more than ${DEEPEST} lists and objects deep${placeOfDepth(document)}; no notebook needs that`);
  const notebook = upgraded(checkVersion(document, path));
  const loss = describeLoss(json);
  if (loss !== null) throw new NotebookError(path, loss);
  const violation = findViolation(notebook);
  if (violation !== null) throw new NotebookError(path, violation);
  checkIds(notebook, path);
  return joined(notebook) as unknown as Notebook;
}

function parse(text: string, path: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new NotebookError(path, text.trim() === "" ? "the file is empty; a notebook is a JSON object" : describeSyntaxFault(text));
  }
}

/** Which cell, or which field of the notebook. */
function placeOfDepth(document: Json): string {
  if (!isObject(document)) return "";
  const cells = Array.isArray(document["cells"]) ? (document["cells"] as readonly Json[]) : [], cell = cells.findIndex(isTooDeep);
  return cell >= 0 ? ` in cell ${cell + 1}` : ` in "${Object.keys(document).find((key) => isTooDeep(document[key])) ?? "cells"}"`;
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

function checkVersion(document: Json, path: string): JsonObject {
  if (!isObject(document) || !("nbformat" in document)) {
    const found = isObject(document) ? `an object with ${keysOf(document)}` : Array.isArray(document) ? "a list" : JSON.stringify(document).slice(0, 40);
    throw new NotebookError(path, `not a notebook: expected an object with "nbformat" and "cells", found ${found}`);
  }
  const { nbformat } = document;
  if (nbformat !== 4) throw new NotebookError(path, `nbformat ${JSON.stringify(nbformat)}; ${adviceFor(nbformat, path)}`);
  return document;
}

function adviceFor(nbformat: Json, path: string): string {
  if (typeof nbformat !== "number" || !Number.isInteger(nbformat) || nbformat < 1) return "it must be the number 4";
  if (nbformat > 4) return "this version of backproof reads nbformat 4 and no later one; save the notebook as nbformat 4, or look for a newer backproof";
  return `only nbformat 4 can be read. Open it in Jupyter and save it, or: jupyter nbconvert --to notebook --nbformat 4 --inplace ${/^[\w./-]+$/.test(path) ? path : JSON.stringify(path)}`;
}

const keysOf = (document: JsonObject): string => Object.keys(document).slice(0, 5).map((key) => `"${key}"`).join(", ") || "no fields";

/** nbformat 4.5 is 4.0 to 4.4 with ids; those made here depend only on the content, so that reading twice gives the same. */
function upgraded(document: JsonObject): JsonObject {
  const { nbformat_minor: minor, cells } = document;
  if (typeof minor !== "number" || minor >= 5 || !Array.isArray(cells)) return document;
  const taken = new Set<string>();
  const withId = (cell: Json): Json => (isObject(cell) ? { ...cell, id: freshId(cell, taken) } : cell);
  return { ...document, nbformat_minor: 5, cells: (cells as readonly Json[]).map(withId) };
}

function freshId(cell: JsonObject, taken: Set<string>): string {
  const own = cell["id"];
  const content = JSON.stringify([cell["cell_type"] ?? null, joinLines(cell["source"] ?? "")]);
  let id = typeof own === "string" ? own : "";
  for (let copy = 0; id === "" || taken.has(id); copy++) id = createHash("sha256").update(`${copy} ${content}`).digest("hex").slice(0, 8);
  taken.add(id);
  return id;
}

function checkIds(notebook: JsonObject, path: string): void {
  const first = new Map<Json, number>();
  for (const [index, { id }] of (notebook["cells"] as readonly { readonly id: string }[]).entries()) {
    const earlier = first.get(id);
    if (earlier !== undefined) throw new NotebookError(path, `cells ${earlier + 1} and ${index + 1} have the same id "${id}"; give one of them another`);
    first.set(id, index);
  }
}

function joined(notebook: JsonObject): JsonObject {
  return { ...notebook, cells: (notebook["cells"] as readonly JsonObject[]).map(joinedCell) };
}

function joinedCell(cell: JsonObject): JsonObject {
  const { attachments, outputs } = cell;
  return {
    ...cell,
    source: joinLines(cell["source"] ?? ""),
    ...(isObject(attachments) && { attachments: mapValues(attachments, (bundle) => joinBundle(bundle as MimeBundle)) }),
    ...(Array.isArray(outputs) && { outputs: (outputs as readonly JsonObject[]).map(joinedOutput) }),
  };
}

function joinedOutput(output: JsonObject): JsonObject {
  const { text, data } = output;
  return {
    ...output,
    ...(text !== undefined && { text: joinLines(text) }),
    ...(isObject(data) && { data: joinBundle(data) }),
  };
}
