/** Entries, members, transposes, inverses and powers: what the scripts sit on, by the reader's order (see `notation/read-scripts.ts`). */
import type { Expression } from "../expression/expression.js";
import { familyOf, rankOf } from "../scope/scope.js";
import { argumentsText, isBare, TRIGONOMETRIC, writesEuler } from "./functions.js";
import { indicesText } from "./indices.js";
import { entryText, functionText, memberText, nameText } from "./names.js";
import { factor, script, whole, type Printed, type Printing } from "./printing.js";
import type { FamilyStyle } from "./typography.js";

type Of<K extends Expression["kind"]> = Expression & { readonly kind: K };

const isMinusOne = (e: Expression): boolean => e.kind === "add" && e.terms.length === 1 && e.terms[0]!.sign === -1 && e.terms[0]!.of.kind === "number" && e.terms[0]!.of.places === 0 && e.terms[0]!.of.digits === 1n;

export function printEntry(e: Of<"entry">, p: Printing): Printed {
  const { of, at } = e, { typography } = p;
  if (of.kind === "member") return factor(entryOfMember(of, at, p));
  const named = of.kind === "transpose" || (of.kind === "power" && isMinusOne(of.exponent)) ? (of.kind === "transpose" ? of.of : of.base) : of;
  if (named.kind === "name") {
    const rank = rankOf(typography.scope.quantities.get(named.name));
    const sub = indicesText(at, rank, p);
    const letter = entryText(named.name, typography);
    if (of === named && takesIndices(named.name, at, sub, p)) return factor(subscripted(letter, sub));
    if (of !== named && at.length === 2 && (rank === null || rank === 2) && takesIndices(named.name, at, sub, p) && !letter.includes("^")) return factor(`${letter}${script("^", of.kind === "transpose" ? typography.transpose : "-1")}${script("_", sub)}`);
  }
  return factor(scriptBase(of, p) + script("_", indicesText(at, null, p)));
}

/** `\sigma_d^2` of the name `\sigma^2`: the subscript goes before the name's own superscript. */
function subscripted(letter: string, sub: string): string {
  const [, base, above] = /^([^_^]+)(\^(?:\{[^{}]*\}|[^{}]))$/.exec(letter) ?? [];
  return base === undefined ? letter + script("_", sub) : base + script("_", sub) + above!;
}

/** Whether subscripts on the bare name are read as these indices. */
function takesIndices(key: string, at: readonly unknown[], sub: string, { typography: { scope } }: Printing): boolean {
  const quantity = scope.quantities.get(key), rank = rankOf(quantity);
  if (key.includes("_") || (quantity?.levels ?? 0) > 0 || scope.quantities.has(`${key}_{${sub}}`) || scope.functions.has(`${key}_{${sub}}`)) return false;
  return !(rank !== null && rank > 0 && at.length === 1 && rank !== 1);
}

/** What carries a subscript and is no name. */
function scriptBase(e: Expression, p: Printing): string {
  if (e.kind === "apply" && e.function !== "sqrt" && !writesEuler(e, p)) return p.print(e, "chain").text;
  if (e.kind === "call" || e.kind === "absolute" || e.kind === "inner" || e.kind === "matrix") return whole(e, p);
  const isOfIndex = (e.kind === "transpose" && e.of.kind === "index") || (e.kind === "power" && isMinusOne(e.exponent) && e.base.kind === "index");
  return p.bracketed(whole(e, p), e.kind === "derivative" || e.kind === "quotient" || e.kind === "number" || e.kind === "cases" || (e.kind === "apply" && e.function === "sqrt") || isOfIndex ? "clear" : "needed");
}

const styleOf = (family: string, { typography: { families, scope } }: Printing): FamilyStyle => (familyOf(scope, family)?.style === "sub" ? "sub" : (families.get(family) ?? "("));

export const printMember = (e: Of<"member">, p: Printing): Printed => factor(entryOfMember(e, [], p));

function entryOfMember({ family, at }: Of<"member">, entries: readonly (Expression | null)[], p: Printing): string {
  const style = styleOf(family, p);
  const letter = entries.length === 0 ? memberText(family, p.typography) : entryText(family, { ...p.typography, names: new Map([...p.typography.names, ...p.typography.members]) });
  if (style === "sub") {
    // one subscript that could be parted would be the family's index and an entry's
    const count = 1 + (rankOf(familyOf(p.typography.scope, family)) ?? 0);
    const levels = at.map((each) => { const text = whole(each, p); return entries.length === 0 && at.length === 1 && count > 1 && (each.kind === "product" || (each.kind === "number" && text.length === count)) ? p.bracketed(text, "needed") : text; });
    return letter + script("_", [...levels, ...(entries.length === 0 ? [] : [indicesText(entries, null, p)])].join(",").replace(/,:$/, ",:"));
  }
  const place = at.map((each) => whole(each, p)).join(",");
  const above = style === "(" ? `(${place})` : style === "[" ? `[${place}]` : style === "bare" && /^[\w\\]+$/.test(place) && place !== p.typography.transpose ? place : style === "\\langle" ? `\\langle ${place} \\rangle` : `(${place})`;
  const rank = rankOf(familyOf(p.typography.scope, family));
  if (entries.length > 0 && letter.includes("_")) return `${p.bracketed(`${letter}${script("^", above)}`, "needed")}${script("_", indicesText(entries, rank, p))}`;
  return `${letter}${script("^", above)}${entries.length === 0 ? "" : script("_", indicesText(entries, rank, p))}`;
}

export function printTranspose(e: Of<"transpose">, p: Printing): Printed {
  const { of } = e, sign = p.typography.transpose;
  if (of.kind === "power" && isMinusOne(of.exponent) && of.base.kind === "name" && !nameText(of.base.name, p.typography).includes("^")) return factor(nameText(of.base.name, p.typography) + script("^", `-${sign}`));
  return factor(superscriptBase(of, "array", p) + script("^", sign));
}

export function printPower(e: Of<"power">, p: Printing): Printed {
  const { base, exponent } = e;
  // a bracket at the start of a superscript could be a family's index
  const plain = whole(exponent, p);
  const above = exponent.kind === "inner" || (exponent.kind === "add" && /^(\\left)?\s*\(/.test(plain)) ? `{${plain}}` : plain;
  if (base.kind === "apply" && TRIGONOMETRIC.has(base.function) && !isMinusOne(exponent)) return factor(`${functionText(base.function, p.typography)}${script("^", above)}${argumentsText(base.arguments, p)}`);
  return factor(superscriptBase(base, isMinusOne(exponent) ? "array" : "power", p, above) + script("^", above));
}

/** "array": transposes and inverses, which the reader puts before the indices of a matrix. */
function superscriptBase(e: Expression, part: "array" | "power", p: Printing, above = ""): string {
  const { scope } = p.typography;
  const plain = (): string => whole(e, p);
  const held = (): string => p.bracketed(plain(), "needed");
  switch (e.kind) {
    case "name": {
      const isTaken = scope.quantities.has(`${e.name}^{${above}}`) || scope.functions.has(`${e.name}^{${above}}`);
      return plain().includes("^") || isTaken || (part === "power" && (scope.quantities.get(e.name)?.levels ?? 0) > 0) ? held() : plain();
    }
    case "number": return e.digits < 0n ? held() : plain();
    case "index": case "delta": case "indicator": case "norm": case "absolute": case "inner": case "matrix": case "call": return plain();
    case "entry": {
      if (e.of.kind === "member" && styleOf(e.of.family, p) === "sub") return p.bracketed(plain(), "clear");
      if (e.of.kind === "member" || (["name", "transpose", "power"].includes(e.of.kind) && /^[^(]*\^/.test(plain()))) return held();
      if (e.of.kind !== "name") return plain();
      const rank = rankOf(scope.quantities.get(e.of.name));
      return part === "array" && e.at.length === 2 && (rank === null || rank === 2) ? held() : plain();
    }
    case "member": {
      const rank = rankOf(familyOf(scope, e.family));
      if (styleOf(e.family, p) !== "sub") return held();
      // h_t^a of a vector h_t is read as a power; a person may stumble
      return part === "array" || rank === null || rank === 0 ? plain() : p.bracketed(plain(), "clear");
    }
    case "apply": return e.function === "sqrt" ? plain() : writesEuler(e, p) ? held() : isBare(e, p) ? p.print(e, "chain").text : plain();
    case "derivative": case "quotient": case "cases": return p.bracketed(plain(), "clear");
    default: return held();
  }
}
