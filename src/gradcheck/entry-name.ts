import { placeText } from "../layers/matrix.js";

/** `[2,6]`, counted from 0 as in code. */
export const bracket = (index: readonly number[]): string => (index.length === 0 ? "" : `[${index.join(",")}]`);

/** An entry by name, as in code (from 0) and as on paper (from 1): `dL/dW[2,6] (row 3, column 7)`. A number has neither. */
export const entryName = (input: string, index: readonly number[]): string =>
  index.length < 2 ? `dL/d${input}${bracket(index)}` : `dL/d${input}${bracket(index)} (${placeText(index)})`;
