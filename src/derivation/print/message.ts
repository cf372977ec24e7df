/** A problem's message in its two parts: what is wrong, and what each side gives. */
import type { Finding } from "./findings.js";

export interface MessageParts {
  readonly what: string;
  /** "the left side gives 2, the right side gives 3 (m = 2, n = 3; i = 1)" */
  readonly values: string | null;
}

export function messageParts({ problem, step }: Finding): MessageParts {
  const [what, ...rest] = problem.message.split(/: (?=(?:the left side|line \d+) gives )/);
  if (rest.length > 0) return { what: what!, values: rest.join(": ") };
  const example = step?.evidence?.counterexample;
  return { what: problem.message, values: example === undefined || problem.message.includes(example.where) ? null : `the left side gives ${example.left}, the right side gives ${example.right}${example.where === "" ? "" : ` (${example.where})`}` };
}

/** The whole message on lines of its own, for pages that show no source: what, values, repair. */
export function plainMessage(finding: Finding): string {
  const { what, values } = messageParts(finding);
  const { suggestion } = finding.problem;
  const inherits = finding.step?.inherited === true ? [INHERITED] : [];
  return [`${WORDS[finding.standing]}${what}`, ...(values === null ? [] : [values]), ...inherits, ...(suggestion === undefined ? [] : [suggestion.message, suggestion.latex])].join("\n");
}

export const INHERITED = "it only inherits the mistake of an earlier step";

/** How a message begins: what fails needs no word. */
export const WORDS: { readonly [S in Finding["standing"]]: string } = { fails: "", unchecked: "unchecked: ", warning: "warning: ", note: "note: ", waived: "not checked, because " };
