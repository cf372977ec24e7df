/** What the author says about notation: front matter in Markdown, `backproof.conventions` in a notebook's metadata. */
import { nearest } from "../tex/nearest.js";
import type { Span } from "../tex/tex.js";
import type { Conventions } from "./document.js";

export const DEFAULT_CONVENTIONS: Conventions = { layout: "gradient", einstein: false, broadcast: null, log: null };

/** One setting as it was written. */
export interface Setting {
  readonly key: string;
  readonly value: string;
  readonly span: Span;
}

export interface ConventionsReading {
  readonly conventions: Conventions;
  /** A setting gives the layout. */
  readonly setsLayout: boolean;
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
}

/** What a value means; undefined if it means nothing. */
type Meaning = (value: string) => Partial<Conventions> | undefined;

const KEYS: ReadonlyMap<string, { readonly meaning: Meaning; readonly values: string }> = new Map([
  ["layout", { values: "gradient, numerator or denominator", meaning: (value) => (value === "gradient" || value === "numerator" || value === "denominator" ? { layout: value } : undefined) }],
  ["einstein", { values: "true or false", meaning: (value) => (value === "true" || value === "false" ? { einstein: value === "true" } : undefined) }],
  ["broadcast", { values: "columns, rows or none", meaning: (value) => (value === "columns" || value === "rows" ? { broadcast: value } : EMPTY.test(value) ? { broadcast: null } : undefined) }],
  ["log", { values: "a base such as 10 or 2, or e", meaning: logarithm }],
]);

const EMPTY = /^(?:none|null|false|~)$/;

function logarithm(value: string): Partial<Conventions> | undefined {
  if (value === "e" || value === "natural" || EMPTY.test(value)) return { log: null };
  const base = Number(value);
  return value !== "" && Number.isFinite(base) && base > 0 && base !== 1 ? { log: base } : undefined;
}

/** Later settings win; what is not known or means nothing is a problem, and the default stays. */
export function readConventions(settings: readonly Setting[], start: Conventions = DEFAULT_CONVENTIONS): ConventionsReading {
  let conventions = start, setsLayout = false;
  const problems: { span: Span; message: string }[] = [];
  for (const { key, value, span } of settings) {
    const known = KEYS.get(key);
    const meaning = known?.meaning(value);
    if (known === undefined) problems.push({ span, message: unknownKey(key) });
    else if (meaning === undefined) problems.push({ span, message: `'${value}' is no value of the convention '${key}': write ${known.values}` });
    else [conventions, setsLayout] = [{ ...conventions, ...meaning }, setsLayout || meaning.layout !== undefined];
  }
  return { conventions, setsLayout, problems };
}

function unknownKey(key: string): string {
  const close = nearest(key, KEYS.keys());
  return `the convention '${key}' is not known${close === null ? "" : `: did you mean '${close}'?`} (known are ${[...KEYS.keys()].join(", ")})`;
}
