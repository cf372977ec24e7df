/**
 * Products of numbers in a derivation's own lines: most terms of a sum over deltas are zero, and nothing else of such a term is worked out.
 * Only where steps are proved: in a document an author's entry out of range is told, whatever it is multiplied by.
 */
import type { Expression, Factor } from "../expression/expression.js";
import type { Evaluate } from "./conditions.js";
import { isScalar, scalar, type Tensor } from "./tensor.js";
import type { Env, World } from "./world.js";

type Product = Expression & { readonly kind: "product" };

/** The value of a product that was one of numbers where it was worked out in full (`ofNumbers`); null: work it out in full. */
export function productOfNumbers(e: Product, env: Env, world: World, evaluate: Evaluate): Tensor | null {
  const { graph } = world, order = world.ofNumbers?.get(e);
  if (order === undefined) return null;
  const values: Tensor[] = [];
  for (const k of order) {
    const value = evaluate(e.factors[k]!.of, env, world);
    if (!isScalar(value) || value.elastic !== undefined) return null;
    if (isZero(value, world)) return scalar(graph.constant(0));
    values[k] = value;
  }
  return scalar(graph.mul(...values.map(({ data }) => data[0]!)));
}

/** Notes a product whose factors are all numbers. */
export function noteNumbers(e: Product, values: readonly Tensor[], { ofNumbers }: World): void {
  if (ofNumbers === null) return;
  const isOfNumbers = e.factors.every(({ sign }) => sign === "juxtaposed" || sign === "cdot") && values.every((value) => isScalar(value) && value.elastic === undefined);
  if (isOfNumbers) ofNumbers.set(e, cheapestFirst(e.factors));
}

const isZero = ({ data }: Tensor, { graph }: World): boolean => data[0] === graph.constant(0);

/** Deltas before derivatives before all else. */
function cheapestFirst(factors: readonly Factor[]): readonly number[] {
  const cost = ({ of }: Factor): number => (of.kind === "delta" ? 0 : of.kind === "derivative" ? 1 : 2);
  return factors.map((_, k) => k).sort((a, b) => cost(factors[a]!) - cost(factors[b]!));
}
