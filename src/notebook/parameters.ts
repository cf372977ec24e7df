/**
 * Values for a run from outside: `N=64` stands in place of what the notebook's cell tagged `parameters` declares.
 * The declaration is rewritten where it stands, so that cells and lines keep their places and the report shows the value that was used.
 */
import { type Cell, type Notebook, tagsOf } from "./nbformat.js";
import { NotebookError } from "./notebook-error.js";

/** The value of each parameter, as an expression in TypeScript. */
export type Parameters = { readonly [name: string]: string };

/** JSON stands for itself; all else is a text. */
export function parameterValue(given: string): string {
  try {
    return JSON.stringify(JSON.parse(given));
  } catch {
    return JSON.stringify(given);
  }
}

/** `const N: number = 32; // samples`: all before the value, the name, the type, the value, what follows. */
const DECLARATION = /^(\s*(?:const|let|var)\s+([\p{ID_Continue}$]+)\s*(:[^=]*)?=\s*)(.*?)(\s*;?\s*(?:\/\/.*)?)$/u;

/** The names that a notebook lets be set, with the values that stand there. */
export function parametersOf(notebook: Notebook): Parameters {
  const lines = notebook.cells.filter(isParameters).flatMap(({ source }) => source.split("\n"));
  return Object.fromEntries(lines.flatMap((line) => {
    const [, , name, , value] = DECLARATION.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  }));
}

/**
 * The notebook with those of the parameters that it has.
 * @throws {NotebookError} if a value that is to be replaced does not end on its line, or what replaces it is of another kind
 */
export function withParameters(notebook: Notebook, parameters: Parameters, path: string): Notebook {
  return { ...notebook, cells: notebook.cells.map((cell, k) => (isParameters(cell) ? { ...cell, source: replaced(cell.source, parameters, `${path}, cell ${k + 1}`) } : cell)) };
}

const isParameters = (cell: Cell): boolean => cell.cell_type === "code" && tagsOf(cell).includes("parameters");

function replaced(source: string, parameters: Parameters, where: string): string {
  const set = (line: string, k: number): string => {
    const [, before = "", name = "", type, value = "", after = ""] = DECLARATION.exec(line) ?? [];
    if (!Object.hasOwn(parameters, name)) return line;
    if (!isClosed(value)) throw new NotebookError(`${where}, line ${k + 1}`, `${name} cannot be set: its value must be one, and end on its line; it is ${value === "" ? "empty" : value}`);
    const given = parameters[name]!;
    const declared = type === undefined ? kindOf(value) : null; // a type that is written out is held by the compiler
    if (declared !== null && kindOf(given) !== declared) throw new NotebookError(`${where}, line ${k + 1}`, `${name} is ${declared} (${value}); it was given ${given}. ${HOW_TO_WRITE[declared](name)}`);
    return `${before}${given}${after}`;
  };
  return source.split("\n").map(set).join("\n");
}

/** Brackets closed, and no second declaration after it. */
function isClosed(value: string): boolean {
  const bare = value.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.)*`/g, "0");
  let depth = 0;
  for (const character of bare) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (depth === 0 && /[,;"'`]/.test(character)) return false;
  }
  return depth === 0 && bare.trim() !== "" && !/[=+\-*/%&|?:.<>]\s*$/.test(bare);
}

const HOW_TO_WRITE = {
  "a number": (name: string) => `A number is written as in JSON: --set ${name}=0.5`,
  "true or false": (name: string) => `Write --set ${name}=true or --set ${name}=false`,
  "a text": (name: string) => `What reads as JSON is a text in quotes: --set '${name}="64"'`,
} as const;

/** What a literal is; null where it is none. */
function kindOf(value: string): keyof typeof HOW_TO_WRITE | null {
  if (/^(?:true|false)$/.test(value)) return "true or false";
  if (/^(["'`]).*\1$/.test(value)) return "a text";
  return value !== "" && Number.isFinite(Number(value.replaceAll("_", ""))) ? "a number" : null;
}
