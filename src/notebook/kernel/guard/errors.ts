/**
 * Errors as data: tslab only prints them.
 */
import { isNativeError } from "node:util/types";
import { isAbsolute, relative } from "node:path";
import { inspect } from "node:util";
import type { ErrorContent } from "./output.js";
import type { Position, Positions } from "./positions.js";
import { cellFile } from "./protocol.js";

/** One line of a stack: indentation and function, file, line, column, and what follows (a brace where the error has properties). */
const FRAME = /^(\s+at (?:async )?(?:.* \()?)(.*?):(\d+):(\d+)(\)?(?: \{)?)$/;
/** Files of the machinery, below the author's own. */
const MACHINERY = /[\\/]tslab[\\/]dist[\\/]|[\\/]notebook[\\/]kernel[\\/]guard[\\/]|^node:(internal|vm)\b/;
/** How a stack begins where V8 could not read the code: file and line, the line, and a mark below what it stumbled over. */
const UNREAD = /^(.+):(\d+)$/, MARK = /^( *)\^+$/;
/** The notebook's: where the kernel was started. */
const FOLDER = process.cwd();
const ELIDED = /^\s+\.\.\. \d+ lines matching/;

export interface Described {
  readonly content: ErrorContent;
  readonly position: Position | null;
  /** V8 could not read the code, of this file. */
  readonly unread?: string;
}

/**
 * A thrown value's name and message, its stack in the author's own lines, and the line of this cell that it came through: where Node could not
 * read a module, the stack may end before it reaches the cell, and it is the line that imports it.
 */
export function describeThrown(thrown: unknown, count: number, positions: Positions, source: string): Described {
  const lines = safely(() => inspect(thrown), "a value that cannot be shown").split("\n");
  const unread = unreadPlace(lines);
  const traceback = ownLines(unread === null ? lines : [...lines.slice(4, 5), `    at ${unread.at}`, ...lines.slice(5)], positions);
  return {
    content: { ...nameAndMessage(thrown), traceback },
    position: positionIn(traceback, cellFile(count)) ?? (unread && importOf(unread.file, source)),
    ...(unread !== null && { unread: unread.file }),
  };
}

function nameAndMessage(thrown: unknown): { readonly ename: string; readonly evalue: string } {
  const shown = () => safely(() => inspect(thrown), "a value that cannot be shown");
  return safely(() => {
    if (isNativeError(thrown)) return { ename: String(thrown.name), evalue: withCause(thrown) };
    const type = typeof thrown === "object" && thrown !== null ? (thrown.constructor?.name ?? "Object") : thrown === null ? "null" : typeof thrown;
    return { ename: `Thrown ${type}`, evalue: typeof thrown === "string" ? thrown : shown() };
  }, { ename: "Error", evalue: shown() });
}

/** `message`, and after it the messages of the causes. */
function withCause(error: Error): string {
  const messages: string[] = [];
  for (let each: unknown = error; each !== undefined && messages.length < 10; each = isNativeError(each) ? each.cause : undefined) {
    messages.push(isNativeError(each) ? String(each.message) : inspect(each));
  }
  return messages.join("; caused by: ");
}

/** Errors may have getters and names that throw in their turn. */
function safely<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** A stack without the machinery. Where the last frame opened a brace, the frame before it does. */
function ownLines(lines: readonly string[], positions: Positions): string[] {
  const own: string[] = [];
  for (const line of lines) {
    const kept = ownLine(line, positions);
    if (kept !== null) own.push(kept);
    else if (line.endsWith(" {")) own.push(`${own.pop() ?? ""} {`);
  }
  return own;
}

/** Where V8 could not read the code, the file, from the notebook's folder, and the place in it as a frame gives it: what stands there of the code is not what the author wrote. */
function unreadPlace(lines: readonly string[]): { readonly file: string; readonly at: string } | null {
  const [, path, line] = UNREAD.exec(lines[0] ?? "") ?? [], mark = MARK.exec(lines[2] ?? "")?.[1];
  if (path === undefined || mark === undefined || lines[3] !== "") return null;
  const near = isAbsolute(path) ? relative(FOLDER, path) : path, file = /^\.\.|[\\/]?node_modules[\\/]/.test(near) ? path : near;
  return { file, at: `${file}:${line}:${mark.length + 1}` };
}

/** A line of a stack in the author's own positions; null for a frame that is not the author's business. */
function ownLine(text: string, positions: Positions): string | null {
  const [, at, file, line, column, end] = FRAME.exec(text) ?? [];
  if (at === undefined || file === undefined) return ELIDED.test(text) ? null : text;
  if (MACHINERY.test(file)) return null;
  const origin = positions.origin(file, { line: Number(line), column: Number(column) });
  if (origin === "unknown file") return text;
  return origin === null ? null : `${at}${origin.file}:${origin.line}:${origin.column}${end}`;
}

function positionIn(traceback: readonly string[], file: string): Position | null {
  for (const text of traceback) {
    const frame = FRAME.exec(text);
    if (frame?.[2] === file) return { line: Number(frame[3]), column: Number(frame[4]) };
  }
  return null;
}

/** The arguments of one `console.error` by which tslab prints a message of the compiler. */
export type PrintedDiagnostic = readonly [format: string, file: string, line: number, column: number, message: string];

export function isDiagnostic(args: readonly unknown[]): args is PrintedDiagnostic {
  return args.length === 5 && args[0] === "%s%d:%d - %s";
}

/** The compiler's messages about a cell as one error. Its position is that of the first message about the cell itself. */
export function describeDiagnostics(diagnostics: readonly PrintedDiagnostic[], source: string): Described {
  const merged = mergeChains(diagnostics).map((each) => (each.file === "" ? { ...each, ...withinSource(each, source) } : each));
  const own = merged.find(({ file }) => file === "");
  const first = own ?? merged[0];
  const more = merged.length > 1 ? ` (and ${merged.length - 1} more)` : "";
  return {
    content: {
      ename: "TypeScript error",
      evalue: (own === undefined && first !== undefined ? `${located(first)} ` : "") + (first?.messages.join(" ") ?? "") + more,
      traceback: merged.flatMap((each) => [`${located(each)} - ${each.messages[0] ?? ""}`, ...each.messages.slice(1).map((message) => `    ${message}`)]),
    },
    position: own !== undefined ? { line: own.line, column: own.column } : first === undefined ? null : importOf(first.file, source),
  };
}

/** Where a cell imports a module itself, of which is told without the cell. */
function importOf(file: string, source: string): Position | null {
  const stem = file.replace(/^.*[\\/]/, "").replace(/(?:\.d)?\.[cm]?[jt]sx?$/, "");
  const lines = source.split("\n");
  const line = lines.findIndex((text) => [...text.matchAll(/(["'`])([^"'`]*)\1/g)].some(({ 2: specifier = "" }) => /^\.{0,2}\//.test(specifier) && specifier.replace(/^.*\//, "").replace(/\.[cm]?[jt]sx?$/, "") === stem));
  return line < 0 ? null : { line: line + 1, column: lines[line]!.search(/["'`]/) + 1 };
}

/** tslab compiles a cell with a line of its own below it, where an unclosed bracket is noticed; to the author that is the cell's end. */
function withinSource({ line, column }: Position, source: string): Position {
  const lines = source.split("\n");
  return line <= lines.length ? { line, column } : { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

interface Diagnostic extends Position {
  readonly file: string;
  readonly messages: readonly string[];
}

const located = ({ file, line, column }: Diagnostic): string => `${file}${file && ":"}${line}:${column}`;

/** tslab prints the explanations of a message as messages of their own, in the same place and without the file. */
function mergeChains(diagnostics: readonly PrintedDiagnostic[]): Diagnostic[] {
  const merged: Diagnostic[] = [];
  for (const [, file, line, column, message] of diagnostics) {
    const last = merged.at(-1);
    if (last !== undefined && last.line === line && last.column === column && file === "") {
      merged[merged.length - 1] = { ...last, messages: [...last.messages, message] };
    } else merged.push({ file: file.trimEnd(), line, column, messages: [message] });
  }
  return merged;
}
