/**
 * Names with subscripts and superscripts. In this order: a declared label (`W_{xh}`, `\sigma^2`), a family index (`x^{(k)}`, `h_t`),
 * subscripts by the declared rank, then transpose, inverse, power.
 */
import { walk, type Expression } from "../expression/expression.js";
import { familyKey, familyOf, isSaidNumber, lengthKey, rankOf, type Quantity, type Scope } from "../scope/scope.js";
import type { Span, Tex } from "../tex/tex.js";
import { noteSpelledName } from "./spelled-names.js";
import { isNumber } from "./is-number.js";
import { isBold, isIndexLetter, nameKey } from "./name-key.js";
import { readEntriesInBrackets } from "./array-of-entries.js";
import { isNorm, isTuple, readNorm } from "./read-delimited.js";
import { readAtom } from "./read-factor.js";
import { readIndices } from "./read-indices.js";
import { bodyOf, inSubscript, isSymbol, note, plainText, stop, type Reader } from "./reader.js";

type Scripts = Tex & { readonly kind: "scripts" };

/** The key of a name in this document: its face counts only where the document uses two faces of the letter. */
export function keyOf(tex: Tex, { scope }: { readonly scope: Scope }): string | null {
  const key = nameKey(tex);
  return key !== null && scope.facesMatter.has(key) && isBold(tex) ? `\\mathbf{${key}}` : key;
}

/** A bound index, a quantity of the document, an index that is free, or (on the line) a name nobody declared. */
export function nameOrIndex(key: string, span: Span, reader: Reader): Expression {
  const at = { start: span.start, end: span.end };
  if (reader.bound.has(key)) return { kind: "index", name: key, ...at };
  if (reader.inSubscript && reader.scope.clashing.has(key)) return { kind: "name", name: lengthKey(key), ...at };
  if (reader.scope.quantities.has(key) || reader.scope.functions.has(key)) return { kind: "name", name: key, ...at };
  const index = isIndexLetter(key) && (reader.inSubscript || reader.free.has(key));
  return index ? { kind: "index", name: key, ...at } : { kind: "name", name: key, ...at };
}

/** Text of a label script: `_{xh}`, `^{(1)}`, `^2`. */
export const labelText = (tex: Tex): string => plainText(bodyOf(tex));

/** The declared name that base and scripts make together, with the scripts that are left over. */
function declaredLabel(key: string, tex: Scripts, scope: Scope): { readonly key: string; readonly sub: Tex | null; readonly sup: Tex | null } {
  const known = (candidate: string): boolean => scope.quantities.has(candidate) || scope.functions.has(candidate);
  const { sub, sup } = tex;
  const withSub = sub === null ? null : `${key}_{${labelText(sub)}}`;
  const withSup = sup === null ? null : `^{${labelText(sup)}}`;
  if (withSub !== null && withSup !== null && known(withSub + withSup)) return { key: withSub + withSup, sub: null, sup: null };
  if (withSub !== null && known(withSub)) {
    return { key: withSub, sub: null, sup };
  }
  // \\mathrm{KL} below a letter is a name, never two indices
  if (withSub !== null && isUpright(sub!) && !scope.quantities.has(labelText(sub!))) return { key: withSub, sub: null, sup };
  if (withSup !== null && known(key + withSup)) return { key: key + withSup, sub, sup: null };
  return { key, sub, sup };
}

/** `\mathrm{KL}`, `\text{new}`: words set upright, of two letters and more. */
function isUpright(sub: Tex): boolean {
  const [only] = bodyOf(sub);
  return bodyOf(sub).length === 1 && (only?.kind === "words" || (only?.kind === "font" && /^(mathrm|rm|mathsf|textrm|text|mathit)$/.test(only.name))) && /^[A-Za-z]{2,}$/.test(plainText(only)) && !/^[i-n]{2}$/.test(plainText(only));
}

/** `w^*`, `w^{\star}`: the best, the padded; a name of its own. `w^{*T}` is its transpose. So is `w^{\text{new}}`. */
const isStar = (tex: Tex | undefined): boolean => isSymbol(tex, "*", "\\ast", "\\star");
export function starred(key: string, { sup }: Pick<Scripts, "sup">, { quantities }: Pick<Scope, "quantities">): string {
  if (sup === null) return key;
  if (isUpright(sup) && !quantities.has(labelText(sup))) return `${key}^{${labelText(sup)}}`;
  return isStar(bodyOf(sup)[0]) && bodyOf(sup).slice(1).every((tex) => isTransposeLike(tex)) ? `${key}^{*}` : key;
}
function withoutStar(tex: Scripts, scope: Scope): Scripts {
  if (tex.sup === null || starred("", tex, scope) === "") return tex;
  const rest = bodyOf(tex.sup).slice(1);
  return { ...tex, sup: rest.length === 0 ? null : { kind: "group", body: rest, start: tex.sup.start, end: tex.sup.end } };
}

/** `w^+`, `w^-`, `x_+`, `x_*`, `w_0`, `\\hat w_\\lambda`: after the step, before it, the new one, the one of a number; a name of its own. A sign above a capital is a pseudoinverse, unless the document defines it. */
function markedName(key: string, tex: Scripts, { scope, bound, free }: Reader): { readonly key: string; readonly sub: Tex | null; readonly sup: Tex | null } | null {
  const { sub, sup } = tex;
  const isSmall = /^(\\(hat|bar|tilde|math\w+)\{)?([a-z]|\\[a-z]+)\}?$/.test(key);
  if (sup !== null && /^[-+]$/.test(labelText(sup)) && (isSmall || scope.letters.signed.has(key))) return { key: `${key}^{${labelText(sup)}}`, sub, sup: null };
  if (sub === null) return null;
  const isOwnName = isMark(bodyOf(sub)) || isZeroed(key, sub, scope) || isOfNumber(key, sub, { scope, bound, free });
  return isOwnName ? { key: `${key}_{${labelText(sub)}}`, sub: null, sup } : null;
}

/** `w_0` of an array declared as it is: no member of a list that is counted from 0. */
function isZeroed(key: string, sub: Tex, { letters, quantities }: Scope): boolean {
  const own = quantities.get(key);
  return labelText(sub) === "0" && letters.zeroed.has(key) && own?.levels === 0 && own.role === "variable" && (own.axes?.length ?? 0) > 0;
}

/** `\hat w_\lambda` with a number λ: what depends on it, and no entry. */
function isOfNumber(key: string, sub: Tex, { scope, bound, free }: Pick<Reader, "scope" | "bound" | "free">): boolean {
  const below = keyOf(sub, { scope }), number = below === null ? undefined : scope.quantities.get(below);
  return number?.role === "variable" && number.values === "real" && number.levels === 0 && isSaidNumber(number) && scope.quantities.get(key)?.levels !== 1 && !bound.has(below!) && !free.has(below!);
}

const isMark = ([only, ...more]: readonly Tex[]): boolean => more.length === 0 && isSymbol(only, "+", "-", "*", "\\ast", "\\star");

export function readScripts(tex: Scripts, reader: Reader): Expression {
  if (tex.base === null) return stop("a script stands on nothing", tex);
  if (tex.base.kind === "delimited" && isNorm(tex.base)) return applyScripts(readNorm(tex.base, tex.sub, reader), { ...tex, sub: null }, reader);
  if (tex.base.kind === "delimited" && tex.base.left === "\\langle" && tex.sub !== null && labelText(tex.sub) === "F") return applyScripts(readAtom(tex.base, reader), { ...tex, sub: null }, reader);
  if (isTuple(tex.base) && tex.sup !== null && tex.sub === null && isTransposeSign(bodyOf(tex.sup)[0], reader) && bodyOf(tex.sup).length === 1) return readAtom(tex.base, reader);
  if (tex.base.kind === "delimited" && tex.sub !== null && tex.primes === 0) {
    const isPower = tex.sup !== null && !bodyOf(tex.sub).some((each) => isSymbol(each, "="));
    const array = readEntriesInBrackets(tex.base, tex.sub, isPower ? null : tex.sup, reader);
    if (array !== null) return isPower ? applyScripts(array, { ...tex, sub: null }, reader) : array;
  }
  const baseKey = keyOf(tex.base, reader);
  if (baseKey === null) return applyScripts(readAtom(tex.base, reader), tex, reader);
  noteSpelledName(tex.base, reader);
  const named = baseKey + "'".repeat(tex.primes);
  const marked = markedName(named, tex, reader);
  if (marked !== null) return readNamedScripts(marked.key, { ...tex, sub: marked.sub, sup: marked.sup, primes: 0 }, reader);
  if (isEuler(named, tex, reader)) return exponential(tex, reader);
  const kronecker = readKronecker(named, tex, reader);
  if (kronecker !== null) return kronecker;
  const numbered = tex.sub === null ? null : `${named}_{${labelText(tex.sub)}}`;
  if (numbered !== null && reader.bound.has(numbered)) return applyScripts({ kind: "index", name: numbered, start: tex.start, end: tex.end }, { ...tex, sub: null, primes: 0 }, reader);
  const { key, sub, sup } = declaredLabel(starred(named, tex, reader.scope), withoutStar(tex, reader.scope), reader.scope);
  return readNamedScripts(key, { ...tex, sub, sup, primes: 0 }, reader);
}

/** `e^{x}` is the exponential unless the document declares e; where e is a length (`\mathbb{R}^{m \times e}`), all but its powers `e^2` are. */
function isEuler(key: string, tex: Scripts, { scope, bound }: Reader): boolean {
  if (key !== "e" || tex.sup === null || tex.sub !== null || scope.functions.has("e") || bound.has("e")) return false;
  const declared = scope.quantities.get("e"), exponent = bodyOf(tex.sup);
  return declared === undefined || (declared.role === "size" && !(exponent.length === 1 && exponent[0]!.kind === "number"));
}

/** `e^{x}` */
function exponential(tex: Scripts, reader: Reader): Expression {
  if (reader.scope.quantities.has("e")) note(reader, "euler", `'${plainText([tex])}' is read as the exponential, though 'e' is a length too`, tex);
  return { kind: "apply", function: "exp", arguments: [reader.read(bodyOf(tex.sup!), tex.sup!, reader)], start: tex.start, end: tex.end };
}

/**
 * `\delta_{ij}` with two indices is Kronecker's unless the document declares δ; so are `\delta_{1j}`, where one of them is a number, and `\delta^i_j`. Beside errors
 * \delta_i of one index two of them are his, too.
 */
function readKronecker(key: string, tex: Scripts, reader: Reader): Expression | null {
  if (key !== "\\delta" || tex.sub === null) return null;
  if (!isKroneckers(plainText(bodyOf(tex.sub)), reader.scope) || (reader.scope.quantities.has(key) && tex.sup !== null && !/^\d$/.test(plainText(bodyOf(tex.sup))))) return null;
  const [above, below] = tex.sup === null ? [] : [plainText(bodyOf(tex.sup)), plainText(bodyOf(tex.sub))];
  if (above !== undefined && COUNTING.test(above) && COUNTING.test(below!) && above !== below) {
    const [left, right] = [tex.sup!, tex.sub].map((script) => readIndices(script, null, inSubscript(reader))[0] ?? null);
    return left === null || right === null ? null : { kind: "delta", left: left!, right: right!, start: tex.start, end: tex.end };
  }
  const body = bodyOf(tex.sub), isNumberAndLetter = body.length === 2 && body[0]!.kind === "number" && body[1]!.kind === "symbol";
  const indices = readIndices(tex.sub, isNumberAndLetter ? [2] : null, inSubscript(reader));
  if (indices.length !== 2) return null;
  const [left, right] = indices;
  if (left === null || right === null || left === undefined || right === undefined) return null;
  const delta: Expression = { kind: "delta", left, right, start: tex.start, end: tex.end };
  return tex.sup === null ? delta : applyScripts(delta, { ...tex, sub: null }, reader);
}

/** Whether a δ with this below it is Kronecker's: the document declares no δ, or one of one index where two letters stand. */
export function isKroneckers(subscript: string, scope: Scope): boolean {
  const own = scope.quantities.has("\\delta") ? familyOf(scope, "\\delta") : undefined;
  return own === undefined || (own.levels + (rankOf(own) ?? own.definitions[0]?.entries.length ?? 2) === 1 && /^[a-z]{2}$/.test(subscript));
}

/** Not the l of a layer. */
const COUNTING = /^[ijkmnpqrs]$/;

function readNamedScripts(key: string, tex: Scripts, reader: Reader): Expression {
  const span = { start: tex.start, end: tex.end };
  const base = { start: tex.base!.start, end: tex.base!.end };
  const bracketed = tex.sup !== null && bodyOf(tex.sup)[0]?.kind === "delimited";
  // L_t of a total L: the parts are a family of their own
  const ofTotal = tex.sub !== null && reader.scope.quantities.get(familyKey(key))?.style === "sub";
  const isParameter = !bracketed && tex.sub === null && reader.parameters?.has(key) === true;
  const quantity = reader.bound.has(key) || isParameter ? undefined : bracketed || ofTotal ? familyOf(reader.scope, key) : reader.scope.quantities.get(key);
  // h_t^2 of a family h_t: the member is told below, so the number above is a power
  const isPower = tex.sub !== null && quantity?.style === "sub" && tex.sup !== null && /^\d+$/.test(labelText(tex.sup));
  const sup = tex.sup === null ? [] : readSuperscript(tex.sup, isPower ? undefined : tex.sub === null || quantity?.style === "super" || (rankOf(quantity) !== 0 && rankOf(quantity) !== null) ? quantity : undefined, reader);
  const familySup = sup.filter((part) => part.kind === "family");
  const rest = sup.filter((part) => part.kind !== "family");
  const family = familySup.flatMap((part) => part.at);
  const missing = Math.max(0, (quantity?.levels ?? 0) - family.length);
  const rank = rankOf(quantity);
  const indices = tex.sub === null ? [] : readIndices(tex.sub, expectedCounts(rank, missing), inSubscript(reader));
  const fromSub = indices.slice(0, Math.min(missing, indices.length));
  if (fromSub.some((each) => each === null)) stop("a family takes no ':'", tex.sub!);
  const levels = [...family, ...(fromSub as readonly Expression[])];
  const whole: Expression = levels.length > 0 ? { kind: "member", family: key, at: levels, ...span } : nameOrIndex(key, base, reader);
  const entries = indices.slice(fromSub.length);
  const entryOf = (of: Expression): Expression => (entries.length === 0 ? of : { kind: "entry", of, at: entries, ...span });
  // (W^T)_{ij}: an entry of the transpose; (x_k)^T: the transpose of a member
  const arraysFirst = entries.length > 0 && !entries.includes(null) && rest.every((part) => part.kind !== "power") && (rank === null ? entries.length === 2 : entries.length === rank && rank === 2);
  return arraysFirst ? entryOf(applyParts(whole, rest, span, reader)) : applyParts(entryOf(whole), rest, span, reader);
}

/** How many subscripts may stand: of the array itself, with the family's index before them, or of the family alone. */
function expectedCounts(rank: number | null, missing: number): readonly number[] | null {
  if (rank === null) return missing > 0 ? [missing] : null;
  return missing === 0 ? (rank === 0 ? null : [rank]) : rank === 0 ? [missing] : [missing + rank, missing];
}

type SupPart =
  | { readonly kind: "family"; readonly at: readonly Expression[] }
  | { readonly kind: "inverse" }
  /** `steps`: it is the T that the document counts with, so that `\\gamma^T` of a number γ is a power. */
  | { readonly kind: "transpose"; readonly steps?: Expression }
  | { readonly kind: "power"; readonly exponent: Expression }
  | { readonly kind: "entrywise"; readonly count: number };

const TRANSPOSE_SIGNS = ["T", "\\top", "\\intercal", "\\tran"];
export const isTransposeSign = (tex: Tex | undefined, { scope }: Reader): boolean => {
  if (tex === undefined) return false;
  if (tex.kind === "font" || tex.kind === "group") return /^(T|\\top|\\intercal)$/.test(plainText(tex));
  if (tex.kind === "words") return tex.text.trim() === "T";
  if (tex.kind === "delimited") return tex.left === "(" && /^T$/.test(plainText(tex.body));
  return isSymbol(tex, ...TRANSPOSE_SIGNS) && !(isSymbol(tex, "T") && scope.quantities.get("T")?.role === "variable" && scope.quantities.get("T")?.axes?.length === 0);
};

/** `^T`, `^{-1}`, `^{-\top}`, `^{(l)}`, `^{(l)T}`, `^{[l]}`, `^{\langle t \rangle}`, `^2`. */
function readSuperscript(sup: Tex, quantity: Quantity | undefined, reader: Reader): readonly SupPart[] {
  const body = bodyOf(sup);
  const parts: SupPart[] = [];
  let k = 0;
  const first = body[0];
  if (first?.kind === "delimited" && isFamilyBracket(first, body) && !isTransposeSign(first, reader)) {
    parts.push({ kind: "family", at: readIndices({ kind: "group", body: first.body, start: first.start, end: first.end }, null, inSubscript(reader)).filter((at) => at !== null) });
    k++;
  }
  const rest = body.slice(k);
  if (rest.length === 0) return parts;
  if (rest.length === 1 && isTransposeSign(rest[0], reader)) return [...parts, { kind: "transpose", ...(isSymbol(rest[0], "T") && reader.scope.quantities.get("T")?.role === "size" && { steps: { kind: "name", name: "T", start: sup.start, end: sup.end } }) }];
  if (rest.length === 2 && isSymbol(rest[0], "-", "−") && isTransposeSign(rest[1], reader)) return [...parts, { kind: "inverse" }, { kind: "transpose" }];
  if (rest.length === 2 && isTransposeSign(rest[0], reader) && isTransposeSign(rest[1], reader)) return parts;
  if (/^-1$/.test(plainText(rest))) return [...parts, { kind: "inverse" }];
  if (rest.length > 2 && /^-1$/.test(plainText(rest.slice(0, -1))) && isTransposeSign(rest.at(-1), reader)) return [...parts, { kind: "inverse" }, { kind: "transpose" }];
  const [sign, times] = rest;
  if (rest.length === 2 && isSymbol(sign, "\\odot", "\\circ") && times?.kind === "number" && /^[2-6]$/.test(times.text)) return [...parts, { kind: "entrywise", count: Number(times.text) }];
  if (isSymbol(rest[0], "\\prime") || isSymbol(rest[0], "*", "\\ast", "\\star", "+", "\\dagger")) return stop(`'^${plainText(rest)}' is not understood`, sup);
  if (parts.length === 0 && quantity !== undefined && quantity.levels > 0 && quantity.style !== "sub") {
    // a bare layer superscript of a declared family: W^l, a^{L-1}
    return [{ kind: "family", at: [reader.read(rest, sup, inSubscript(reader))] }];
  }
  return [...parts, { kind: "power", exponent: reader.read(rest, sup, reader) }];
}

/** `(k)` marks a member; `(n-1)(n+2)` in an exponent is a number. */
const isFamilyBracket = (first: Tex & { readonly kind: "delimited" }, body: readonly Tex[]): boolean =>
  (first.left === "(" || first.left === "[" || first.left === "\\langle") && (body.length === 1 || isTransposeLike(body[1]!) || (isSymbol(body[1], "-") && body.length === 3));

const isTransposeLike = (tex: Tex): boolean => /^(T|\\top|\\intercal)$/.test(plainText(tex));

function applyParts(base: Expression, parts: readonly SupPart[], span: Span, { scope }: Reader): Expression {
  return parts.reduce<Expression>((of, part) => {
    switch (part.kind) {
      case "family": return of;
      case "transpose": return part.steps !== undefined && isNumber(of, scope) ? { kind: "power", base: of, exponent: part.steps, ...span } : { kind: "transpose", of, ...span };
      case "inverse": return { kind: "power", base: of, exponent: { kind: "add", terms: [{ sign: -1, of: { kind: "number", digits: 1n, places: 0, ...span }, ...span }], ...span }, ...span };
      case "entrywise": return { kind: "product", factors: Array.from({ length: part.count }, () => ({ sign: "hadamard" as const, of, start: of.start, end: of.end })), ...span };
      case "power": return { kind: "power", base: of, exponent: part.exponent, ...span };
    }
  }, base);
}

/** `\left(\frac{1}{1+x^2}\right)'`: the derivative by the one variable that stands in it, where that is a number and nothing defines it. */
function primed(of: Expression, tex: Scripts, { scope }: Reader): Expression {
  const names = [...new Set([...walk(of)].flatMap((node) => (node.kind === "name" ? [node.name] : node.kind === "member" || node.kind === "entry" || node.kind === "index" ? [""] : [])))];
  const [name] = names;
  const quantity = scope.quantities.get(name ?? "");
  const isVariable = names.length === 1 && name !== "" && (quantity === undefined || (quantity.role === "variable" && (quantity.axes?.length ?? 0) === 0 && quantity.definitions.length === 0 && quantity.opaque === null && quantity.levels === 0));
  if (!isVariable) return stop("a prime on an expression is understood where one variable stands in it, a number: write \\frac{d}{dx} instead", tex);
  const span = { start: tex.start, end: tex.end };
  const by: Expression = { kind: "name", name: name!, ...span };
  return { kind: "derivative", of, by: Array.from({ length: tex.primes }, () => by), partial: false, ...span };
}

/** Scripts on something that is no bare name: `(AB)_{ij}^T`, `\operatorname{softmax}(z)_i`, `[\,\cdot\,]_{ij}`. */
export function applyScripts(of: Expression, tex: Scripts, reader: Reader): Expression {
  const span = { start: Math.min(of.start, tex.start), end: Math.max(of.end, tex.end) };
  if (tex.primes > 0) return applyScripts(primed(of, tex, reader), { ...tex, primes: 0 }, reader);
  if (tex.sub === null && tex.sup === null) return of;
  const parts = tex.sup === null ? [] : readSuperscript(tex.sup, undefined, reader);
  if (parts.some((part) => part.kind === "family")) stop(`'^${plainText(tex.sup!)}' on an expression is not understood`, tex.sup!);
  if (tex.sub === null) return applyParts(of, parts, span, reader);
  const text = labelText(tex.sub);
  const entry: Expression = { kind: "entry", of, at: readIndices(tex.sub, null, inSubscript(reader)), ...span };
  if (parts.length > 0) note(reader, "script-order", `the subscript '${text}' is taken first, then the superscript`, tex);
  return applyParts(entry, parts, span, reader);
}
