/**
 * From a definition to its gradient, one move a line: `\frac{dL}{dW_{ij}} = \sum_l \frac{dL}{dy_l} \frac{dy_l}{dW_{ij}} = …`.
 * The strategy is a person's: look at one entry, apply the chain rule, put definitions in, differentiate, let deltas end their sums, and go back to arrays.
 * The checker decides each step; a step that does not hold is never given.
 */
import { namesBelowBars } from "../expand/evaluate.js";
import type { Layout } from "../expand/world.js";
import { derivativeOf, entryOf, nameOf, ONE } from "../expression/build.js";
import { freeIndices, walk, type Expression } from "../expression/expression.js";
import { keyOf, same } from "../expression/key.js";
import { mapChildren } from "../expression/map.js";
import type { IndexRange, Scope } from "../scope/scope.js";
import { arrayForm } from "./arrays.js";
import { isOne } from "./axes.js";
import { proveStep } from "./check-steps.js";
import { lettersBeside, type DeriveContext } from "./context.js";
import { CannotDerive, type Derivation, type DerivationStep, type Detail, type RuleName } from "./derivation.js";
import { matrixForms, type MatrixGoal } from "./matrix/matrix-form.js";
import { decideClaim } from "../check/decide-claim.js";
import { complexity } from "./matrix/matrix-form.js";
import { expanded, factored } from "./simplify/factor.js";
import { fold } from "./simplify/fold.js";
import { nextMove } from "./moves.js";
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

/**
 * Derives the goal, an expression that holds derivatives, from the definitions of its document.
 * @throws CannotDerive where no rule goes on; `steps` shows how far it came
 */
export function deriveGoal(goal: Expression, input: DeriveInput, { detail = "normal" }: DeriveOptions = {}): Derivation {
  const derivation = new Running(goal, input);
  derivation.run();
  void detail;
  return { goal, steps: derivation.steps, result: derivation.current };
}

/** A derivation under way: the expression it has come to, and the steps so far. */
class Running {
  readonly steps: DerivationStep[] = [];
  current: Expression;
  private readonly context: DeriveContext;
  private entry: MatrixGoal | null = null;
  private ranges: ReadonlyMap<string, IndexRange> = new Map();

  constructor(private readonly goal: Expression, private readonly input: DeriveInput) {
    this.current = goal;
    this.context = {
      scope: input.scope, layout: input.layout, seed: input.seed,
      belowBars: namesBelowBars(goal),
      partial: [...walk(goal)].some((node) => (node.kind === "derivative" && node.partial) || node.kind === "gradient"),
      letters: lettersBeside([goal], input.scope),
      write: input.write ?? ((e) => (e.kind === "name" ? e.name : e.kind)),
    };
  }

  run(): void {
    try {
      this.enter();
      this.work(this.current, (e) => e);
      this.leave();
    } catch (error) {
      if (error instanceof CannotDerive) throw new CannotDerive(error.message, error.code, this.steps, error.at);
      throw error;
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
    for (let moves = 0; ; moves++) {
      if (moves > MAX_MOVES) throw new CannotDerive("this takes too many steps", "too-large");
      const move = nextMove(own, this.context);
      if (move === null) break;
      if (move.rule === "substitute") {
        const [{ before: node, after: value }] = move.changed as readonly [DerivationStep["changed"][number]];
        const whole = own, within = (e: Expression): Expression => replaced(whole, node, e);
        this.add("substitute", move.reason, around(within(value)), move.changed);
        own = within(this.work(value, (e) => around(within(e))));
        continue;
      }
      own = move.after;
      this.add(move.rule, move.reason, around(own), move.changed);
    }
    return this.tidy(own, around);
  }

  /** An array is looked at entry by entry; everything else is brought to index form in silence. */
  private enter(): void {
    const form = arrayForm(this.goal, this.context);
    const own = [...freeIndices(this.goal)];
    const at = form.axes.map((axis, k) => (isOne(axis) ? ONE : this.context.letters.take(k === 0 ? "i" : "j", "j", "k")));
    this.ranges = new Map(at.flatMap((index, k) => (index.kind === "index" && form.axes[k] != null ? [[index.name, { from: ONE, to: form.axes[k] }] as const] : [])));
    const entry = form.entry(at);
    void own;
    if (form.axes.length === 0) { this.current = entry; return; }
    const method = proveStep(entryOf(this.goal, at), entry, "entries", this.ranges, this.input);
    const names = at.flatMap((index) => (index.kind === "index" ? [maths(index.name)] : []));
    this.steps.push({ rule: "entries", reason: `one entry, for each ${listed(names)}`, before: this.goal, after: entry, changed: [{ before: this.goal, after: entry }], method });
    this.current = entry;
    this.entry = { at: at.map((index) => (index.kind === "index" ? index.name : null)), ranges: new Map([...this.ranges].map(([name, { to }]) => [name, to])) };
  }

  /** Arithmetic, names put back, common factors in front; each only where it makes the expression shorter. */
  private tidy(part: Expression, around: (e: Expression) => Expression): Expression {
    let own = part;
    const take = (rule: RuleName, reason: string, next: Expression): void => {
      if (same(next, own)) return;
      own = next;
      this.add(rule, reason, around(next));
    };
    take("simplify", "simplified", shortest([own, simplify(own, this.context.scope)]));
    const open = expanded(own);
    const folds = [own, ...(open === null ? [] : [simplify(open, this.context.scope)])].map((e) => fold(e, this.context)).filter(({ names }) => names.length > 0);
    if (folds.length > 0) {
      const { after, names } = folds.map((each) => ({ ...each, after: shortest([each.after, simplify(each.after, this.context.scope)]) })).reduce((a, b) => (complexity(b.after) < complexity(a.after) ? b : a));
      take("fold", `definition of ${listed(names.map((name) => maths(this.context.write(nameOf(name)))))}`, after);
    }
    take("simplify", "common factor in front", shortest([own, simplify(own, this.context.scope), factored(own)]));
    return own;
  }

  /** All entries at once. The first way that the checker confirms is taken. */
  private leave(): void {
    if (this.entry === null) return;
    for (const form of matrixForms(this.current, this.entry, this.context)) {
      const claim = { left: this.goal, right: form, ranges: this.ranges, conditions: [] };
      const { verdict, method } = decideClaim(claim, this.input);
      if (verdict !== "holds") { if (process.env["DERIVE_DEBUG"] !== undefined) console.error("not confirmed", keyOf(form), decideClaim(claim, this.input).message); continue; }
      this.steps.push({ rule: "matrix", reason: "all entries at once", before: this.current, after: form, changed: [{ before: this.current, after: form }], method });
      this.current = form;
      return;
    }
    throw new CannotDerive("no product of arrays was found that has these entries", "no-matrix-form");
  }

  private add(rule: RuleName, reason: string, after: Expression, changed: DerivationStep["changed"] = [{ before: this.current, after }]): void {
    const method = proveStep(this.current, after, rule, this.ranges, this.input);
    this.steps.push({ rule, reason, before: this.current, after, changed, method });
    this.current = after;
  }
}

const shortest = (all: readonly Expression[]): Expression => all.reduce((a, b) => (complexity(b) < complexity(a) ? b : a));

/** Every copy of a part replaced. */
function replaced(e: Expression, part: Expression, by: Expression): Expression {
  return same(e, part) ? by : mapChildren(e, (child) => replaced(child, part, by));
}
