/** Deeper than any document of a person, and less than what outgrows the stack of those who go through it. */
export const DEEPEST = 500;

/** Lists and objects within each other, more than `DEEPEST` deep? Asked level by level, so that no depth is too much. */
export function isTooDeep(value: unknown): boolean {
  let level = [value].filter(isContainer);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= DEEPEST) return true;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
}

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;
