/** `dO` side by side as the name of the gradient by O, in documents that define it so. */
import type { Tex } from "../tex/tex.js";
import { keyOf } from "./read-scripts.js";
import type { Reader } from "./reader.js";

export const gradientKey = (key: string): string => `d${key}`;

/** Whether a d right before this name belongs to it. */
export function isGradientName(name: Tex, reader: Reader): boolean {
  const key = keyOf(name, reader);
  return key !== null && /^[A-Za-z]$/.test(key) && reader.scope.quantities.has(gradientKey(key)) && !reader.bound.has(key);
}
