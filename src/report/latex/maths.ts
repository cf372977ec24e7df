/**
 * A formula in a LaTeX article. KaTeX, which read it, cannot read a file; LaTeX can. So a formula is handed on only where every command in it is one that KaTeX
 * knows or the document defines, in front; else its source is shown.
 */
import { reachesOut } from "../reaches-out.js";
import { remembered } from "../remembered.js";
import { liftMacros, texError } from "../tex.js";

/** The formula without its comments, or null if LaTeX might do with it what KaTeX does not. */
export function latexMaths(tex: string): string | null {
  const text = withoutComments(tex);
  const { tex: formula, macros } = liftMacros(text, new Map());
  const parts = [formula, ...[...macros.values()].map(bodyOf)];
  const isSafe = parts.every((part) => !DEFINES.test(part) && !reachesOut(part) && !part.includes(HATS) && commandsIn(part).every((name) => macros.has(name) || isKnown(name)));
  return isSafe ? text : null;
}

/** `\%` is no comment; the end of a line is one space all the same. */
const withoutComments = (tex: string): string => tex.replace(/(\\[^])|%[^\n]*(?:\n\s*|$)/g, (_, escaped: string | undefined) => escaped ?? "");

/** A definition without its first words: `\def\x`, `\renewcommand{\x}`. */
const bodyOf = (definition: string): string => definition.replace(/^\\(?:def|renewcommand\*?)\s*\{?\s*\\(?:[A-Za-z]+|.)\s*\}?/, "");

/** Within a formula these may change what ends it. */
const DEFINES = /\\(?:[gex]?def|let|futurelet|global|long|(?:re|provide)?newcommand|DeclareMathOperator)(?![A-Za-z])/;

/** With two hats LaTeX writes any character. */
const HATS = "^^";

const commandsIn = (tex: string): readonly string[] => tex.match(/\\[A-Za-z@]+/g) ?? [];

const known = remembered<boolean>();

const isKnown = (name: string): boolean => known(name, () => texError(name, true)?.message.startsWith("Undefined control sequence") !== true);
