/**
 * Notes on promises and Node's own objects which cell made them. A private field is seen by nobody: `console.log` shows them as they are.
 */
import type { CellContext } from "./cell-context.js";

/** A constructor that answers with another object puts its subclass's private fields on that. */
class Given {
  constructor(object: object) {
    return object;
  }
}

export class CellMark extends Given {
  #cell: CellContext;

  private constructor(object: object, cell: CellContext) {
    super(object);
    this.#cell = cell;
  }

  static of(object: object): CellContext | null {
    return #cell in object ? object.#cell : null;
  }

  static put(object: object, cell: CellContext): void {
    if (#cell in object) object.#cell = cell;
    else new CellMark(object, cell);
  }
}
