/** Names that a definition brings along: squares, values before and after an update, members of a family. */
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import { keyOf, labelText, starred } from "../notation/read-scripts.js";
import { bodyOf, isSymbol, type Reader } from "../notation/reader.js";
import { squareTarget } from "./definitions.js";
import { boundIn } from "./index-letters.js";
import { familyKey, quantityOf, type Scope } from "./scope.js";
import { LENIENT } from "../infer/lengths.js";
import { Mismatch } from "../infer/shape.js";
import { shapeOf } from "../infer/shape-of.js";
import type { Tex } from "../tex/tex.js";
import { topDown } from "./walk-tex.js";
import { registerSquare } from "./undeclared.js";
import type { Understood } from "./understood.js";
import { type ReaderFor, isUntouched } from "./definition-sides.js";

/** `\sigma^2 = …` names the square of σ. */
export function nameSquare(part: Understood, others: readonly Understood[], scope: Scope, readerFor: ReaderFor): void {
  const reader = readerFor(scope);
  const target = squareTarget(part.chain.sides[0]!.body, reader);
  // i² = −1 and n² = … make no quantity of an index or a size
  if (target === null || scope.functions.has(target.root) || /^[i-n]$/.test(target.root)) return;
  const root = scope.quantities.get(target.root);
  // where c = a + b is defined, c² = … says something of it
  if (others.some(({ chain: { sides, relations } }) => relations.length > 0 && sides[0]!.body.length === 1 && sides[0]!.body[0]!.kind !== "scripts" && keyOf(sides[0]!.body[0]!, reader) === target.root)) return;
  // x² = 5 of a declared x says something of x; σ² is a quantity of its own wherever it is given
  if (part.statement.conditions.length > 0 || (root !== undefined && root.declaredAt !== null && !/^\\(var)?sigma/.test(target.root) && !isSpread(part))) return;
  if (topDown(part.chain.sides[1]!.body).some((tex) => keyOf(tex, reader) === target.root)) return;
  if (root !== undefined && root.definitions.some((definition) => definition.text !== "")) return;
  registerSquare(target.root, reader);
}

/** `s^2 = \\frac{1}{n-1} \\sum_i (x_i - \\bar x)^2` of an s that is declared and nothing more: a sum says what it is. */
export const isSpread = ({ statement, chain: { sides } }: Understood): boolean => statement.conditions.length === 0 && sides.length === 2 && topDown(sides[1]!.body).some((tex) => isSymbol(tex, "\\sum"));

/** `P^{+} = …`, `\hat{x}^- = …`: after and before an update; a name of its own where the document defines it. */
export function nameSigned(part: Understood, scope: Scope, readerFor: ReaderFor): void {
  const [head, ...more] = part.chain.sides[0]!.body;
  if (more.length > 0 || head?.kind !== "scripts" || head.base === null || head.sub !== null || head.sup === null || head.primes > 0 || !/^[-+−]$/.test(labelText(head.sup))) return;
  const key = keyOf(head.base, readerFor(scope));
  if (key !== null) quantityOf(scope, `${key}^{${labelText(head.sup)}}`);
}

/** `h_1 = …`, `h_2 = …`, `h_t = f(h_{t-1})` and `f_t = W x_t` with vectors x_t, of a name that nothing declares define members of a family, whatever their shape. */
export function nameFamily(part: Understood, others: readonly Understood[], scope: Scope, readerFor: ReaderFor): void {
  const [head] = part.chain.sides[0]!.body;
  if (part.chain.sides[0]!.body.length !== 1 || head?.kind !== "scripts" || head.base === null || head.sub === null) return;
  const base = keyOf(head.base, readerFor(scope)), key = base === null ? null : starred(base, head, scope);
  if (head.sup !== null && key === base) return;
  // the errors δ_t are known by name, and by nothing else
  const isNew = key !== null && (!scope.quantities.has(key) || (key === "\\delta" && isUntouched(scope, key) && scope.quantities.get(key)!.levels === 0));
  if (key === null || !isNew || scope.quantities.has(familyKey(key)) || scope.quantities.has(`${key}_{${labelText(head.sub)}}`)) return;
  const sub = bodyOf(head.sub);
  const [only] = sub;
  if (sub.length !== 1 || only === undefined) return;
  if (only.kind === "number" && others.some((other) => isTotal(key, other, readerFor(scope)))) {
    quantityOf(scope, `${key}_{${labelText(head.sub)}}`);
    return;
  }
  // p_1 = 1/3, where p_i = \dots says what each entry is: that equation tells whether it numbers members
  if (only.kind === "number" && others.some((other) => other !== part && isOfEach(key, other, readerFor(scope)))) return;
  // y_1 of y = Wx
  if (only.kind === "number" && others.some((other) => other !== part && isWholeArray(key, other, scope, readerFor))) return;
  const letter = only.kind === "number" ? null : keyOf(only, readerFor(scope));
  if (only.kind === "number" || (letter !== null && (recurs(part.chain.sides[1]!.body, key, letter, readerFor(scope)) || numbersMembers(part.chain.sides[1]!.body, letter, readerFor(scope)) || isVector(part, letter, scope, readerFor)))) [quantityOf(scope, key).levels, quantityOf(scope, key).style] = [1, "sub"];
}

/** `p_i = z_i / s`, with an index i that the right side counts entries with, and nothing before or after it. */
function isOfEach(key: string, { chain: { sides } }: Understood, reader: Reader): boolean {
  const [head, ...more] = sides[0]!.body, value = sides[1]?.body ?? [];
  if (more.length > 0 || head?.kind !== "scripts" || head.base === null || head.sub === null || head.sup !== null || keyOf(head.base, reader) !== key) return false;
  const letter = labelText(head.sub);
  return /^[a-z]$/.test(letter) && !recurs(value, key, letter, reader) && topDown(value).some((tex) => tex.kind === "scripts" && tex.sub !== null && labelText(tex.sub) === letter);
}

/** `L = L_1 + L_2`: what is made of its parts is another thing than they are. */
function isTotal(key: string, { chain: { sides } }: Understood, reader: Reader): boolean {
  const [name, ...more] = sides[0]!.body;
  return more.length === 0 && name !== undefined && name.kind !== "scripts" && sides.length > 1 && keyOf(name, reader) === key
    && sides[1]!.body.some((tex) => isSymbol(tex, "+", "-")) && sides[1]!.body.some((tex) => tex.kind === "scripts" && tex.base !== null && tex.sub !== null && keyOf(tex.base, reader) === key && /^\d+$/.test(labelText(tex.sub)));
}

/** `y = W x`: the name alone is an array; not `y = (y_1, y_2)`, which is made of the others. */
function isWholeArray(key: string, part: Understood, scope: Scope, readerFor: ReaderFor): boolean {
  const [name, ...more] = part.chain.sides[0]!.body;
  return more.length === 0 && name !== undefined && name.kind !== "scripts" && part.chain.sides.length > 1 && keyOf(name, readerFor(scope)) === key && !topDown(part.chain.sides[1]!.body).some((tex) => keyOf(tex, readerFor(scope)) === key) && isVector(part, "", scope, readerFor);
}

/** `o_i = \\sum_j a_{ij} v_j` with vectors v_j: what is defined is no number. */
function isVector(part: Understood, letter: string, scope: Scope, readerFor: ReaderFor): boolean {
  const side = part.chain.sides[1]!;
  try {
    const body = readExpression(side.body, side, readerFor(scope, new Set([letter])));
    const shape = shapeOf(body, {
      scope, layout: "gradient", lengths: LENIENT, parameters: new Map(), ranges: new Map(), source: 0, depth: 0,
      guess: () => undefined, mayBe: () => false, onClash: () => undefined, onLoose: () => undefined, onSized: () => undefined,
    });
    return shape !== null && shape.length > 0;
  } catch (error) {
    if (error instanceof NotUnderstood || error instanceof Mismatch) return false;
    throw error;
  }
}

/** Whether `h_{t-1}` stands in the body. */
function recurs(body: readonly Tex[], key: string, letter: string, reader: Reader): boolean {
  for (const tex of topDown(body)) {
    if (tex.kind !== "scripts" || tex.sub === null || tex.base === null || keyOf(tex.base, reader) !== key) continue;
    if (new RegExp(`^${letter.replace(/\\/g, "\\\\")}[-+]`).test(labelText(tex.sub))) return true;
  }
  return false;
}

/** Whether the letter numbers members of a family in the body, and is bound there by nothing: the t of `x_t \\in \\mathbb{R}^n`. */
function numbersMembers(body: readonly Tex[], letter: string, reader: Reader): boolean {
  for (const tex of topDown(body)) {
    if (tex.kind !== "scripts" || tex.sub === null || tex.base === null) continue;
    const family = reader.scope.quantities.get(keyOf(tex.base, reader) ?? "");
    if (family?.levels === 1 && family.style === "sub" && new RegExp(`^${letter.replace(/\\/g, "\\\\")}([-+]\\d+)?$`).test(labelText(tex.sub))) return !boundIn(body).has(letter);
  }
  return false;
}
