/** A matrix whose columns or rows have names, and that a definition gives: its shape is that of the definition, and the members' lengths follow. */
import type { Expression } from "../expression/expression.js";
import type { Axes, Scope } from "../scope/scope.js";
import { createLengths } from "./lengths.js";
import { isMatrix, Mismatch } from "./shape.js";
import { shapeOf } from "./shape-of.js";

export function shapeMatrices(scope: Scope): void {
  for (const member of scope.quantities.values()) {
    const matrix = member.memberOf === null ? undefined : scope.quantities.get(member.memberOf.matrix);
    const [definition] = matrix?.definitions ?? [];
    if (matrix === undefined || matrix.axes !== null || definition === undefined || definition.entries.length > 0) continue;
    matrix.axes = axesOfValue(definition.body, scope);
    const length = matrix.axes?.[member.memberOf!.axis === "columns" ? 0 : 1];
    if (length !== undefined) member.axes ??= [length];
  }
}

/** null where it is no matrix with two lengths that are known. */
function axesOfValue(body: Expression, scope: Scope): Axes | null {
  const lengths = createLengths();
  try {
    const shape = shapeOf(body, {
      scope, layout: "gradient", lengths, parameters: new Map(), ranges: new Map(), source: 0, depth: 0,
      guess: () => undefined, mayBe: () => false, onClash: () => undefined, onLoose: () => undefined, onSized: () => undefined,
    });
    const sizes = shape === null || !isMatrix(shape) ? [] : shape.map((length) => lengths.sizeOf(length));
    return sizes.length === 2 && !sizes.includes(null) ? (sizes as Axes) : null;
  } catch (error) {
    if (error instanceof Mismatch) return null;
    throw error;
  }
}
