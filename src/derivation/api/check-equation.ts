/** One equation, given as a string: for a cell of a notebook, a test, an editor. */
import { inspect } from "node:util";
import type { CheckedEquation, CheckProblem } from "../check/checked-document.js";
import { checkDocument } from "../check/check-document.js";
import { readDocument } from "../document/read-document.js";
import { formatEquation } from "./format.js";

export interface EquationContext {
  /**
   * What the names are, as a document would say it: formulas (`W \in \mathbb{R}^{m \times n}`, `y = Wx`, `x_i > 0`), one a string.
   * A string with a dollar sign is a sentence of its own: `$W$ is symmetric`.
   */
  readonly where?: string | readonly string[];
  /** `layout`, `einstein`, `broadcast`, `log`, as in a document's front matter. */
  readonly conventions?: { readonly [name: string]: string | number | boolean };
  readonly seed?: number;
}

/**
 * Reads and decides one equation, or a chain `a = b = c`. Lines and columns of its problems count within `latex`.
 * The record is that of a document's equation (`CheckedEquation`); as the last value of a cell it prints as text.
 * @throws Error if `latex` is no equation, or if a string of `where` cannot be read
 */
export function checkEquation(latex: string, { where = [], conventions = {}, seed = 1 }: EquationContext = {}): CheckedEquation {
  const head = `${frontMatter(conventions)}${sentences(where)}\n\n$$\n`;
  const document = checkDocument(readDocument("equation.md", `${head}${latex}\n$$\n`), { seed });
  const lines = head.split("\n").length - 1;
  const fault = document.problems[0] ?? document.equations.filter(({ line }) => line < lines).flatMap((equation) => (equation.verdict === "holds" ? [] : equation.problems.filter(({ severity }) => severity === "error"))).at(0);
  if (fault !== undefined) throw new Error(`checkEquation: in \`${document.problems.length > 0 ? "conventions" : "where"}\`: ${fault.message}`);
  const own = document.equations.filter(({ line }) => line >= lines);
  const [equation] = own;
  if (equation === undefined) throw new Error(`checkEquation: '${latex}' is no equation`);
  if (own.length > 1) throw new Error(`checkEquation: here are ${own.length} equations; give them one by one`);
  return readable({ ...equation, line: 1, column: 1, latex, problems: equation.problems.map((problem) => moved(problem, lines)) });
}

const frontMatter = (conventions: NonNullable<EquationContext["conventions"]>): string =>
  Object.keys(conventions).length === 0 ? "" : `---\nconventions:\n${Object.entries(conventions).map(([name, value]) => `  ${name}: ${value}\n`).join("")}---\n\n`;

/** A paragraph for each string: a sentence does not run into the next. */
const sentences = (where: string | readonly string[]): string => (typeof where === "string" ? [where] : where).map((each) => (each.includes("$") ? each : `$${each}$`)).join("\n\n");

const moved = (problem: CheckProblem, lines: number): CheckProblem => ({ ...problem, line: problem.line - lines });

const readable = (equation: CheckedEquation): CheckedEquation => Object.defineProperty({ ...equation }, inspect.custom, { value: () => formatEquation(equation) });
