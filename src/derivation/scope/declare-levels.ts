/**
 * Families that nothing declares, by how their names are written: `z^{(l)}`, `W^{(2)}`, and `a^{l-1}` beside `z^l`, where l numbers the layers of a net.
 * A bare l above a name is its layer where two names carry it, one of them shifted; any other bare superscript is a power.
 */
import type { Formula } from "../document/document.js";
import { isIndexLetter } from "../notation/name-key.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, isSymbol, plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { familyKey, quantityOf, type Scope } from "./scope.js";
import { topDown } from "./walk-tex.js";

/** Letters that number layers when they stand bare above a name. */
const BARE = /^(l|\\ell|L)$/;

interface Use {
  readonly key: string;
  /** What stands above the name; null: nothing, or a power, a transpose. */
  readonly level: { readonly bare: boolean; readonly text: string } | null;
}

export function declareLevels(formulas: readonly Formula[], reader: Reader): void {
  const { scope } = reader;
  const uses = formulas.flatMap(({ tex }) => (tex === null ? [] : usesIn(tex.body, reader)));
  const bare = uses.filter(({ level }) => level?.bare === true);
  const isLayered = new Set(bare.map(({ key }) => key)).size >= 2 && bare.some(({ level }) => /[-+]/.test(level!.text)) && !isDifferentiated("L", formulas, reader);
  const candidates = new Set(uses.filter(({ level }) => level !== null && (!level.bare || isLayered)).map(({ key }) => key));
  for (const key of candidates) {
    const own = uses.filter((use) => use.key === key);
    const isPlainToo = own.some(({ level }) => level === null), isBracketed = own.some(({ level }) => level?.bare === false);
    const known = scope.quantities.get(key);
    if (scope.functions.has(key) || scope.quantities.has(familyKey(key)) || (known !== undefined && known.levels > 0)) continue;
    // W² beside W: a power; x beside x^{(k)}: two things
    if (isPlainToo && !isBracketed) continue;
    if (known !== undefined && !isPlainToo) continue;
    const family = quantityOf(scope, isPlainToo ? familyKey(key) : key);
    if (family.levels === 0 && family.axes === null) [family.levels, family.style] = [1, "super"];
  }
  if (candidates.size > 0 && uses.some(({ level }) => level !== null && /^L([-+]\d+)?$/.test(level.text)) && !scope.quantities.has("L") && !isDifferentiated("L", formulas, reader)) [quantityOf(scope, "L").role, quantityOf(scope, "L").axes] = ["size", []];
}

function isDifferentiated(letter: string, formulas: readonly Formula[], reader: Reader): boolean {
  if (isDeclaredNumber(letter, reader.scope)) return false;
  return formulas.some(({ tex }) => tex !== null && topDown(tex.body).some((node) => node.kind === "fraction" && bodyOf(node.numerator).length === 2 && isSymbol(bodyOf(node.numerator)[0], "d", "\\partial") && plainText(bodyOf(node.numerator)[1]!) === letter));
}

const isDeclaredNumber = (letter: string, { quantities }: Scope): boolean => quantities.get(letter)?.role === "size";

/** Every name of the formula with what stands above it. */
function usesIn(body: readonly Tex[], reader: Reader): readonly Use[] {
  const uses: Use[] = [];
  body.forEach((_, at) => collect(body, at, reader, uses));
  return uses;
}

function collect(body: readonly Tex[], at: number, reader: Reader, uses: Use[]): void {
  const tex = body[at]!;
  const key = tex.kind === "scripts" ? (tex.base === null ? null : keyOf(tex.base, reader)) : keyOf(tex, reader);
  if (key !== null && key !== "e") {
    const next = body[at + 1];
    const isCalled = /^[fgh]$/.test(key) && next?.kind === "delimited";
    if (!isCalled) uses.push({ key: key + "'".repeat(tex.kind === "scripts" ? tex.primes : 0), level: tex.kind === "scripts" && tex.sup !== null ? levelOf(tex.sup, reader) : null });
  }
  const inner: readonly (readonly Tex[])[] = tex.kind === "scripts" ? [tex.base !== null && key === null ? [tex.base] : [], scriptBody(tex.sub), scriptBody(tex.sup)] : key !== null ? [] : partsOf(tex);
  for (const part of inner) part.forEach((_, k) => collect(part, k, reader, uses));
}

/** Letters in scripts are indices, unless a whole formula stands there. */
const scriptBody = (script: Tex | null): readonly Tex[] => (script === null || bodyOf(script).every((tex) => tex.kind === "symbol" || tex.kind === "number" || tex.kind === "delimited") ? [] : bodyOf(script));

function partsOf(tex: Tex): readonly (readonly Tex[])[] {
  switch (tex.kind) {
    case "fraction": return [bodyOf(tex.numerator), bodyOf(tex.denominator)];
    case "binomial": return [bodyOf(tex.upper), bodyOf(tex.lower)];
    case "root": return [bodyOf(tex.radicand)];
    case "group": case "delimited": return [tex.body];
    case "accent": case "font": case "annotated": return [bodyOf(tex.body)];
    case "environment": return tex.rows.flatMap((row) => row.cells.map((cell) => cell.body));
    default: return [];
  }
}

function levelOf(sup: Tex, { scope }: Reader): Use["level"] {
  const body = bodyOf(sup);
  const [first, ...rest] = body;
  if (first?.kind === "delimited" && (first.left === "(" || first.left === "[") && rest.every((tex) => /^(T|\\top|\\intercal)$/.test(plainText(tex)))) {
    const inner = plainText(first.body);
    return /^T$/.test(inner) || first.body.length === 0 || first.body.length > 3 || !/^(\d+|[a-zA-Z]|\\ell)([-+]\d+)?$/.test(inner) ? null : { bare: false, text: inner };
  }
  const letter = first === undefined ? null : keyOf(first, { scope });
  const isShift = body.length === 1 || (body.length === 3 && isSymbol(body[1], "-", "+", "−") && body[2]!.kind === "number");
  return letter !== null && BARE.test(letter) && isIndexLetter(letter) && isShift && scope.quantities.get(letter)?.role !== "variable" ? { bare: true, text: labelText(sup) } : null;
}
