import type { Origin } from "./model.js";

/** Something in the author's text that is wrong: it is shown in place and it fails the build. */
export interface Problem {
  readonly where: string;
  readonly message: string;
  /** Lines beside it: the code around the place, or what a cell printed last. */
  readonly quote?: string;
}

/** "notebooks/1-x.ipynb, cell 5": cells are counted from 1 in words. */
export const placeText = ({ notebook, cell }: Origin): string => `${notebook}, cell ${cell + 1}`;
