/**
 * From a definition to its gradient, one move a line: `\frac{dL}{dW_{ij}} = \sum_l \frac{dL}{dy_l} \frac{dy_l}{dW_{ij}} = …`.
 * The strategy is a person's: look at one entry, apply the chain rule, put definitions in, differentiate, let deltas end their sums, and go back to arrays.
 * The checker decides each step; a step that does not hold is never given.
 */
import { decideClaim, type Claim } from "../check/decide-claim.js";
import { namesBelowBars } from "../expand/evaluate.js";
import type { Layout } from "../expand/world.js";
import { derivativeOf, entryOf, nameOf, number, ONE } from "../expression/build.js";
import { freeIndices, walk, type Expression } from "../expression/expression.js";
import { same, scalarKeyOf } from "../expression/key.js";
import { mapChildren } from "../expression/map.js";
import type { IndexRange, Scope } from "../scope/scope.js";
import { arrayForm, type ArrayForm } from "./arrays.js";
import { isOne, quantityAxes } from "./axes.js";
import { proveStep, proveSteps } from "./check-steps.js";
import { lettersBeside, type DeriveContext } from "./context.js";
import { CannotDerive, type Derivation, type DerivationStep, type Detail, type RuleName } from "./derivation.js";
import { withDetail } from "./detail.js";
import { dottedForm } from "./matrix/dotted-form.js";
import { complexity, matrixForms } from "./matrix/matrix-form.js";
import { flat, nextMove, type Move } from "./moves.js";
import { expanded, factored, sunk } from "./simplify/factor.js";
import { referenceOf } from "./reference.js";
import { fold } from "./simplify/fold.js";
import { simplify } from "./simplify/simplify.js";
import { listed, maths } from "./words.js";

export interface DeriveInput {
  readonly scope: Scope;
  readonly layout: Layout;
  readonly seed: number;
  /** How an expression is written in reasons. */
  readonly write?: (e: Expression) => string;
}

export interface DeriveOptions {
  readonly detail?: Detail;
}

const MAX_MOVES = 400;
/** Symbols in all lines together. */
const MAX_WRITTEN = 200_000;
/** Of a derivation that was given up as too long. */
const SHOWN_STEPS = 12;
/** Arithmetic at the end may let another delta end its sum; it is tried again so many times. */
const MAX_ROUNDS = 3;
/** A gradient with this many entries, all of fixed number, is derived entry by entry where nothing else leads on. */
const MAX_CELLS = 16;

/**
 * Derives the goal, an expression that holds derivatives, from the definitions of its document.
 * @throws CannotDerive where no rule goes on; `steps` shows how far it came
 * @throws StepNotProved where the checker does not confirm a step: our defect
 */
export function deriveGoal(goal: Expression, input: DeriveInput, { detail = "normal" }: DeriveOptions = {}): Derivation {
  if (![...walk(goal)].some(isDerivative)) throw new CannotDerive("there is no derivative here to work out", "no-rule", [], goal);
  return withDetail(attempt(goal, input), detail);
}

const isDerivative = (e: Expression): boolean => e.kind === "derivative" || e.kind === "gradient" || (e.kind === "call" && e.primes > 0);

function attempt(goal: Expression, input: DeriveInput): Derivation {
  try {
    return new Running(goal, input).byEntry();
  } catch (error) {
    if (!(error instanceof CannotDerive) || error.code === "undeclared") throw error;
    return new Running(goal, input).cellByCell(error);
  }
}

interface Unproved {
  readonly step: Omit<DerivationStep, "method">;
  readonly claim: Claim;
}

/** A derivation under way: the expression it has come to, and the steps so far. */
class Running {
  private readonly steps: Unproved[] = [];
  private current: Expression;
  private written = 0;
  private readonly context: DeriveContext;

  constructor(private readonly goal: Expression, private readonly input: DeriveInput) {
    this.current = goal;
    this.context = {
      scope: input.scope, layout: input.layout, seed: input.seed,
      belowBars: namesBelowBars(goal),
      partial: [...walk(goal)].some((node) => (node.kind === "derivative" && node.partial) || node.kind === "gradient"),
      letters: lettersBeside([goal], input.scope),
      open: new Map(), shapes: new Map(), ranges: new Map(),
      write: input.write ?? ((e) => (e.kind === "name" ? e.name : e.kind)),
    };
  }

  /** One entry stands for all; an array is written with products of arrays at the end. */
  byEntry(): Derivation {
    return this.told(() => {
      this.inside();
      for (const [name, to] of rangesIn(this.goal, this.context)) this.context.ranges.set(name, to);
      const form = arrayForm(this.current, this.context);
      const at = form.axes.map((axis, k) => (isOne(axis) ? ONE : this.context.letters.take(k === 0 ? "i" : "j", "j", "k")));
      for (const [k, index] of at.entries()) if (index.kind === "index" && form.axes[k] != null) this.context.ranges.set(index.name, form.axes[k]);
      const whole = this.current, entry = form.entry(at);
      if (form.axes.length > 0) {
        const letters = at.flatMap((index) => (index.kind === "index" ? [maths(index.name)] : []));
        this.record("entries", letters.length === 0 ? "its only entry" : `one entry, for each ${listed(letters)}`, entry, { left: entryOf(whole, at), right: entry });
      } else this.current = entry;
      this.work(entry, (e) => e);
      if (form.axes.length > 0) this.leave(whole, at.map((index) => (index.kind === "index" ? index.name : null)));
    });
  }

  /** Each entry on its own, where the numbers of rows and columns are fixed. @throws the given error where they are not */
  cellByCell(otherwise: CannotDerive): Derivation {
    const form = arrayForm(this.goal, this.context);
    const lengths = form.axes.map((axis) => (axis?.kind === "number" && axis.places === 0 ? Number(axis.digits) : null));
    if (lengths.length === 0 || lengths.length > 2 || lengths.includes(null) || lengths.reduce<number>((a, b) => a * b!, 1) > MAX_CELLS) throw otherwise;
    return this.told(() => {
      const cells = literal(form, lengths as number[]);
      this.record("entries", "entry by entry", cells, { left: this.goal, right: cells });
      this.work(cells, (e) => e);
    });
  }

  /** What came of it, proved; also where it does not lead to the end. */
  private told(run: () => void): Derivation {
    try {
      run();
    } catch (error) {
      throw error instanceof CannotDerive ? new CannotDerive(error.message, error.code, this.proved(), error.at) : error;
    }
    return { goal: this.goal, steps: this.proved(), result: this.current };
  }

  /** Steps between numbers together, steps that change the side to an entry or back one by one. */
  private proved(): readonly DerivationStep[] {
    const isInner = ({ step }: Unproved): boolean => step.rule !== "entries" && step.rule !== "matrix";
    const inner = this.steps.filter(isInner);
    const methods = new Map(proveSteps(inner.map(({ step, claim }) => ({ rule: step.rule, claim, parts: partsOnly(step) })), this.input).map((method, k) => [inner[k]!, method] as const));
    return this.steps.map((each) => ({ ...each.step, method: methods.get(each) ?? proveStep({ rule: each.step.rule, claim: each.claim }, this.input) }));
  }

  /** A derivative that is an array and stands inside a function of arrays, `\det(dy/dx)`, is derived first. */
  private inside(): void {
    for (const part of arraysInside(this.current, this.context)) {
      const { result } = attempt(part, this.input);
      this.add("matrix", "the derivative inside", replaced(this.current, part, result), [{ before: part, after: result }]);
    }
  }

  /** Move after move on a part of the current expression, which `around` puts in its place. Second derivatives from the inside out. */
  private work(part: Expression, around: (e: Expression) => Expression): Expression {
    let own = part;
    if (own.kind === "derivative" && own.by.length > 1) {
      const { partial } = own, last = own.by.at(-1)!;
      const inner = derivativeOf(own.of, own.by.slice(0, -1), partial);
      if (nextMove(inner, this.context) !== null) own = derivativeOf(this.work(inner, (e) => around(derivativeOf(e, [last], partial))), [last], partial);
    }
    for (let round = 0; round < MAX_ROUNDS; round++) {
      own = this.tidy(this.moved(own, around), around);
      if (this.next(own, around) === null) break;
    }
    return own;
  }

  private next(own: Expression, around: (e: Expression) => Expression): Move | null {
    this.context.letters.keep(around(own));
    return nextMove(own, this.context);
  }

  private moved(part: Expression, around: (e: Expression) => Expression): Expression {
    let own = part;
    for (let move = this.next(own, around); move !== null; move = this.next(own, around)) {
      if (move.rule === "substitute") {
        const [{ before: node, after: value }] = move.changed as readonly [DerivationStep["changed"][number]];
        const whole = own, within = (e: Expression): Expression => replaced(whole, node, e);
        this.add("substitute", move.reason, around(within(value)), move.changed);
        own = within(this.work(value, (e) => around(within(e))));
      } else {
        own = move.after;
        this.add(move.rule, move.reason, around(own), move.changed);
        // names are put back before what is inside them is worked on
        if (move.rule === "differentiate") own = this.named([own], own, around);
      }
    }
    return own;
  }

  /** Arithmetic, names put back, common factors in front; each only where it makes the expression shorter. */
  private tidy(part: Expression, around: (e: Expression) => Expression): Expression {
    let own = part;
    const take = (rule: RuleName, reason: string, next: Expression): void => {
      if (same(next, own)) return;
      own = next;
      this.add(rule, reason, around(next));
    };
    take("simplify", "simplified", shortest([own, simplify(own, this.context)]));
    const open = expanded(own);
    const others = open === null ? [] : [simplify(open, this.context)];
    own = this.named([own, sunk(own), ...others, ...others.map(sunk)], own, around);
    take("simplify", "common factor in front", shortest([own, simplify(own, this.context), factored(own)]));
    return own;
  }

  /** The shortest of these equal expressions with the document's names in it, where there are any. */
  private named(all: readonly Expression[], own: Expression, around: (e: Expression) => Expression): Expression {
    const folds = all.map((e) => fold(e, this.context)).filter(({ names }) => names.length > 0);
    if (folds.length === 0) return own;
    const { after, names } = folds.map((each) => ({ ...each, after: shortest([each.after, simplify(each.after, this.context)]) })).reduce((a, b) => (complexity(b.after) < complexity(a.after) ? b : a));
    if (same(after, own)) return own;
    this.add("fold", `definition of ${listed(names.map((name) => maths(this.context.write(nameOf(name)))))}`, around(after));
    return after;
  }

  /** All entries at once. The first way that the checker confirms is taken: products of arrays, or a matrix with dots. */
  private leave(whole: Expression, at: readonly (string | null)[]): void {
    const { ranges } = this.context;
    const forms = [...matrixForms(this.current, { at, ranges }, this.context), ...dottedForm(this.current, at, ranges)];
    for (const form of forms) {
      const claim = { left: whole, right: form, ranges: this.claimed(), conditions: [] };
      if (decideClaim(claim, this.input).verdict !== "holds") continue;
      this.record("matrix", "all entries at once", form, claim);
      return;
    }
    throw new CannotDerive("no product of arrays was found that has these entries", "no-matrix-form");
  }

  /** Over what the free indices run, in every step. */
  private claimed(): ReadonlyMap<string, IndexRange> {
    return new Map([...this.context.ranges].map(([name, to]) => [name, { from: ONE, to }]));
  }

  private add(rule: RuleName, reason: string, after: Expression, changed?: DerivationStep["changed"]): void {
    this.record(rule, reason, after, { left: this.current, right: after }, changed);
  }

  /** @throws CannotDerive where the derivation grows beyond what anybody reads */
  private bounded(after: Expression): void {
    this.written += [...walk(after)].length;
    if (this.steps.length < MAX_MOVES && this.written < MAX_WRITTEN) return;
    this.steps.length = Math.min(this.steps.length, SHOWN_STEPS);
    throw new CannotDerive(`this takes too many steps: no end after ${MAX_MOVES} of them, or after ${MAX_WRITTEN} symbols`, "too-large");
  }

  private record(rule: RuleName, reason: string, after: Expression, { left, right }: { readonly left: Expression; readonly right: Expression }, changed: DerivationStep["changed"] = [{ before: this.current, after }]): void {
    this.bounded(after);
    this.steps.push({ step: { rule, reason, before: this.current, after, changed }, claim: { left, right, ranges: this.claimed(), conditions: [] } });
    this.current = after;
  }
}

/** What changed, where everything else stands as it did; none where the line was simplified, too. */
function partsOnly({ before, after, changed }: Omit<DerivationStep, "method">): DerivationStep["changed"] {
  const isWhole = changed.length === 1 && same(changed[0]!.before, before);
  const put = changed.reduce((e, part) => replaced(e, part.before, part.after), before);
  return !isWhole && scalarKeyOf(flat(put)) === scalarKeyOf(flat(after)) ? changed : [];
}

/** The axes that the goal's free indices run over, where it shows them as subscripts of their own. */
function rangesIn(goal: Expression, { scope }: DeriveContext): ReadonlyMap<string, Expression> {
  const free = freeIndices(goal), found = new Map<string, Expression>();
  for (const node of walk(goal)) {
    const reference = node.kind === "entry" ? referenceOf(node) : null;
    const axes = reference === null ? null : quantityAxes(scope, reference.key, reference.levels);
    reference?.at.forEach((at, k) => { if (at.kind === "index" && free.has(at.name) && axes?.[k] != null) found.set(at.name, axes[k]); });
  }
  return found;
}

/** Derivatives that are arrays, inside a goal that is no derivative itself: arguments of functions that act on arrays. */
function arraysInside(goal: Expression, context: DeriveContext): readonly Expression[] {
  const functions = [...walk(goal)].filter((node) => (node.kind === "apply" && node.function === "det") || (node.kind === "power" && node.base.kind === "derivative"));
  return functions.flatMap((node) => [...walk(node)].filter((part) => (part.kind === "derivative" || part.kind === "gradient") && arrayForm(part, context).axes.length > 0));
}

/** All entries, each in its cell. */
function literal(form: ArrayForm, lengths: readonly number[]): Expression {
  const [rows, columns] = lengths as readonly [number, number | undefined];
  const cell = (i: number, j: number): Expression => form.entry(columns === undefined ? [number(i)] : [number(i), number(j)]);
  return { kind: "matrix", determinant: false, rows: Array.from({ length: rows }, (_, i) => Array.from({ length: columns ?? 1 }, (__, j) => cell(i + 1, j + 1))), start: 0, end: 0 };
}

const shortest = (all: readonly Expression[]): Expression => all.reduce((a, b) => (complexity(b) < complexity(a) ? b : a));

/** Every copy of a part replaced. */
const replaced = (e: Expression, part: Expression, by: Expression): Expression => (same(e, part) ? by : mapChildren(e, (child) => replaced(child, part, by)));
