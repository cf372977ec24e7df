/** Sums, products and what stands for long ones. */
import type { Expression, ProductSign } from "../expression/expression.js";
import { knownFunction } from "../notation/functions.js";
import { CHAIN, FACTOR, SUM, TERM, whole, within, type Printed, type Printing, type Followed } from "./printing.js";

type Of<K extends Expression["kind"]> = Expression & { readonly kind: K };

const SIGNS: Readonly<Record<ProductSign, string>> = { juxtaposed: " ", cdot: " \\cdot ", times: " \\times ", star: " * ", over: " / ", hadamard: " \\odot ", kronecker: " \\otimes ", "hadamard-over": " \\oslash " };
const OF_ARRAYS: ReadonlySet<ProductSign> = new Set<ProductSign>(["hadamard", "kronecker", "hadamard-over"]);

export function printSum(e: Of<"add">, p: Printing): Printed {
  const terms = e.terms.map(({ sign, of }, k) => {
    const text = of.kind === "series" && of.operator === "sum" && k === 0 && sign === 1 ? whole(of, p) : within(of, TERM, false, p);
    return k === 0 ? (sign === 1 ? text : `-${text}`) : `${sign === 1 ? "+" : "-"} ${text}`;
  });
  return { text: terms.join(" "), level: SUM };
}

export function printProduct(e: Of<"product">, followed: Followed, p: Printing): Printed {
  const isOfArrays = e.factors.slice(1).some(({ sign }) => OF_ARRAYS.has(sign));
  const last = e.factors.length - 1;
  const texts = e.factors.map(({ of }, k) => {
    if (isOfArrays) return within(of, CHAIN, k < last ? "array" : followed, p);
    const before = e.factors[k - 1];
    if (k > 0 && e.factors[k]!.sign === "juxtaposed" && startsWithNumber(of) && before !== undefined && endsWithNumber(before.of)) return p.bracketed(whole(of, p), "clear");
    // the reader takes `a \cdot -b`, people do not
    if (k > 0 && e.factors[k]!.sign !== "juxtaposed" && of.kind === "add" && of.terms.length === 1 && !REACHES_ON.has(of.terms[0]!.of.kind)) return p.bracketed(whole(of, p), "clear");
    if (k === 0 && of.kind === "series" && of.operator === "product") return whole(of, p);
    return within(of, FACTOR, k < last ? "chain" : followed, p);
  });
  const apart = isOfArrays ? texts : separated(e, texts, p);
  return { text: apart.map((text, k) => (k === 0 ? text : SIGNS[e.factors[k]!.sign] + text)).join(""), level: isOfArrays ? TERM : CHAIN };
}

const REACHES_ON: ReadonlySet<Expression["kind"]> = new Set<Expression["kind"]>(["product", "series", "big", "gradient", "derivative", "apply"]);
const startsWithNumber = (e: Expression): boolean => e.kind === "number" || (e.kind === "power" && e.base.kind === "number");
const endsWithNumber = (e: Expression): boolean => e.kind === "number";

const isBracket = (text: string | undefined): boolean => text !== undefined && /^(\\left)?\s*[([]/.test(text);

/** A name before a bracket must not look like a function of what is in it, and a factor d not like a differential. */
function separated(e: Of<"product">, texts: readonly string[], p: Printing): readonly string[] {
  const { scope } = p.typography;
  const result = [...texts];
  for (let k = 0; k < result.length; k++) {
    const { of } = e.factors[k]!;
    if (of.kind === "name" && of.name === "d" && e.factors.some(({ sign }) => sign === "over")) result[k] = `{${result[k]!}}`;
    if (!isBracket(texts[k + 1]) || e.factors[k + 1]!.sign !== "juxtaposed") continue;
    if (of.kind === "name" && isFunction(of.name, scope)) { result[k] = p.bracketed(result[k]!, "needed"); continue; }
    let start = k;
    while (start > 0 && /^[A-Za-z]$/.test(texts[start - 1]!)) start--;
    for (; start < k; start++) {
      const word = texts.slice(start, k + 1).join("");
      if (knownFunction(word) !== undefined && (word.length > 2 || /^(tr|ln)$/i.test(word))) { result[k] = `{${result[k]!}}`; break; }
    }
  }
  return result;
}

const isFunction = (key: string, { functions, quantities }: Printing["typography"]["scope"]): boolean => {
  const base = key.replace(/'+$/, "");
  return functions.has(key) || functions.has(base) || quantities.get(key)?.opaque != null || quantities.get(base)?.opaque != null;
};

export function printSeries(e: Of<"series">, p: Printing): Printed {
  if (e.operator === "sum") {
    const terms = [...e.written.map((of, k) => (k === 0 && of.kind === "series" && of.operator === "sum" ? whole(of, p) : within(of, TERM, false, p))), "\\dots", within(e.last, TERM, false, p)];
    return { text: terms.join(" + "), level: SUM };
  }
  const factors = e.written.map((of, k) => (k === 0 && of.kind === "series" && of.operator === "product" ? whole(of, p) : within(of, FACTOR, "chain", p)));
  const apart = factors.map((text, k) => { const of = e.written[k]!; return of.kind === "name" && isBracket(factors[k + 1]) && isFunction(of.name, p.typography.scope) ? p.bracketed(text, "needed") : text; });
  return { text: [...apart, "\\cdots", within(e.last, FACTOR, false, p)].join(" "), level: CHAIN };
}
