/** Derivatives: `\frac{dL}{dx_i}` of a name, `\frac{d}{dx_i}\left( … \right)` of anything longer, and `\nabla_x L`. */
import type { Expression } from "../expression/expression.js";
import { CHAIN, FACTOR, factor, script, SUM, TERM, whole, within, type Printed, type Printing, type Followed } from "./printing.js";
import { sameExpression } from "./same-expression.js";

type Of<K extends Expression["kind"]> = Expression & { readonly kind: K };

export function printDerivative(e: Of<"derivative">, followed: Followed, p: Printing): Printed {
  const isTaken = !e.partial && takesD(p);
  if (isTaken && e.by.length > 1 && e.by.some((each) => !sameExpression(each, e.by[0]!) || whole(each, p).includes("^"))) return p.print({ ...e, of: { ...e, by: e.by.slice(0, -1) }, by: e.by.slice(-1) }, followed);
  const sign = e.partial ? "\\partial " : p.typography.differential, order = e.by.length;
  const head = order === 1 ? sign : `${sign.trim()}^${order} `;
  const below = variables(e.by, sign, p);
  if (isShort(e.of) && !(isTaken && e.of.kind === "call")) return factor(`\\frac{${head}${whole(e.of, p)}}{${below}}`);
  if (followed) return factor(p.bracketed(whole(e, p), "needed"));
  return factor(`\\frac{${head.trim()}}{${below}} ${operand(e.of, p)}`);
}

/** A product in brackets, so that nobody has to know how far the operator reaches. */
function operand(of: Expression, p: Printing): string {
  const { text, level } = p.print(of);
  return level === FACTOR ? text : p.bracketed(text, level === SUM ? "needed" : "clear");
}

/** Where d is a name of the document, the reader takes it for a differential before one symbol only: second derivatives stand one after the other. */
const takesD = ({ typography: { scope } }: Printing): boolean => scope.quantities.has("d") || scope.functions.has("d");

function isShort(e: Expression): boolean {
  switch (e.kind) {
    case "name": case "member": case "call": case "index": return true;
    case "entry": return e.of.kind === "name" || e.of.kind === "member";
    case "transpose": return isShort(e.of) && e.of.kind !== "call";
    default: return false;
  }
}

/** `dx_i\,dx_j`; `dx^2` for the same one twice. */
function variables(by: readonly Expression[], sign: string, p: Printing): string {
  const groups: { readonly of: Expression; count: number }[] = [];
  for (const of of by) {
    const last = groups.at(-1);
    if (last !== undefined && sameExpression(last.of, of)) last.count++;
    else groups.push({ of, count: 1 });
  }
  return groups.flatMap(({ of, count }) => {
    const text = whole(of, p);
    return count === 1 ? [sign + text] : text.includes("^") ? Array.from({ length: count }, () => sign + text) : [`${sign}${text}^${count}`];
  }).join(sign.startsWith("\\partial") ? " " : "\\,");
}

export function printGradient(e: Of<"gradient">, followed: Followed, p: Printing): Printed {
  if (followed === "chain") return factor(p.bracketed(whole(e, p), "needed"));
  const { text, level } = p.print(e.of);
  const of = level === TERM || level === CHAIN ? p.bracketed(text, "clear") : within(e.of, TERM, false, p);
  return factor(`\\nabla${e.by === null ? "" : script("_", whole(e.by, p))}${e.order === 2 ? "^2" : ""} ${of}`);
}
