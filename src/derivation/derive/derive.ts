/**
 * From a definition to its gradient, one move a line: `\frac{dL}{dW_{ij}} = \sum_l \frac{dL}{dy_l} \frac{dy_l}{dW_{ij}} = …`.
 * The strategy is a person's: look at one entry, apply the chain rule, put definitions in, differentiate, let deltas end their sums, and go back to arrays.
 * The checker decides each step; a step that does not hold is never given.
 */
import { decideClaim } from "../check/decide-claim.js";
import { namesBelowBars } from "../expand/evaluate.js";
import type { Layout } from "../expand/world.js";
import { entryOf, number, ONE } from "../expression/build.js";
import { freeIndices, namesIn, walk, type Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";
import { arrayForm, type ArrayForm } from "./arrays.js";
import { isOne, quantityAxes } from "./axes.js";
import { lettersBeside, type DeriveContext } from "./context.js";
import { StepNotProved } from "./check-steps.js";
import { CannotDerive, type Derivation, type Detail } from "./derivation.js";
import { withDetail } from "./detail.js";
import { Lines } from "./lines.js";
import { looseProof, type LooseProof } from "./loose-proof.js";
import { dottedForm } from "./matrix/dotted-form.js";
import { matrixForms } from "./matrix/matrix-form.js";
import { referenceOf } from "./reference.js";
import { replaced } from "./replaced.js";
import { workOut } from "./working-out.js";

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

/** A gradient with this many entries, all of fixed number, is derived entry by entry where nothing else leads on. */
const MAX_CELLS = 16;

/**
 * Derives the goal, an expression that holds derivatives, from the definitions of its document.
 * @throws CannotDerive where no rule goes on (`steps` shows how far it came), and in a document that counts entries from 0
 * @throws StepNotProved where the checker does not confirm a step: our defect
 */
export function deriveGoal(goal: Expression, input: DeriveInput, { detail = "normal" }: DeriveOptions = {}): Derivation {
  if (![...walk(goal)].some(isDerivative)) throw new CannotDerive("there is no derivative here to work out", "no-rule", [], goal);
  try {
    return withDetail(attempt(goal, input), detail, input.write ?? plainName);
  } catch (error) {
    // sums over entries are written from 1: what stands in matrices alone is derived all the same
    if (error instanceof StepNotProved && input.scope.indexBase !== 1) throw new CannotDerive("this document counts entries from 0, and the steps of a derivation count them from 1: write its sums and indices from 1", "no-rule", [], goal);
    throw error;
  }
}

const isDerivative = (e: Expression): boolean => e.kind === "derivative" || e.kind === "gradient" || (e.kind === "call" && e.primes > 0);
const plainName = (e: Expression): string => (e.kind === "name" || e.kind === "index" ? e.name : e.kind === "member" ? e.family : e.kind);

function attempt(goal: Expression, input: DeriveInput): Derivation {
  try {
    return new Running(goal, input).byEntry();
  } catch (error) {
    if (!(error instanceof CannotDerive) || error.code === "undeclared") throw error;
    return new Running(goal, input).cellByCell(error);
  }
}

/** A derivation under way. */
class Running {
  private readonly context: DeriveContext;
  private readonly proof: LooseProof;
  private readonly lines: Lines;

  constructor(private readonly goal: Expression, private readonly input: DeriveInput) {
    this.context = {
      scope: input.scope, layout: input.layout, seed: input.seed,
      belowBars: namesBelowBars(goal),
      partial: [...walk(goal)].some((node) => (node.kind === "derivative" && node.partial) || node.kind === "gradient"),
      letters: lettersBeside([goal], input.scope),
      numerators: new Set([...walk(goal)].flatMap((node) => (node.kind === "derivative" ? [...namesIn(node.of)] : []))),
      unrolled: new Map(), open: new Map(), shapes: new Map(), ranges: new Map(),
      write: input.write ?? plainName,
    };
    this.proof = looseProof(goal, this.context.belowBars, input);
    this.lines = new Lines(goal, this.context, this.proof);
  }

  /** One entry stands for all; an array is written with products of arrays at the end. */
  byEntry(): Derivation {
    return this.told(() => {
      this.inside();
      for (const [name, to] of rangesIn(this.goal, this.context)) this.context.ranges.set(name, to);
      const whole = this.lines.current, form = arrayForm(whole, this.context);
      const at = form.axes.map((axis, k) => (isOne(axis) ? ONE : this.context.letters.take(k === 0 ? "i" : "j", "j", "k")));
      for (const [k, index] of at.entries()) if (index.kind === "index" && form.axes[k] != null) this.context.ranges.set(index.name, form.axes[k]);
      const entry = form.entry(at), indices = at.filter((index) => index.kind === "index");
      if (form.axes.length > 0) this.lines.add(entry, { rule: "entries", why: [{ kind: "entry", indices }], sides: { left: entryOf(whole, at), right: entry } });
      else this.lines.current = entry;
      workOut(entry, (e) => e, this.lines, this.context);
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
      this.lines.add(cells, { rule: "entries", why: [{ kind: "cells" }], sides: { left: this.goal, right: cells } });
      workOut(cells, (e) => e, this.lines, this.context);
    });
  }

  /** What came of it, proved; also where it does not lead to the end. */
  private told(run: () => void): Derivation {
    try {
      run();
    } catch (error) {
      throw error instanceof CannotDerive ? new CannotDerive(error.message, error.code, this.lines.proved(), error.at) : error;
    }
    const steps = this.lines.proved();
    return { goal: this.goal, steps, result: steps.at(-1)?.after ?? this.lines.current };
  }

  /** A derivative that is an array and stands inside a function of arrays, `\det(dy/dx)`, is derived first. */
  private inside(): void {
    for (const part of arraysInside(this.lines.current, this.context)) {
      const { result } = attempt(part, this.input);
      this.lines.add(replaced(this.lines.current, part, result), { rule: "matrix", why: [{ kind: "inside" }], changed: [{ before: part, after: result }] });
    }
  }

  /** All entries at once. The first way that the checker confirms is taken: products of arrays, or a matrix with dots. */
  private leave(whole: Expression, at: readonly (string | null)[]): void {
    const { ranges } = this.context, entry = this.lines.current;
    const forms = [...matrixForms(entry, { at, ranges }, this.context), ...dottedForm(entry, at, ranges)];
    for (const form of forms) {
      const sides = { left: whole, right: form };
      const method = this.proof.proveArray({ like: whole, array: form, at: at.filter((name) => name !== null), entry, ranges: this.lines.ranges() });
      if (method === null && decideClaim(this.lines.claim(sides), this.input).verdict !== "holds") continue;
      this.lines.add(form, { rule: "matrix", why: [{ kind: "all entries" }], sides, ...(method !== null && { method }) });
      return;
    }
    throw new CannotDerive("no product of arrays was found that has these entries", "no-matrix-form");
  }
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
