/**
 * `\frac{dy}{dx}` where nothing declares y and nothing says what y is: it is no constant, the sentence is only missing. The same where an unspecified
 * function is differentiated by names of which none is defined by the other.
 */
import { isLiteralZero, namesIn, walk, type Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";
import type { Span } from "../tex/tex.js";

export interface Unrelated extends Span {
  readonly message: string;
}

export function unrelatedDerivative(sides: readonly Expression[], scope: Scope): Unrelated | null {
  const apart = sides.some(isLiteralZero) ? null : inputByInput(sides, scope);
  if (apart !== null) return apart;
  if (scope.inference.names.size === 0) return null;
  const below = new Map<string, Set<string>>();
  for (const node of sides.flatMap((side) => [...walk(side)])) {
    if (node.kind !== "derivative" && node.kind !== "gradient") continue;
    const of = baseName(node.of);
    if (of === null) continue;
    const by = (node.kind === "derivative" ? node.by : node.by === null ? [] : [node.by]).map(baseName);
    const other = by.find((name) => name !== of);
    if (other != null && isUnsaid(of, scope)) return { message: missing(of, other), start: node.start, end: node.end };
    const names = below.get(of) ?? new Set<string>();
    below.set(of, names);
    for (const name of by) if (name !== null) names.add(name);
    const pair = unrelatedPair(of, names, scope);
    if (pair !== null) return { message: missing(...pair), start: node.start, end: node.end };
  }
  return null;
}

/**
 * `\\frac{\\partial K}{\\partial \\theta}` of two inputs that are declared and nothing more: by the letter zero, so that any equation of such derivatives would hold.
 * Who writes it means that K depends on θ. (Who means zero writes zero.)
 */
function inputByInput(sides: readonly Expression[], scope: Scope): Unrelated | null {
  for (const node of sides.flatMap((side) => [...walk(side)])) {
    if (node.kind !== "derivative" && (node.kind !== "gradient" || node.by === null)) continue;
    const of = baseName(node.of), by = (node.kind === "derivative" ? node.by : [node.by!]).map(baseName);
    const other = by.find((name) => name !== null && name !== of);
    if (of !== null && other != null && isFree(of, scope) && isFree(other, scope)) return { message: missing(of, other), start: node.start, end: node.end };
  }
  return null;
}

/** Declared, and given by nothing else: no definition, no columns that have one, no unspecified function. */
function isFree(name: string, scope: Scope): boolean {
  const quantity = scope.quantities.get(name);
  return quantity !== undefined && quantity.role === "variable" && quantity.axes !== null && quantity.levels === 0 && quantity.definitions.length === 0 && quantity.opaque === null && quantity.memberOf === null && ![...scope.quantities.values()].some((each) => each.memberOf?.matrix === name);
}

const missing = (of: string, by: string): string => `how '${of}' depends on '${by}' is said nowhere; write what it is, for example '$${of} = \\dots$'`;

const baseName = (e: Expression): string | null => (e.kind === "name" ? e.name : e.kind === "entry" || e.kind === "transpose" ? baseName(e.of) : null);

/** Nothing declares it and nothing defines it. */
const isUnsaid = (name: string, scope: Scope): boolean => scope.inference.names.has(name);
const isDefined = (name: string, scope: Scope): boolean => (scope.quantities.get(name)?.definitions.length ?? 0) > 0 || scope.functions.get(name)?.definition != null;

/** An unspecified function of y that is differentiated by x, too, and neither is defined. */
function unrelatedPair(loss: string, below: ReadonlySet<string>, scope: Scope): readonly [string, string] | null {
  const opaque = scope.quantities.get(loss)?.opaque;
  if (opaque == null) return null;
  const args = Array.isArray(opaque) ? (opaque as readonly Expression[]).map(baseName) : [];
  const names = [...new Set([...args.filter((name) => name !== null), ...below])];
  if (names.length < 2 || names.some((name) => isDefined(name, scope)) || !names.some((name) => isUnsaid(name, scope))) return null;
  const inputs = [...below].filter((name) => !args.includes(name));
  if (inputs.length === 0 || (args.length === 0 && inputs.length < 2)) return null;
  // \gamma and x of y = \gamma x + \beta
  if (args.length === 0 && [...scope.quantities.keys()].some((name) => { if (!isDefined(name, scope)) return false; const within = reached(name, scope); return inputs.every((input) => within.has(input)); })) return null;
  return args.length > 0 ? [args[0]!, inputs[0]!] : [inputs.at(-1)!, inputs[0]!];
}

/**
 * A name that nothing declares and that no definition has, in a claim about what is defined: the document may say nowhere what it is, and where the sides
 * differ that may be why. null: there is none.
 */
export function foreignName(sides: readonly Expression[], scope: Scope): string | null {
  const nodes = sides.flatMap((side) => [...walk(side)]);
  const names = new Set(sides.flatMap((side) => [...namesIn(side)]));
  const isDerivation = nodes.some((node) => node.kind === "derivative" || node.kind === "gradient") || [...names].some((name) => isDefined(name, scope));
  // the number z of `(x + y)^2 = x^2 + z`: a term of one side, and nothing of the other
  const isTermOf = (name: string, side: Expression): boolean => (side.kind === "add" ? side.terms.some(({ of }) => isTermOf(name, of)) : side.kind === "name" && side.name === name);
  if (!isDerivation) return [...names].find((name) => isUnsaid(name, scope) && scope.quantities.get(name)?.axes?.length === 0 && sides.filter((side) => namesIn(side).has(name)).every((side, _, having) => having.length === 1 && isTermOf(name, side))) ?? null;
  const below = new Set(nodes.flatMap((node) => (node.kind === "derivative" ? node.by : node.kind === "gradient" && node.by !== null ? [node.by] : [])).map(baseName));
  const bodies = [...scope.quantities.values()].flatMap(({ definitions }) => definitions.map(({ body }) => body)).concat([...scope.functions.values()].flatMap(({ definition }) => (definition === null ? [] : [definition.body])));
  const inDefinitions = new Set(bodies.flatMap((body) => [...namesIn(body)]));
  // the n of `\\frac{d}{dx} x^n`: what is differentiated is written out
  const differentiated = new Set(nodes.flatMap((node) => (node.kind === "derivative" && baseName(node.of) === null && node.of.kind !== "call" ? [...namesIn(node.of)] : [])));
  return [...names].find((name) => isUnsaid(name, scope) && !below.has(name) && !inDefinitions.has(name) && !differentiated.has(name)) ?? null;
}

/**
 * `\\frac{\\partial D}{\\partial \\lambda}` where D is defined without λ, λ is defined too, and both come from the same inputs: the document may mean D written with λ,
 * and what is held fixed is not said.
 */
export function reparametrised(sides: readonly Expression[], scope: Scope): Unrelated | null {
  for (const node of sides.flatMap((side) => [...walk(side)])) {
    if (node.kind !== "derivative") continue;
    const of = insideOf(node.of);
    for (const by of node.by.map(baseName)) {
      if (of === null || by === null || of === by || !isDefined(of, scope) || !isDefined(by, scope)) continue;
      const [whole, other] = [reached(of, scope), reached(by, scope)];
      if (whole.has(by) || other.has(of)) continue;
      const shared = [...other].find((name) => whole.has(name) && isInput(name, scope));
      if (shared !== undefined) return { message: `'${of}' is defined without '${by}', and both depend on '${shared}': write '${of}' in terms of '${by}' where it is defined`, start: node.start, end: node.end };
    }
  }
  return null;
}

/** The p of `\\log p` and `\\log p(x)`, which is differentiated as p is. */
const insideOf = (e: Expression): string | null => (e.kind === "apply" && e.arguments.length === 1 ? insideOf(e.arguments[0]!) : e.kind === "call" ? e.function : baseName(e));

const isInput = (name: string, scope: Scope): boolean => { const quantity = scope.quantities.get(name); return quantity !== undefined && quantity.role === "variable" && quantity.definitions.length === 0 && quantity.opaque === null; };

/** Names that the definition of a quantity leads to, or what an unspecified one is a function of. */
function reached(name: string, scope: Scope, seen: Set<string> = new Set()): Set<string> {
  const called = scope.functions.get(name)?.definition, { definitions = [], opaque = null } = scope.quantities.get(name) ?? {};
  for (const body of [...definitions.map((definition) => definition.body), ...(called == null ? [] : [called.body]), ...(Array.isArray(opaque) ? (opaque as readonly Expression[]) : [])]) {
    for (const inner of namesIn(body)) {
      if (seen.has(inner)) continue;
      seen.add(inner);
      reached(inner, scope, seen);
    }
  }
  return seen;
}
