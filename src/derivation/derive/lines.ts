/** The lines of a derivation under way, and their proof. */
import type { Claim } from "../check/claim.js";
import type { Method } from "../check/checked-document.js";
import { ONE } from "../expression/build.js";
import { walk, type Expression } from "../expression/expression.js";
import { same, scalarKeyOf } from "../expression/key.js";
import type { IndexRange } from "../scope/scope.js";
import { limitsAround, proveStep, proveSteps } from "./check-steps.js";
import type { DeriveContext } from "./context.js";
import { CannotDerive, type DerivationStep, type RuleName } from "./derivation.js";
import type { LooseProof, LooseStep, Used } from "./loose-proof.js";
import { flat } from "./moves.js";
import { replaced } from "./replaced.js";
import { told, type Why } from "./words.js";

/** What a line says besides the expression that it comes to. */
export interface Saying {
  readonly rule: RuleName;
  readonly why: readonly Why[];
  /** Left out: all of it. */
  readonly changed?: DerivationStep["changed"];
  readonly uses?: readonly Used[];
  /** The part of the line that is worked on: what changed is inside it. */
  readonly part?: { readonly before: Expression; readonly after: Expression };
  /** The equality that makes it true; left out: the line before equals this one. */
  readonly sides?: { readonly left: Expression; readonly right: Expression };
  /** How that was decided already. */
  readonly method?: Method;
}

interface Line {
  readonly step: Omit<DerivationStep, "method">;
  readonly claim: Claim;
  readonly uses: readonly Used[];
  readonly part: Saying["part"];
  readonly method: Method | null;
}

const MAX_LINES = 400;
/** Symbols in all lines together. */
const MAX_WRITTEN = 200_000;
/** Of a derivation that was given up as too long. */
const SHOWN_LINES = 12;

export class Lines {
  private readonly all: Line[] = [];
  private written = 0;

  constructor(public current: Expression, private readonly context: DeriveContext, private readonly proof: LooseProof) {}

  /** @throws CannotDerive where the derivation grows beyond what anybody reads */
  add(after: Expression, { rule, why, changed = [{ before: this.current, after }], uses = [], part, sides = { left: this.current, right: after }, method }: Saying): void {
    this.written += [...walk(after)].length;
    if (this.all.length >= MAX_LINES || this.written >= MAX_WRITTEN) {
      this.all.length = Math.min(this.all.length, SHOWN_LINES);
      throw new CannotDerive(`this takes too many steps: no end after ${MAX_LINES} of them, or after ${MAX_WRITTEN} symbols`, "too-large");
    }
    this.all.push({ step: { rule, why, reason: told(why, this.context.write), before: this.current, after, changed }, claim: this.claim(sides), uses, part, method: method ?? null });
    this.current = after;
  }

  /** Over what the free indices run, in every line. */
  claim({ left, right }: { readonly left: Expression; readonly right: Expression }): Claim {
    return { left, right, ranges: this.ranges(), conditions: [] };
  }

  ranges(): ReadonlyMap<string, IndexRange> {
    return new Map([...this.context.ranges].map(([name, to]) => [name, { from: ONE, to }]));
  }

  /** Each line with its proof: what it speaks of alone where that is enough, as a whole otherwise. @throws StepNotProved */
  proved(): readonly DerivationStep[] {
    const methods = new Map<Line, Method>(this.all.flatMap((line) => (line.method === null ? [] : [[line, line.method] as const])));
    const settle = (lines: readonly Line[], found: readonly (Method | null)[]): void => lines.forEach((line, k) => { const method = found[k]; if (method != null) methods.set(line, method); });
    const open = (): readonly Line[] => this.all.filter((line) => !methods.has(line));
    settle(open(), this.proof.prove(open().map(looseStep)));
    // steps between numbers share an expression with their neighbours
    const inner = open().filter(({ step }) => step.rule !== "entries" && step.rule !== "matrix");
    settle(inner, proveSteps(inner.map((each) => ({ rule: each.step.rule, claim: each.claim, parts: partsOf(each) })), this.context));
    return this.all.map((line) => ({ ...asWritten(line.step), method: methods.get(line) ?? proveStep({ rule: line.step.rule, claim: line.claim }, this.context) }));
  }
}

/** Without the brackets of products in products. */
const asWritten = (step: Line["step"]): Line["step"] => (step.rule === "matrix" ? { ...step, before: flat(step.before) } : step.rule === "entries" ? { ...step, after: flat(step.after) } : { ...step, before: flat(step.before), after: flat(step.after) });

/** Equal parts make equal wholes: for each value of the indices of the sums around them. */
function looseStep(line: Line): LooseStep {
  const { claim, uses } = line;
  const parts = partsOf(line), around = parts.length === 0 ? null : limitsAround(claim.left);
  return { uses, claims: around === null ? [claim] : parts.map(({ before, after }) => ({ ...claim, left: before, right: after, ranges: new Map([...around, ...claim.ranges]) })) };
}

/** What changed, where everything else stands as it did; else the part that it is in; none where that is the whole line. */
function partsOf({ step: { rule, before, after, changed }, part }: Line): DerivationStep["changed"] {
  if (rule === "entries" || rule === "matrix") return [];
  for (const parts of [changed, ...(part === undefined ? [] : [[part]])]) {
    if (parts.length === 1 && same(parts[0]!.before, before)) continue;
    const put = parts.reduce((e, each) => replaced(e, each.before, each.after), before);
    if (scalarKeyOf(flat(put)) === scalarKeyOf(flat(after))) return parts;
  }
  return [];
}
