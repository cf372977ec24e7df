/**
 * `\frac{d}{dx} (x^2 \sin x)` of an x that nothing declares: a small letter is a number where every formula that has it speaks of numbers alone, and one of them shows it: a power, a denominator, a number added to
 * it, a sine of it, a declared number beside it. A letter that carries a subscript or a transpose, is printed bold or stands in a norm anywhere stays open, and so does what it is equated with.
 */
import type { Formula } from "../document/document.js";
import { namesIn, walk, type Expression } from "../expression/expression.js";
import { isOfNumbers } from "../notation/entrywise.js";
import { knownFunction } from "../notation/functions.js";
import { isBold, isCircleNumber } from "../notation/name-key.js";
import { keyOf } from "../notation/read-scripts.js";
import { plainText } from "../notation/reader.js";
import type { Scope } from "../scope/scope.js";
import { topDown } from "../scope/walk-tex.js";
import type { Equation } from "./equations.js";
import type { Unknown } from "./unknowns.js";

export function onlyNumbers(equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, formulas: readonly Formula[], scope: Scope): ReadonlySet<string> {
  const arrays = lookingLikeArrays(formulas, scope);
  const isDefined = (name: string): boolean => (scope.quantities.get(name)?.definitions.length ?? 0) > 0;
  const left = new Set([...unknowns.values()].filter(({ name, kinds, subscripts, isFamily }) => kinds.includes("scalar") && subscripts === 0 && !isFamily && !arrays.has(name) && (SMALL.test(name) || isDefined(name))).map(({ name }) => name));
  const spoken = equations.map((equation) => ({ equation, names: new Set(equation.sides.flatMap((side) => [...namesIn(side)])) }));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const { equation, names } of spoken) {
      if ([...names].some((name) => left.has(name)) && !equation.sides.every((side) => speaksOfNumbers(side, equation, left, scope))) for (const name of names) left.delete(name);
    }
  }
  const shown = new Set<string>();
  for (let before = -1; before !== shown.size;) {
    before = shown.size;
    for (const { equation, names } of spoken) {
      const own = [...names].filter((name) => left.has(name));
      if (own.some((name) => shown.has(name)) || equation.sides.some((side) => showsNumbers(side, left, scope))) for (const name of own) shown.add(name);
    }
  }
  return shown;
}

const SMALL = /^([a-z]|\\[a-z]+)$/;

/** Names that are bold, transposed, below a sign, or in a norm somewhere. */
function lookingLikeArrays(formulas: readonly Formula[], scope: Scope): ReadonlySet<string> {
  const found = new Set<string>();
  for (const tex of formulas.flatMap(({ tex: formula }) => topDown(formula?.body ?? []))) {
    const isMarked = tex.kind === "scripts" ? tex.sub !== null || (tex.sup !== null && /^(T|\\top|\\intercal|\\mathrm\{T\}|\\dagger|H)$/.test(plainText(tex.sup))) : (tex.kind === "font" || tex.kind === "accent") && isBold(tex);
    const isNorm = tex.kind === "delimited" && /^(\\\||\\lVert|\\Vert|\\langle|\|)$/.test(tex.left);
    const marked = isNorm ? topDown(tex.body) : isMarked ? [tex.kind === "scripts" ? tex.base : tex] : [];
    for (const each of marked) { const key = each === null ? null : keyOf(each, { scope }); if (key !== null) found.add(key); }
  }
  return found;
}

const OF_NUMBERS: ReadonlySet<Expression["kind"]> = new Set(["number", "name", "add", "product", "quotient", "power", "apply", "call", "derivative", "absolute", "cases", "matrix"]);
const SIGNS_OF_NUMBERS: ReadonlySet<string> = new Set(["juxtaposed", "cdot", "times", "star", "over"]);

function speaksOfNumbers(side: Expression, { parameters }: Equation, numbers: ReadonlySet<string>, scope: Scope): boolean {
  return [...walk(side)].every((node) => {
    if (!OF_NUMBERS.has(node.kind)) return false;
    switch (node.kind) {
      case "name": return numbers.has(node.name) || parameters.includes(node.name) || isNumber(node.name, scope) || isFunctionOfNumbers(node.name, scope);
      case "product": return node.factors.every(({ sign }) => SIGNS_OF_NUMBERS.has(sign));
      case "apply": return knownFunction(node.function)?.acts === "entry" || node.arguments.every(({ kind }) => kind === "matrix");
      case "call": return isFunctionOfNumbers(node.function, scope);
      default: return true;
    }
  });
}

/** Declared as a number, or one to everybody. */
function isNumber(name: string, { quantities }: Scope): boolean {
  const own = quantities.get(name);
  if (own === undefined) return name === "e" || isCircleNumber(name);
  return own.levels === 0 && own.opaque === null && own.axes?.length === 0;
}

function isFunctionOfNumbers(name: string, { functions }: Scope): boolean {
  const own = functions.get(name);
  if (own?.definition != null) return own.definition.parameters.every((parameter) => isOfNumbers(parameter, own.definition!.body));
  return own?.domain != null && own.domain.every((axes) => axes.length === 0) && (own.codomain?.length ?? 0) === 0;
}

/** What nobody writes of arrays: `x^2`, `1/x`, `1 + x`, `\sin x`, a declared number. */
function showsNumbers(side: Expression, letters: ReadonlySet<string>, scope: Scope): boolean {
  const has = (e: Expression): boolean => [...namesIn(e)].some((name) => letters.has(name));
  return [...walk(side)].some((node) => {
    switch (node.kind) {
      case "power": return has(node.base) && node.exponent.kind === "number";
      case "quotient": return has(node.denominator);
      case "add": return node.terms.some(({ of }) => of.kind === "number") && node.terms.some(({ of }) => of.kind === "name" && letters.has(of.name));
      case "apply": return TRIGONOMETRIC.has(node.function) && node.arguments.some(has);
      case "name": {
        const own = scope.quantities.get(node.name);
        return own?.axes?.length === 0 && own.role === "variable" && own.opaque === null;
      }
      default: return false;
    }
  });
}

const TRIGONOMETRIC: ReadonlySet<string> = new Set(["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "asin", "acos", "atan", "log", "sqrt"]);
