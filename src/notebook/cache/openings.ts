/**
 * By what a text can read what its imports do not tell: files, variables, processes, the network. Read without a compiler, in doubt too much.
 */
import { isBuiltin } from "node:module";
import { codeOf } from "./code-of.js";
import { hasComputedImport } from "./imports.js";

/** Modules of Node that reach nothing outside of the kernel but time and chance. */
const INNER = new Set(["assert", "async_hooks", "buffer", "constants", "crypto", "diagnostics_channel", "events", "path", "perf_hooks", "punycode", "querystring", "stream", "string_decoder", "sys", "timers", "url", "util", "v8", "zlib"]);

/** Is it a module of Node by which what is read can be anything? */
export const isOpening = (specifier: string): boolean => isBuiltin(specifier) && !INNER.has(specifier.replace(/^node:/, "").split("/", 1)[0]!);

/** Of `process`, what writes, tells the time, or stands among a notebook's inputs in any case. */
const HARMLESS = new Set([
  "stdout", "stderr", "exit", "exitCode", "abort", "kill", "on", "once", "off", "emit", "emitWarning", "addListener", "removeListener", "removeAllListeners", "nextTick", "cwd", "chdir",
  "hrtime", "uptime", "cpuUsage", "resourceUsage", "memoryUsage", "pid", "version", "versions", "release", "features", "platform", "arch", "title",
]);

/** Globals that reach out, or give a way to. */
const GLOBAL = String.raw`process|globalThis|global|fetch|WebSocket|EventSource|require|eval`;
const NAMED = new RegExp(String.raw`\b(?:${GLOBAL}|Function)\b`);
const MENTIONS = new RegExp(String.raw`(?<![\w$#]|(?<!\.\.)\.\s*)(${GLOBAL})(?![\w$])(?:\s+as\s+\w+\s*\))?(?:\s*!?\s*\??\.\s*([\p{ID_Continue}$]+))?`, "gu");
const MAKES_CODE = /(?<![.\w$])Function\s*\(/;
const CLAUSES = /\bimport\b[\p{ID_Continue}$\s{},*]*?\bfrom\b|\bexport\s*\{[^{}]*\}/gu;

/** What a text names that can read anything, as messages call it. */
export function openingsOf(text: string): readonly string[] {
  if (!NAMED.test(text) && !hasComputedImport(text)) return [];
  const code = codeOf(text).replace(CLAUSES, " ");
  const computed = hasComputedImport(code) ? ["an import whose name is computed"] : [];
  const mentions = [...code.matchAll(MENTIONS)].filter((found) => !isHarmless(found, code)).map(({ 1: name, 2: member }) => (member === undefined ? name! : `${name}.${member}`));
  return [...new Set([...computed, ...mentions, ...(MAKES_CODE.test(code) ? ["Function"] : [])])];
}

function isHarmless({ 0: all, 1: name, 2: member, index }: RegExpExecArray, code: string): boolean {
  const before = code.slice(Math.max(0, index - 30), index), after = code.slice(index + all.length, index + all.length + 30);
  const isKey = member === undefined && /[{,;]\s*$/.test(before) && /^\s*\??:/.test(after);
  const isAsked = member === undefined && /\btypeof\s+$/.test(before) && !/^\s*(?:[[(]|\?\.)/.test(after);
  const isCalled = member === undefined && /^\s*\(/.test(after);
  if (isKey || isAsked) return true;
  if (name === "process") return member === undefined ? isCalled : HARMLESS.has(member); // what is called is a function of that name
  if (name === "globalThis" || name === "global") return member !== undefined && !new RegExp(`^(?:${GLOBAL}|Function)$`).test(member);
  return name === "require" && isCalled; // an import
}
