/** Names as the author writes them. */
import { knownFunction } from "../notation/functions.js";
import { isCircleNumber } from "../notation/name-key.js";
import type { Typography } from "./typography.js";

/** The quantity or function as a whole. */
export const nameText = (key: string, { names, members, entries, scope }: Typography): string =>
  names.get(key) ?? members.get(key) ?? entries.get(key) ?? (isCircleNumber(key) ? "\\pi" : spelled(scope.quantities.has(key) || scope.functions.has(key) ? key : withUprightWord(key)));

/** `x_{old}` of a name that nothing declares: upright, as it was, else it is read as three indices. */
const withUprightWord = (key: string): string => key.replace(/_\{([A-Za-z]{2,})\}$/, "_{\\text{$1}}");

/** The letter that carries the subscripts of one entry; plain where the whole is bold, unless the document shows otherwise. */
export function entryText(key: string, typography: Typography): string {
  const { entries, boldEntries, scope } = typography;
  const own = entries.get(key);
  if (own !== undefined) return own;
  const text = nameText(key, typography);
  return boldEntries || key.startsWith("\\mathbf") || scope.facesMatter.has(key) ? text : text.replace(/^\\(mathbf|boldsymbol|bm|vec)\{(\\?[A-Za-z]+)\}$/, "$2");
}

/** The letter of a family's members. */
export const memberText = (key: string, typography: Typography): string => typography.members.get(key) ?? nameText(key, typography);

/** A key as TeX: a key is TeX already, but for words. */
const spelled = (key: string): string => key.replace(/^([A-Za-z][A-Za-z0-9-]+)/, "\\text{$1}").replace(/\^\{(\d)\}$/, "^$1");

const COMMANDS = new Set(["log", "ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sec", "csc", "cot", "coth", "det", "max", "min"]);
const SPELLINGS: Readonly<Record<string, string>> = { asin: "\\arcsin", acos: "\\arccos", atan: "\\arctan", relu: "\\operatorname{ReLU}", logsumexp: "\\operatorname{LSE}", trace: "\\operatorname{tr}" };

/** Functions that TeX has a command for. */
export const isCommand = (name: string): boolean => COMMANDS.has(name);

/** A known function: `\tanh`, `\operatorname{softmax}`. */
export const functionText = (name: string, { functions, scope }: Typography): string =>
  (name === "log" && scope.logBase !== null ? "\\ln" : functions.get(name)) ?? SPELLINGS[name] ?? (COMMANDS.has(name) ? `\\${name}` : `\\operatorname{${name}}`);

/** A function in front of its arguments: one of the document, or a known one. */
export const callText = (key: string, typography: Typography): string =>
  !typography.scope.functions.has(key) && !typography.scope.quantities.has(key) && knownFunction(key) !== undefined ? functionText(key, typography) : nameText(key, typography);
