/**
 * How far an index may run where no family that it numbers ends by itself: as far as everything can be read that stands behind it. `h_t = a_t h_{t-1} + b_t`
 * with b_1, …, b_T goes on to T, and so does `p_t = \prod_{k=1}^t x_k` of T numbers.
 */
import { children, type Expression } from "../expression/expression.js";
import { familyOf } from "../scope/scope.js";
import { levelRange, shiftOf, type ShapeOf } from "./ranges.js";
import type { Env, World } from "./world.js";

/** The last value of the index at which all of it can be read; null where nothing ends. */
export function lastReadable(index: string, parts: readonly Expression[], env: Env, world: World, shapeOf: ShapeOf): number | null {
  const ends = parts.flatMap((part) => [...endsIn(part, index, { env, world, shapeOf, families: new Set() })]);
  return ends.length === 0 ? null : Math.min(...ends);
}

interface Reading {
  readonly env: Env;
  readonly world: World;
  readonly shapeOf: ShapeOf;
  /** Those whose definitions are being read: a recurrence does not end where it asks for itself. */
  readonly families: ReadonlySet<string>;
}

/** The last value that each thing allows which the index counts. */
function* endsIn(e: Expression, index: string, reading: Reading): Generator<number> {
  const { env, world } = reading;
  const shift = (at: Expression): number | null => shiftOf(at, index, env, world);
  if (e.kind === "entry") {
    const shape = e.at.some((at) => at !== null && shift(at) !== null) ? reading.shapeOf(e.of, env) : null;
    for (const [axis, at] of e.at.entries()) {
      const by = at === null ? null : shift(at);
      if (by !== null && shape?.[axis] !== undefined) yield shape[axis] - by;
    }
  }
  if (e.kind === "member" && e.at.length === 1) {
    const by = shift(e.at[0]!), end = by === null ? null : endOf(e.family, reading);
    if (by !== null && end !== null) yield end - by;
  }
  if (e.kind === "big") {
    if (e.binders.some(({ name }) => name === index)) return;
    for (const { name, to } of e.binders) {
      const by = to === null ? null : shift(to);
      if (by !== null) for (const end of endsIn(e.body, name, reading)) yield end - by;
    }
  }
  for (const child of children(e)) yield* endsIn(child, index, reading);
}

/** The last member of a family, as it is said or as its definition allows. */
function endOf(family: string, reading: Reading): number | null {
  const { env, world, families } = reading, quantity = familyOf(world.scope, family);
  if (quantity === undefined || families.has(quantity.key)) return null;
  const said = levelRange(family, env, world);
  if (said !== null) return said.to;
  const inside = { ...reading, families: new Set([...families, quantity.key]) };
  const ends = quantity.definitions.flatMap(({ levels: [level], body }) => (level?.kind === "index" ? [...endsIn(body, level.name, inside)] : []));
  return ends.length === 0 ? null : Math.min(...ends);
}
