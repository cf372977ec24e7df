/**
 * "We take the derivative and set it to zero": `\nabla_u \mathcal{L} = 2 S u - 2 \lambda u = 0` asks for the u at which it is zero, and does not claim that it is zero
 * everywhere. What is said of u from there on is said of that u, and a value that is given for it must be one.
 */
import { zeroAt } from "../expression/build.js";
import { differentiates, isLiteralZero, namesIn, walk, type Expression } from "../expression/expression.js";
import { keyOf } from "../notation/read-scripts.js";
import { topDown } from "../scope/walk-tex.js";
import { withQuantity, type Place, type Scope, type UnusedAssumption } from "../scope/scope.js";
import type { Understood, UnderstoodEntry } from "../scope/understood.js";
import type { ChainResult, StepResult } from "./check-chain.js";
import type { ClaimContext } from "./claim.js";
import { decideClaim } from "./decide-claim.js";
import { differentiatedBy } from "./solved-for.js";

/** What one section has differentiated so far, and what it has set to zero. */
export interface Stationary {
  readonly section: number;
  readonly derivatives: readonly Derivative[];
  readonly set: readonly UnusedAssumption[];
  /** "= 0" after a derivative has been no claim before. */
  readonly isSetting: boolean;
}

/** A derivative that a line writes down, and by what. */
interface Derivative {
  readonly of: Expression;
  readonly by: ReadonlySet<string>;
  readonly fragment: number;
}

export const NOTHING_SET: Stationary = { section: -1, derivatives: [], set: [], isSetting: false };

const SET_TO_ZERO = /\b(?:set|sett|equat|put|putt|requir|forc)\w*\b[^.;]*\b(?:zero|0|null)\b|\bvanish\w*|\bstationar\w+|\bcritical points?\b|\bfirst[- ]order\b|\boptimality\b|\bmust be zero\b|\brequir\w*(?: that)?\s*$/i;
const LOOKING_FOR = /\b(?:optim(?:um|al|a|i[sz]\w*)|minim(?:um|a|i[sz]\w*)|maxim(?:um|a|i[sz]\w*)|extrem(?:um|a)|saddle|solv\w+|solutions?)\b/i;

/** What the section has at this entry. */
export const stationaryAt = (stationary: Stationary, { section }: Place): Stationary => (stationary.section === section ? stationary : { ...NOTHING_SET, section });

/** The chain, where a derivative that is set to zero claims nothing by it; and what the section has set with it. @param words those that lead to the formula @param isLeading an arrow leads on from it */
export function asSet(chain: ChainResult, words: string, isLeading: boolean, place: Place, before: Stationary): { readonly chain: ChainResult; readonly stationary: Stationary } {
  const first = chain.sides[0];
  if (first === undefined || !("expression" in first) || !differentiates(first.expression)) return { chain, stationary: before };
  const isAsked = isLeading || before.isSetting || SET_TO_ZERO.test(words) || LOOKING_FOR.test(words);
  const set: UnusedAssumption[] = [];
  const steps = chain.steps.map((step): StepResult => {
    const { claim, decided } = step;
    if (claim === null || !isOpen(decided) || !isZero(claim.right) || !isAsked) return step;
    set.push(setting(claim.left, claim.right, place));
    const { start, end } = claim.right;
    return { ...step, inherited: false, decided: { ...decided, verdict: "holds", code: null, message: "", difference: null, remarks: [...decided.remarks, { severity: "note", code: "set-to-zero", message: "'= 0' is what is asked for here, and not claimed", start, end }] } };
  });
  const isSetting = before.isSetting || set.length > 0 || chain.steps.some(({ decided }) => decided.remarks.some(({ code }) => code === "solved"));
  return { chain: set.length === 0 ? chain : { ...chain, steps }, stationary: { ...before, set: [...before.set, ...set], isSetting } };
}

/** 0, and an array of zeros. */
const isZero = (e: Expression): boolean => isLiteralZero(e) || (e.kind === "name" && /^\\(?:mathbf|boldsymbol|bm|vec)\{0\}$/.test(e.name));

/** It does not hold in general. */
const isOpen = ({ verdict, code }: StepResult["decided"]): boolean => verdict === "fails" || (verdict === "unchecked" && code === "assumption");

const setting = (left: Expression, right: Expression, place: Place): UnusedAssumption =>
  ({ names: namesIn(left), text: "the derivative is zero", equations: [[left, right]], said: { place, isCase: false }, isSet: true });

/** "Setting $\nabla_w J = 0$ we obtain": the derivative stands in the text. */
export function setInText(chain: ChainResult, place: Place, before: Stationary): Stationary {
  const [left] = chain.sides, right = chain.sides.at(-1);
  if (left === undefined || right === undefined || !("expression" in left) || !("expression" in right) || !differentiates(left.expression) || !isZero(right.expression)) return before;
  return { ...before, set: [...before.set, setting(left.expression, right.expression, place)], derivatives: [...before.derivatives, ...derivativesIn(chain, place.fragment)], isSetting: true };
}

/** "Setting these to zero" speaks of the derivatives of the formula before; "we set its derivative to zero" where none is written, of that of the last function. */
export function setBefore({ derivatives, set }: Stationary, words: string, { scope, fragment, place, parts }: UnderstoodEntry): readonly UnusedAssumption[] {
  if (!SET_TO_ZERO.test(words)) return [];
  const last = derivatives.at(-1)?.fragment;
  if (last === undefined) return /\b(?:derivative|gradient)s?\b/i.test(words) ? derivativeOfLast(scope, fragment).map((of) => setting(of, zeroAt(of), place)) : [];
  const isOne = !/\b(?:these|those|them|both|they|all|each|derivatives|gradients)\b/i.test(words), isAlone = derivatives.filter(({ fragment: at }) => at === last).length === 1;
  const left = new Set(parts.flatMap(({ chain: { sides } }) => topDown(sides[0]?.body ?? []).map((tex) => keyOf(tex, { scope }))));
  const isMeant = ({ by }: Derivative): boolean => !isOne || isAlone || [...by].some((name) => left.has(name));
  const isKnown = (of: Expression): boolean => set.some(({ equations }) => equations?.some(([left]) => left === of) === true);
  return derivatives.filter((each) => each.fragment === last && isMeant(each) && !isKnown(each.of)).map(({ of }) => setting(of, zeroAt(of), { ...place, fragment: last }));
}

/** The gradient of the function of one declared argument that is defined last before. */
function derivativeOfLast({ functions, quantities }: Scope, fragment: number): readonly Expression[] {
  const before = [...functions.values()].flatMap(({ definition }) => (definition !== null && definition.place.fragment < fragment && definition.parameters.length === 1 && quantities.get(definition.parameters[0]!)?.axes != null ? [definition] : []));
  const last = before.reduce<(typeof before)[number] | null>((latest, each) => (latest === null || each.place.fragment >= latest.place.fragment ? each : latest), null);
  if (last === null) return [];
  const { start, end } = last.body;
  return [{ kind: "derivative", of: last.body, by: [{ kind: "name", name: last.parameters[0]!, start, end }], partial: true, start, end }];
}

/** The derivatives that a checked chain starts with, second ones left out; w - \eta\nabla f(w) is none. */
export function derivativesIn({ sides: [first] }: ChainResult, fragment: number): readonly Derivative[] {
  if (first === undefined || !("expression" in first) || first.expression.kind === "add" || isSecond(first.expression)) return [];
  const by = new Set(differentiatedBy(first.expression));
  return by.size === 0 ? [] : [{ of: first.expression, by, fragment }];
}

const isSecond = (e: Expression): boolean => [...walk(e)].some((node) => (node.kind === "gradient" && node.order === 2) || (node.kind === "derivative" && node.by.length > 1) || (node.kind === "call" && node.primes > 1));

/**
 * `w = (X^\top X)^{-1} X^\top y` after "setting it to zero gives": a failing step where the derivative by w is not zero there; null where it is, or where nothing says that it should be.
 * @param isFollowing whether it follows from a derivative in the same formula
 */
export function noSolution(part: Understood, chain: ChainResult, words: string, isFollowing: boolean, { derivatives, set }: Stationary, context: ClaimContext): StepResult | null {
  const [left, right] = chain.sides;
  if (part.kind !== "definition" || left === undefined || right === undefined || !("expression" in left) || left.expression.kind !== "name") return null;
  const written = left.expression.name, name = [...derivatives.flatMap(({ by }) => [...by]), ...set.flatMap(({ names }) => [...names])].find((each) => each === written || isSolutionOf(written, each));
  if (name === undefined) return null;
  const derivative = derivatives.findLast(({ by }) => by.has(name))?.of ?? set.findLast(({ names }) => names.has(name))?.equations?.[0]?.[0];
  const isAsked = isFollowing || SET_TO_ZERO.test(words) || (LOOKING_FOR.test(words) && derivative !== undefined) || set.some(({ names }) => names.has(name));
  if (derivative === undefined || !isAsked) return null;
  const { start, end } = right;
  const decided = decideClaim({ left: derivative, right: zeroAt(right), ranges: new Map(), conditions: [] }, name === written ? context : { ...context, scope: withValue(context.scope, name, written) });
  if (decided.verdict !== "fails" || !WRONG.has(decided.code ?? "")) return null;
  const message = decided.code === "value" ? `the derivative by '${name}', which is set to zero, is not zero for this value` : decided.message;
  return { left, right, relation: "=", inherited: false, claim: null, decided: { ...decided, message, span: { start, end }, difference: null } };
}

/** Not "the derivative could not be worked out there". */
const WRONG = new Set(["value", "shape", "unbound", "range"]);

/** `\hat w`, `w^*`, `w_{ML}` of w, `\hat w_{ML}`: names that authors give to the value at which a derivative by w is zero. */
function isSolutionOf(written: string, name: string): boolean {
  // from the outside in: the hat of \hat{w}_{ML} ends before what stands below
  const bare = written.replace(/\^\{(?:\*|\\ast|\\star)\}$/, "").replace(/_\{(?:ML|MLE|MAP|LS|OLS|opt|min|max|best|ridge)\}$/, "").replace(/^\\(?:hat|widehat)\{(.+)\}$/, "$1");
  return bare !== written && (bare === name || isSolutionOf(bare, name));
}

/** With the value that stands under the other name. */
function withValue(scope: Scope, name: string, value: string): Scope {
  const own = scope.quantities.get(name), at = { start: 0, end: 0 };
  if (own === undefined) return scope;
  const body: Expression = { kind: "name", name: value, ...at };
  return withQuantity(scope, name, { ...own, definitions: [{ target: name, levels: [], entries: [], body, place: { fragment: 0, section: 0, path: [], unit: 0, span: at }, text: "", where: null }] });
}
