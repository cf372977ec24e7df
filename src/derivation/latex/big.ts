/** Sums, products, maxima and minima over indices. */
import { walk, type Binder, type Condition, type Expression } from "../expression/expression.js";
import { conditionText, IN_SIGNS, isChained } from "./conditions.js";
import { factor, script, TERM, whole, within, type Printed, type Printing, type Followed } from "./printing.js";
import { sameExpression } from "./same-expression.js";

type Big = Expression & { readonly kind: "big" };
const SIGNS = { sum: "\\sum", product: "\\prod", max: "\\max", min: "\\min" } as const;

export function bigText(e: Big, followed: Followed, p: Printing): Printed {
  if (followed) return factor(p.bracketed(whole(e, p), "needed"));
  if (e.operator === "array") return factor(`${p.bracketed(whole(e.body, p), "needed")}${rangeText(e, p)}`);
  const nested = splitLimits(e);
  if (nested !== null) return bigText(nested, false, p);
  const isNegative = e.body.kind === "add" && e.body.terms.length === 1;
  const body = isNegative ? p.bracketed(whole(e.body, p), e.operator === "sum" || e.operator === "product" ? "clear" : "needed") : within(e.body, TERM, false, p);
  return factor(`${SIGNS[e.operator]}${rangeText(e, p)} ${body}`);
}

/** Two upper limits have no place over one sign: a sum of sums. */
function splitLimits(e: Big): Big | null {
  const limits = e.binders.filter(({ to }) => to !== null);
  const [first, ...rest] = e.binders;
  if (e.binders.length < 2 || limits.length === 0 || (limits.every(({ to }) => sameExpression(to!, limits[0]!.to!)) && limits.every(({ from }) => from !== null) && e.binders.at(-1)!.to !== null)) return null;
  return { ...e, binders: [first!], where: null, body: { ...e, binders: rest } };
}

function rangeText({ binders, where }: Big, p: Printing): string {
  const to = binders.find((binder) => binder.to !== null)?.to ?? null;
  const conditions = where === null ? [] : where.kind === "and" && !isChained(where, p) ? where.of : [where];
  const told = conditions.map((condition) => conditionText(condition, IN_SIGNS, p));
  const named = to === null && conditions.length === 1 && introduces(conditions[0]!, binders) ? [] : binders.map((binder) => binderText(binder, p));
  return `${script("_", [...named, ...told].join(", "))}${to === null ? "" : script("^", whole(to, p))}`;
}

const binderText = ({ name, from }: Binder, p: Printing): string => `${p.print({ kind: "index", name, start: 0, end: 0 }).text}${from === null ? "" : `=${whole(from, p)}`}`;

/** `\sum_{j \ne i}`: the condition names the index first. */
function introduces(condition: Condition, binders: readonly Binder[]): boolean {
  const letters: string[] = [];
  const visit = (c: Condition): void => {
    if (c.kind === "compare") for (const side of [c.left, c.right]) for (const node of walk(side)) if (node.kind === "index" && !letters.includes(node.name)) letters.push(node.name);
    if (c.kind === "and" || c.kind === "or") c.of.forEach(visit);
    if (c.kind === "not") visit(c.of);
  };
  visit(condition);
  const names = binders.map(({ name }) => name);
  return names.every((name, k) => letters[k] === name) && (names.length === 1 || letters.length === names.length);
}
