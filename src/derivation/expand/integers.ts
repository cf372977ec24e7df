/** Whole numbers in a formula: subscripts, limits of sums, lengths of axes. */
import { freeIndices, type Expression } from "../expression/expression.js";
import { LIMITS } from "./limits.js";
import { problem } from "./problem.js";
import type { Env, World } from "./world.js";

/** The value of an index expression. @throws ExpandProblem where it is no whole number that we know */
export function integer(e: Expression, env: Env, world: World): number {
  const value = integerOrNull(e, env, world);
  return value ?? problem(e.kind === "index" ? "unbound" : e.kind === "name" ? "undeclared" : "notation", e.kind === "index" ? `the index '${e.name}' is bound by nothing here` : e.kind === "name" ? `'${e.name}' is used as a whole number; declare it, for example '$${e.name} \\in \\mathbb{N}$'` : "this is used as an index and is no whole number that can be worked out", e);
}

export function integerOrNull(e: Expression, env: Env, world: Pick<World, "sizes">): number | null {
  switch (e.kind) {
    case "number": return e.places === 0 ? safe(Number(e.digits)) : null;
    case "index": return env.ints.get(e.name) ?? world.sizes.get(e.name) ?? null;
    case "name": return env.ints.get(e.name) ?? world.sizes.get(e.name) ?? null;
    case "member": {
      const levels = e.at.map((at) => integerOrNull(at, env, world));
      return levels.includes(null) ? null : (world.sizes.get(`${e.family}_{${levels.join(",")}}`) ?? null);
    }
    case "add": return fold(e.terms.map(({ sign, of }) => ({ value: integerOrNull(of, env, world), sign })), 0, (sum, { value, sign }) => sum + sign * value!);
    case "product": {
      if (e.factors.some(({ sign }) => sign === "hadamard" || sign === "kronecker" || sign === "hadamard-over")) return null;
      const values = e.factors.map(({ sign, of }) => ({ value: integerOrNull(of, env, world), sign }));
      return fold(values, 1, (product, { value, sign }) => (sign === "over" ? (product % value! === 0 ? product / value! : NaN) : product * value!));
    }
    case "quotient": {
      const [a, b] = [integerOrNull(e.numerator, env, world), integerOrNull(e.denominator, env, world)];
      return a === null || b === null || a % b !== 0 ? null : a / b;
    }
    case "power": {
      const [a, b] = [integerOrNull(e.base, env, world), integerOrNull(e.exponent, env, world)];
      return a === null || b === null || b < 0 || b > 12 ? null : safe(a ** b);
    }
    case "apply": {
      if (e.function === "floor" || e.function === "ceil") {
        const value = fractionOrNull(e.arguments[0]!, env, world);
        return value === null ? null : safe(Math[e.function](value));
      }
      if (e.function !== "max" && e.function !== "min") return null;
      const values = e.arguments.map((argument) => integerOrNull(argument, env, world));
      return values.includes(null) ? null : Math[e.function](...(values as number[]));
    }
    default: return null;
  }
}

/** The number below the signs of rounding: a whole one, one over another, sums of these. */
function fractionOrNull(e: Expression, env: Env, world: Pick<World, "sizes">): number | null {
  if (e.kind === "quotient") {
    const [a, b] = [integerOrNull(e.numerator, env, world), integerOrNull(e.denominator, env, world)];
    return a === null || b === null || b === 0 ? null : a / b;
  }
  if (e.kind === "add") {
    const values = e.terms.map(({ sign, of }) => ({ sign, value: fractionOrNull(of, env, world) }));
    return values.some(({ value }) => value === null) ? null : values.reduce((sum, { sign, value }) => sum + sign * value!, 0);
  }
  if (e.kind === "product" && e.factors.length === 2 && e.factors[1]!.sign === "over") return fractionOrNull({ kind: "quotient", numerator: e.factors[0]!.of, denominator: e.factors[1]!.of, start: e.start, end: e.end }, env, world);
  return integerOrNull(e, env, world);
}

function fold<T extends { readonly value: number | null }>(parts: readonly T[], start: number, step: (total: number, part: T) => number): number | null {
  if (parts.some(({ value }) => value === null)) return null;
  const total = parts.reduce(step, start);
  return safe(total);
}

/** Numbers beyond 2⁵³ are no sizes, and no indices: they are left to exact arithmetic. */
const safe = (value: number): number | null => (Number.isSafeInteger(value) ? value : null);

/** Binds the index of a pattern (`l`, `t+1`, `2`) so that it equals `value`; null where it cannot. */
export function matchInteger(pattern: Expression, value: number, env: Env, world: World, fresh: ReadonlySet<string>): Env | null {
  if (pattern.kind === "index" && fresh.has(pattern.name) && !env.ints.has(pattern.name)) return { ...env, ints: new Map(env.ints).set(pattern.name, value) };
  const known = integerOrNull(pattern, env, world);
  if (known !== null) return known === value ? env : null;
  if (pattern.kind !== "add") return null;
  const fixed = enumerated(pattern, value, env, world, fresh);
  if (fixed !== undefined) return fixed;
  const open = pattern.terms.filter(({ of }) => integerOrNull(of, env, world) === null);
  if (open.length !== 1) return null;
  const rest = pattern.terms.filter((term) => term !== open[0]).reduce((sum, { sign, of }) => sum + sign * integerOrNull(of, env, world)!, 0);
  return matchInteger(open[0]!.of, open[0]!.sign * (value - rest), env, world, fresh);
}

/** `(c - 1) h + i` for c = 1, …, C and i = 1, …, h: the values within the ranges that the text gives; undefined where fewer than two indices are open. */
function enumerated(pattern: Expression, value: number, env: Env, world: World, fresh: ReadonlySet<string>): Env | null | undefined {
  const open = [...freeIndices(pattern)].filter((name) => fresh.has(name) && !env.ints.has(name) && !world.sizes.has(name));
  if (open.length < 2) return undefined;
  let all: Env[] = [env];
  for (const name of open) {
    const range = world.scope.ranges.get(name);
    all = all.flatMap((each) => {
      const [from, to] = range === undefined ? [null, null] : [integerOrNull(range.from, each, world), integerOrNull(range.to, each, world)];
      if (from === null || to === null || (to - from + 1) * all.length > LIMITS.combinations) return [];
      return Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => ({ ...each, ints: new Map(each.ints).set(name, from + k) }));
    });
  }
  return all.find((each) => integerOrNull(pattern, each, world) === value) ?? null;
}
