/** One expression in index form worked out: move after move, depth first, then arithmetic and names. */
import { derivativeOf } from "../expression/build.js";
import { type Expression } from "../expression/expression.js";
import { same } from "../expression/key.js";
import { isZero } from "./combine.js";
import type { DeriveContext } from "./context.js";
import type { DerivationStep, RuleName } from "./derivation.js";
import type { Lines } from "./lines.js";
import { complexity } from "./matrix/matrix-form.js";
import { nextMove, type Move } from "./moves.js";
import { usedBy, referenceOf, wholeOf } from "./reference.js";
import { replaced } from "./replaced.js";
import { expanded, factored, sunk } from "./simplify/factor.js";
import { fold } from "./simplify/fold.js";
import { simplify } from "./simplify/simplify.js";
import type { Why } from "./words.js";

/** Arithmetic at the end may let another delta end its sum; it is tried again so many times. */
const MAX_ROUNDS = 3;

/** Puts a part into the line that it stands in. */
type Around = (part: Expression) => Expression;

/** Works on a part of the current line, which `around` puts in its place. Second derivatives from the inside out. */
export function workOut(part: Expression, around: Around, lines: Lines, context: DeriveContext): Expression {
  let own = part;
  if (own.kind === "derivative" && own.by.length > 1) {
    const { partial } = own, last = own.by.at(-1)!;
    const inner = derivativeOf(own.of, own.by.slice(0, -1), partial);
    if (nextMove(inner, context) !== null) own = derivativeOf(workOut(inner, (e) => around(derivativeOf(e, [last], partial)), lines, context), [last], partial);
  }
  for (let round = 0, move = next(own, around, context); ; round++) {
    own = tidied(moved(own, move, around, lines, context), around, lines, context);
    move = next(own, around, context);
    if (move === null || round + 1 === MAX_ROUNDS) return own;
  }
}

function next(own: Expression, around: Around, context: DeriveContext): Move | null {
  context.letters.keep(around(own));
  return nextMove(own, context);
}

function moved(part: Expression, first: Move | null, around: Around, lines: Lines, context: DeriveContext): Expression {
  let own = part;
  for (let move = first; move !== null; move = next(own, around, context)) {
    if (move.rule === "substitute") {
      const [{ before: node, after: value }] = move.changed as readonly [DerivationStep["changed"][number]];
      const whole = own, within: Around = (e) => { const put = replaced(whole, node, e); return isZero(e) ? simplify(put, context) : put; };
      lines.add(around(within(value)), { ...move, part: { before: whole, after: within(value) } });
      own = within(workOut(value, (e) => around(within(e)), lines, context));
    } else {
      lines.add(around(move.after), { ...move, part: { before: own, after: move.after } });
      own = move.after;
      // names are put back before what is inside them is worked on
      if (move.rule === "differentiate") own = named([own], own, around, lines, context);
    }
  }
  return own;
}

/** Arithmetic, names put back, common factors in front; each only where it makes the expression shorter. */
function tidied(part: Expression, around: Around, lines: Lines, context: DeriveContext): Expression {
  let own = part;
  const take = (rule: RuleName, why: Why, after: Expression): void => {
    if (same(after, own)) return;
    lines.add(around(after), { rule, why: [why], changed: [{ before: own, after }] });
    own = after;
  };
  take("simplify", { kind: "simplified" }, shortest([own, simplify(own, context)]));
  const open = expanded(own);
  const others = open === null ? [] : [simplify(open, context)];
  own = named([own, sunk(own), ...others, ...others.map(sunk)], own, around, lines, context);
  take("simplify", { kind: "factored" }, shortest([own, simplify(own, context), factored(own)]));
  return own;
}

/** The shortest of these equal expressions with the document's names in it, where there are any. */
function named(all: readonly Expression[], own: Expression, around: Around, lines: Lines, context: DeriveContext): Expression {
  const folds = all.map((e) => fold(e, context)).filter(({ names }) => names.length > 0);
  if (folds.length === 0) return own;
  const { after, names } = folds.map((each) => ({ ...each, after: shortest([each.after, simplify(each.after, context)]) })).reduce((a, b) => (complexity(b.after) < complexity(a.after) ? b : a));
  if (same(after, own) || complexity(after) >= complexity(own)) return own;
  lines.add(around(after), { rule: "fold", why: [{ kind: "definition", of: names.map(wholeOf) }], changed: [{ before: own, after }], uses: names.flatMap((name) => usedBy(referenceOf(name)!, context.scope)) });
  return after;
}

const shortest = (all: readonly Expression[]): Expression => all.reduce((a, b) => (complexity(b) < complexity(a) ? b : a));
