/** The typography of a document, from its own formulas: the usual spelling of each name as a whole, of its entries and of its members. */
import type { Formula, SourceDocument } from "../document/document.js";
import type { Expression } from "../expression/expression.js";
import { knownFunction } from "../notation/functions.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { isBold } from "../notation/name-key.js";
import { keyOf } from "../notation/read-scripts.js";
import { readAtom } from "../notation/read-factor.js";
import { bodyOf, inSubscript, isSymbol, plainText, type Reader } from "../notation/reader.js";
import type { Scope } from "../scope/scope.js";
import { readerFor } from "../scope/understood.js";
import { topDown } from "../scope/walk-tex.js";
import type { Tex } from "../tex/tex.js";
import { isCommand } from "./names.js";
import { texOf } from "./tex-of.js";
import { plainTypography, type FamilyStyle, type Typography } from "./typography.js";

export function typographyOf(document: SourceDocument, scope: Scope): Typography {
  const formulas = document.fragments.filter((fragment): fragment is Formula => fragment.kind === "formula").flatMap(({ tex }) => (tex === null ? [] : [tex.body]));
  const found: Found = { names: new Map(), entries: new Map(), members: new Map(), families: new Map(), bold: [], commas: [] };
  for (const body of formulas) for (const tex of body) collect(tex, readerFor(scope), found);
  const nodes = formulas.flatMap((body) => topDown(body));
  const first = <T>(choose: (tex: Tex) => T | null): T | null => { for (const tex of nodes) { const value = choose(tex); if (value !== null) return value; } return null; };
  const plain = plainTypography(scope);
  const differentials = nodes.flatMap((tex) => (tex.kind === "fraction" ? [coreOfFirst(tex.denominator)] : []));
  const partials = differentials.filter((sign) => sign === "\\partial").length, ds = differentials.filter((sign) => sign === "d" || sign === "\\mathrm{d}");
  return {
    ...plain, names: mostUsed(found.names), entries: mostUsed(found.entries), members: mostUsed(found.members), families: mostUsed(found.families),
    commas: found.commas[0] ?? false,
    boldEntries: found.bold[0] ?? false,
    functions: functionSpellings(nodes, scope),
    exponential: first((tex) => (isSymbol(tex, "\\exp") ? "exp" : tex.kind === "scripts" && isSymbol(tex.base, "e") && tex.sup !== null ? "e" : null)) ?? plain.exponential,
    differential: ds[0] === "\\mathrm{d}" ? "\\mathrm{d}" : "d",
    partial: partials > ds.length,
    transpose: first(transposeSign) ?? (isTaken("T", scope) ? "\\top" : plain.transpose),
    indicator: first(indicatorSign) ?? plain.indicator,
  };
}

/** How often each spelling of a key stands in the document. */
type Counts<T> = Map<string, Map<T, number>>;

interface Found {
  readonly names: Counts<string>;
  readonly entries: Counts<string>;
  readonly members: Counts<string>;
  readonly families: Counts<FamilyStyle>;
  /** Whether entries of names that are bold as a whole are bold, too, in the order of the document. */
  readonly bold: boolean[];
  readonly commas: boolean[];
}

const isTaken = (key: string, scope: Scope): boolean => scope.quantities.get(key)?.role === "variable" && scope.quantities.get(key)?.axes?.length === 0;

function collect(tex: Tex, reader: Reader, found: Found): void {
  switch (tex.kind) {
    case "symbol": case "words": return note(tex, tex, reader, found);
    case "number": return;
    case "accent": case "font": return keyOf(tex, reader) === null ? collect(tex.body, reader, found) : note(tex, tex, reader, found);
    case "scripts":
      if (tex.base !== null && keyOf(tex.base, reader) !== null) note(tex, tex.base, reader, found);
      else if (tex.base !== null) collect(tex.base, reader, found);
      for (const script of [tex.sub, tex.sup]) if (script !== null) collect(script, inSubscript(reader), found);
      return;
    case "fraction": collect(tex.numerator, reader, found); return collect(tex.denominator, reader, found);
    case "root": return collect(tex.radicand, reader, found);
    case "group": case "delimited": return tex.body.forEach((each) => collect(each, reader, found));
    case "annotated": return collect(tex.body, reader, found);
    case "binomial": return;
    case "environment": return tex.rows.forEach((row) => row.cells.forEach((cell) => cell.body.forEach((each) => collect(each, reader, found))));
  }
}

/** What the name with its scripts means tells which spelling this is. */
function note(tex: Tex, base: Tex, reader: Reader, found: Found): void {
  const key = keyOf(base, reader);
  if (key === null || (knownFunction(key) !== undefined && !reader.scope.quantities.has(key) && !reader.scope.functions.has(key))) return;
  if (reader.scope.functions.has(key) && tex === base) { keep(found.names, key, texOf(base)); return; }
  const read = meaning(tex, reader);
  if (read === null) return;
  const primes = tex.kind === "scripts" ? "'".repeat(tex.primes) : "";
  const text = texOf(base) + primes;
  switch (read.kind) {
    case "name":
      if (read.name === key + primes) keep(found.names, read.name, text);
      else if (tex.kind === "scripts") keep(found.names, read.name, texOf(labelOnly(tex, read.name)));
      return;
    case "member":
      keep(found.members, read.family, withLabel(tex, read.family, key, text));
      if (tex.kind === "scripts") keep(found.families, read.family, familyStyle(tex));
      return;
    case "entry": {
      const of = read.of.kind === "transpose" || read.of.kind === "power" ? (read.of.kind === "transpose" ? read.of.of : read.of.base) : read.of;
      if (of.kind === "member" && tex.kind === "scripts") keep(found.families, of.family, familyStyle(tex));
      if (of.kind !== "name" && of.kind !== "member") return;
      const own = of.kind === "name" ? of.name : of.family;
      keep(found.entries, own, withLabel(tex, own, key, text));
      if (isBold(base) || /^\\(mathbf|boldsymbol|bm)\{/.test([...(found.names.get(own)?.keys() ?? [])][0] ?? "")) found.bold.push(isBold(base));
      if (tex.kind === "scripts" && tex.sub !== null && read.at.length === 2 && read.at.every((each) => each?.kind === "index")) found.commas.push(bodyOf(tex.sub).some((each) => isSymbol(each, ",")));
      return;
    }
    default: return;
  }
}

function keep<T>(counts: Counts<T>, key: string, value: T): void {
  const own = counts.get(key) ?? new Map<T, number>();
  counts.set(key, own.set(value, (own.get(value) ?? 0) + 1));
}

/** The spelling that stands most often; of two the one that comes first. */
const mostUsed = <T>(counts: Counts<T>): ReadonlyMap<string, T> => new Map([...counts].map(([key, own]) => [key, [...own].reduce((a, b) => (b[1] > a[1] ? b : a))[0]]));

/** The name, the member or the entry that the node stands for, without powers and transposes. */
function meaning(tex: Tex, reader: Reader): Expression | null {
  try {
    let read = readAtom(tex, { ...reader, notes: [] });
    while (read.kind === "power" || read.kind === "transpose") read = read.kind === "power" ? read.base : read.of;
    return read;
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

/** `\sigma^2` of the entry `\sigma_d^2`, `W_Q` of the member `W_Q^{(h)}`: a script that belongs to the name goes with it. */
const withLabel = (tex: Tex, name: string, key: string, text: string): string => (name !== key && tex.kind === "scripts" && /[_^]/.test(name) ? texOf(labelOnly(tex, name)) : text);

/** The scripts that belong to the name: `W_{xh}` of `W_{xh}^T`. */
function labelOnly(tex: Tex & { readonly kind: "scripts" }, name: string): Tex {
  return { ...tex, sub: name.includes("_") ? tex.sub : null, sup: name.includes("^") ? tex.sup : null };
}

function familyStyle({ sup }: Tex & { readonly kind: "scripts" }): FamilyStyle {
  const [first] = sup === null ? [] : bodyOf(sup);
  if (sup === null || /^(T|\\top|\\intercal)$/.test(plainText(bodyOf(sup)))) return "sub";
  return first?.kind === "delimited" ? (first.left === "[" ? "[" : first.left === "\\langle" ? "\\langle" : "(") : "bare";
}

/** The sign that a fraction's part begins with. */
function coreOfFirst(part: Tex): string | null {
  const [first] = bodyOf(part);
  const core = first?.kind === "scripts" ? first.base : (first ?? null);
  return core === null ? null : isSymbol(core, "\\partial") ? "\\partial" : plainText(core) === "d" ? (core.kind === "symbol" && core.text === "d" ? "d" : "\\mathrm{d}") : isSymbol(core, "\\mathrm{d}") ? "\\mathrm{d}" : null;
}

function transposeSign(tex: Tex): Typography["transpose"] | null {
  const [first] = tex.kind === "scripts" && tex.sup !== null ? bodyOf(tex.sup).slice(-1) : [];
  return isSymbol(first, "\\top") ? "\\top" : isSymbol(first, "\\intercal") ? "\\intercal" : isSymbol(first, "T") ? "T" : null;
}

/** `\mathbb{1}[…]`, `\mathbf{1}[…]`. */
function indicatorSign(tex: Tex): string | null {
  const body = tex.kind === "group" || tex.kind === "delimited" ? tex.body : [];
  const at = body.findIndex((each, k) => each.kind === "font" && /^1$/.test(plainText(each)) && body[k + 1]?.kind === "delimited" && (body[k + 1] as Tex & { kind: "delimited" }).left === "[");
  return at < 0 ? null : texOf(body[at]!);
}

/** `\ln` or `\log`, `\operatorname{softmax}` or `\text{softmax}`. */
function functionSpellings(nodes: readonly Tex[], scope: Scope): ReadonlyMap<string, string> {
  const spellings: Counts<string> = new Map();
  for (const tex of nodes) {
    const text = tex.kind === "symbol" && tex.text.startsWith("\\") ? tex.text : tex.kind === "words" ? tex.text.trim() : null;
    const known = text === null ? undefined : knownFunction(text);
    if (known !== undefined && !scope.functions.has(text!) && !scope.quantities.has(text!) && !/^(transpose|sqrt)$/.test(known.name)) keep(spellings, known.name, tex.kind === "words" && isCommand(tex.text.trim()) ? `\\${tex.text.trim()}` : texOf(tex));
  }
  return mostUsed(spellings);
}
