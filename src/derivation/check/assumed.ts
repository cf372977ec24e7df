/** What a document assumes and no drawn point satisfies: a claim that fails in general may hold there. */
import type { Remark } from "../expand/world.js";
import { differentiates, namesIn } from "../expression/expression.js";
import { sameScalar } from "../expression/key.js";
import { listed } from "../listed.js";
import { isLifted, type Lift } from "../scope/lifts.js";
import { isUnder, withQuantity, type Fact, type Place, type Quantity, type Scope, type UnusedAssumption } from "../scope/scope.js";
import type { Claim, ClaimContext, Decided, Equation } from "./claim.js";
import { closureOf, namesReached } from "./closure.js";
import { decideClaim } from "./decide-claim.js";
import { isMultipleOf } from "./multiple-of.js";
import { isSmooth } from "./smooth.js";

/** "Without this assumption", "now drop it" */
const GENERAL = /\b(without|drop(s|ping)?|no longer (use|make|need)) (this|that|these|the|any|it|them)( (assumption|condition|restriction)s?)?\b|\bin general\b/i;
/** "Suppose $a = b$ and $c = d$" says two things of one case. */
const SAME_SENTENCE = 2;

/** What becomes of a failing claim, and the equations that its points satisfy, where they decide it. */
export interface UnderAssumptions {
  readonly decided: Decided;
  readonly assumed: readonly Equation[] | null;
}

/** The claim where what the document assumes of its names is true; unchecked where that cannot be tried. */
export function underAssumptions(claim: Claim, decided: Decided, context: ClaimContext): UnderAssumptions {
  const { scope } = context;
  if (decided.verdict !== "fails" || scope.unusedAssumptions.length === 0 || decided.code === "range" || decided.code === "unbound") return { decided, assumed: null };
  const concerning = assumptionsOf(claim, scope);
  const unused = concerning[0];
  if (unused === undefined) return { decided, assumed: null };
  if (unused.fact !== undefined && decideClaim(claim, { ...context, scope: withFact(scope, [...unused.names][0]!, unused.fact) }).verdict === "fails") return { decided, assumed: null };
  const usable = concerning.filter(({ equations }) => equations !== undefined);
  // together, or, where that cannot be solved, one by one: what holds under one of them holds under all
  for (const some of [usable, ...(usable.length > 1 ? usable.map((each) => [each]) : [])]) {
    const assumed = some.flatMap(({ equations }) => equations!), there = assumed.length === 0 ? null : decideClaim({ ...claim, assumed }, context);
    if (there?.verdict === "holds") return { decided: { ...there, remarks: [...there.remarks, noteOf(some, claim)] }, assumed };
    if (assumed.some((equation) => isMultipleOf(claim, equation, context))) return { decided: { ...decided, verdict: "holds", code: null, message: "", difference: null, remarks: [...decided.remarks, noteOf(some, claim)] }, assumed };
    if (there?.verdict === "fails" && some.length === concerning.length) return { decided: there, assumed };
  }
  return { decided: { ...decided, verdict: "unchecked", code: "assumption", message: `the sides differ in general, and the assumption '${unused.text}' could not be used`, difference: null }, assumed: null };
}

const noteOf = (some: readonly UnusedAssumption[], { left: { start, end } }: Claim): Remark =>
  ({ severity: "note", code: "assumption", message: some.every(({ isSet }) => isSet === true) ? "this holds where the derivative is zero, as is asked for" : `this holds where ${listed(some.map(({ text }) => `'${text}'`))}, as is assumed`, start, end });

/** Those that speak of what the claim depends on, or of what another of them speaks of. */
function assumptionsOf(claim: Claim, scope: Scope): readonly UnusedAssumption[] {
  const names = new Set([...namesIn(claim.left), ...namesIn(claim.right)]);
  // what differs at one point of an open set and has no kinks differs everywhere in it
  const closure = closureOf([claim.left, claim.right], scope), smooth = isSmooth(closure);
  const reached = new Set(closure.flatMap((e) => [...namesIn(e)]));
  const concerns = ({ names: own, fact, equations, isSet }: UnusedAssumption): boolean => [...own, ...(isSet === true ? namesReached(equations!.flat(), scope) : [])].some((name) => (fact !== undefined || equations !== undefined ? reached : names).has(name));
  const isDerivative = differentiates(claim.left) || differentiates(claim.right);
  const open = scope.unusedAssumptions.filter((assumption) => !(smooth && assumption.isOpen === true) && !(isDerivative && assumption.isSet === true)), found = new Set<UnusedAssumption>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const each of open) if (concerns(each)) { found.add(each); if (each.equations !== undefined) for (const name of each.names) reached.add(name); }
  }
  return open.filter((each) => found.has(each));
}

/** The names, with what may be meant of one of them. */
function withFact(scope: Scope, key: string, fact: Fact): Scope {
  const quantity = scope.quantities.get(key);
  return quantity === undefined ? scope : withQuantity(scope, key, { ...quantity, facts: [...quantity.facts, fact] });
}

/** What a later section says of a name is not said here, nor what an earlier one said before the name was declared anew. */
function withFactsAt(scope: Scope, fragment: number, section: number, path: readonly number[]): Scope {
  const strong = strongLifts(scope);
  const counts = ({ said }: Fact, { key, declaredAt }: Quantity): boolean => {
    if (said === undefined) return true;
    if (said.section > section && said.fragment > fragment) return false;
    if (declaredAt !== null && declaredAt.fragment <= fragment && said.fragment < declaredAt.fragment && said.section !== declaredAt.section) return false;
    if (!scope.supposed.has(said.fragment)) return !isLifted(strong, [key], said.fragment, fragment);
    return said.fragment < fragment && isUnder(said, path) && !isLifted(scope.lifts, [key], said.fragment, fragment);
  };
  // "Suppose $A = A^T$" and further on "now suppose $A = -A^T$"
  const standing = (quantity: Quantity): Fact[] => {
    const facts = quantity.facts.filter((fact) => counts(fact, quantity)), last = facts.findLast(({ kind, said }) => (kind === "symmetric" || kind === "skew") && said !== undefined && scope.supposed.has(said.fragment));
    return last === undefined ? facts : facts.filter(({ kind }) => kind === last.kind || (kind !== "symmetric" && kind !== "skew"));
  };
  return [...scope.quantities.values()].reduce((each, quantity) => {
    if (quantity.facts.length === 0) return each;
    const facts = standing(quantity);
    return facts.length === quantity.facts.length ? each : withQuantity(each, quantity.key, { ...quantity, facts });
  }, scope);
}

/** "Let $A$ be any matrix" speaks of A; "in general" takes back what is supposed, not what is declared. */
const strongLifts = ({ lifts }: Scope): readonly Lift[] => lifts.filter(({ names, isStrong }) => names !== null && isStrong);

/** Whether \\partial holds fixed what is in between is what the last sentence before says. */
function holdingFixedAt(scope: Scope, fragment: number): Scope {
  const holdsFixed = scope.partings.findLast(({ from }) => from < fragment)?.holdsFixed ?? false;
  return holdsFixed === scope.holdsFixed ? scope : { ...scope, holdsFixed };
}

/** The numbers of the worked example that a formula stands in: of each name the last one that was given. */
function withExamplesAt(scope: Scope, fragment: number, path: readonly number[], words: string): Scope {
  if (scope.examples.length === 0) return scope;
  const isAnew = (declared: number, given: number): boolean => declared > given && declared < fragment;
  const before = scope.examples.filter(({ key, place }) => place.fragment < fragment && isUnder(place, path) && !isAnew(scope.quantities.get(key)?.declaredAt?.fragment ?? 0, place.fragment));
  const last = before.filter((value, k) => !before.some((later, at) => at > k && later.key === value.key && sameScalar(later.of, value.of)));
  return { ...scope, examples: GENERAL.test(words) ? [] : last.filter(({ key, place }) => !isLifted(scope.lifts, [key], place.fragment, fragment)) };
}

/**
 * The scope of a formula: an equation that is assumed further on, of names that are declared anew since, or of a case that another section supposes, is one that cannot be used.
 * @param words those that lead to the formula
 */
export function assumedAt(given: Scope, { fragment, path, section }: Pick<Place, "fragment" | "path" | "section">, words: string): Scope {
  const scope = withExamplesAt(holdingFixedAt(withFactsAt(given, fragment, section, path), fragment), fragment, path, words);
  // "Now suppose $x = -y$" takes the place of "Suppose $x = y$", and what a section assumes that of what another one did
  const replaces = ({ said, names, equations }: UnusedAssumption, earlier: UnusedAssumption): boolean => {
    if (said === undefined || earlier.said === undefined || equations === undefined || said.place.fragment >= fragment || said.place.fragment <= earlier.said.place.fragment + SAME_SENTENCE) return false;
    const isOtherCase = said.isCase && earlier.said.isCase, isOwnSection = said.place.section !== earlier.said.place.section && said.place.section === section;
    return (isOtherCase || isOwnSection) && [...names].some((name) => earlier.names.has(name));
  };
  const strong = strongLifts(scope);
  const isGone = (each: UnusedAssumption): boolean => each.equations !== undefined && (GENERAL.test(words) || (each.said !== undefined && isLifted(each.said.isCase ? scope.lifts : strong, each.names, each.said.place.fragment, fragment)) || scope.unusedAssumptions.some((later) => replaces(later, each)));
  const counts = ({ said, names }: UnusedAssumption): boolean => said !== undefined && said.place.fragment < fragment
    && [...names].every((name) => (scope.quantities.get(name)?.declaredAt?.fragment ?? 0) <= said.place.fragment) && (!said.isCase || isUnder(said.place, path));
  const orders = scope.indexOrders.filter(({ place }) => place.fragment < fragment && isUnder(place, path));
  const standing = scope.unusedAssumptions.filter((each) => !isGone(each));
  if (orders.length === scope.indexOrders.length && standing.length === scope.unusedAssumptions.length && standing.every((each) => each.equations === undefined || counts(each))) return scope;
  return { ...scope, indexOrders: orders, unusedAssumptions: standing.map((each) => { const { equations, ...rest } = each; return equations === undefined || counts(each) ? each : rest; }) };
}
