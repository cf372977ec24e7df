/**
 * What a module's text imports, read without a compiler: in doubt too much, never too little, so that no dependency is missed.
 */

export interface Import {
  readonly specifier: string;
  /** What is used of it, and under which name; null: possibly all. */
  readonly names: readonly ImportedName[] | null;
  /** `export … from`: what is imported is handed on. */
  readonly isExport: boolean;
}

export interface ImportedName {
  /** As the imported module exports it. */
  readonly name: string;
  readonly as: string;
}

const SPACE = String.raw`(?:\s|/\*[^]*?\*/)*`;
const FROM = new RegExp(String.raw`\bfrom${SPACE}(["'])([^"'\n]+)\1`, "g");
const BARE = new RegExp(String.raw`\b(?:import|require)${SPACE}\(?${SPACE}(["'\u0060])([^"'\u0060\n$]+)\1`, "g");
const CLAUSE = /\b(import|export)(?=[\s{*])(?:\s+type(?=[\s{]))?([\p{ID_Continue}$*\s{},]+)$/u;
const COMPUTED = new RegExp(String.raw`(?<![.\w$])(?:import|require)${SPACE}\((?!${SPACE}["'\u0060][^"'\u0060\n$]*["'\u0060]${SPACE}[),])`);

/** The imports of a text, those in comments and strings included. */
export function importsOf(text: string): readonly Import[] {
  const clauses = [...text.matchAll(FROM)].map(({ index, 2: specifier = "" }) => {
    const clause = CLAUSE.exec(text.slice(Math.max(0, index - 4000), index));
    return { specifier, isExport: clause?.[1] === "export", names: clause === null ? null : namesIn(clause[2] ?? "") };
  });
  return [...clauses, ...[...text.matchAll(BARE)].map(({ 2: specifier = "" }) => ({ specifier, names: null, isExport: false }))];
}

/** Does it import something whose name only the run knows? Also of code whose strings are emptied. */
export const hasComputedImport = (text: string): boolean => COMPUTED.test(text);

/** `fallback, { a, type b as c }` uses default, a and b; null for `* as all` and what cannot be read. */
function namesIn(clause: string): readonly ImportedName[] | null {
  const list = /^\s*(?:([\p{ID_Continue}$]+)\s*,?\s*)?(?:\{([^{}]*)\})?\s*$/u.exec(clause);
  if (list === null) return null;
  const named = (list[2] ?? "").split(",").flatMap((item) => {
    const [name = "", as = name] = item.trim().replace(/^type\s+(?!as\b)/, "").split(/\s+as\s+/);
    return name === "" ? [] : [{ name, as }];
  });
  return [...(list[1] === undefined ? [] : [{ name: "default", as: list[1] }]), ...named];
}

const DECLARED = /\bexport\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const\s+enum|const|let|var|function\s*\*?|class|interface|type|enum|namespace)\s+([\p{ID_Continue}$]+)/gu;
const LISTED = /\bexport\s+(?:type\s+)?\{([^{}]*)\}/g;

/** The names that a text exports itself or hands on by name; null where a declaration is of a kind that is not read here. */
export function exportsOf(text: string): readonly string[] | null {
  if (/\bexport\s+(?:declare\s+)?(?:const|let|var)\s*[{[]/.test(text) || /\bexport\s*=|\bexports\b/.test(text)) return null;
  const declared = [...text.matchAll(DECLARED)].map(({ 1: name = "" }) => name);
  const listed = [...text.matchAll(LISTED)].flatMap(({ 1: list = "" }) => list.split(",").map((item) => item.trim().split(/\s+as\s+/).at(-1)!.replace(/^type\s+/, "")));
  return [...declared, ...listed.filter((name) => name !== ""), ...(/\bexport\s+default\b/.test(text) ? ["default"] : [])];
}

/** Does a text do nothing but hand on what other modules export? */
export function isBarrel(text: string): boolean {
  const rest = text
    .replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "")
    .replace(/\bexport\s+(?:type\s+)?(?:\*|\{[^{}]*\})\s*from\s*(["'])[^"'\n]+\1;?/g, "");
  return rest.trim() === "";
}
