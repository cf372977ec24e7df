import type { Json } from "../notebook/nbformat.js";
import { DIVERGING } from "./theme.js";

/** Blue for −1, almost white for 0, red for 1, told apart with any colour vision. */
export const divergingColour = (value: number): string => colourAt(DIVERGING, (value + 1) / 2);

/** A colour of plotly's scale, from 0 to 1; between its stops on a straight line. */
export function colourAt(scale: Json, place: number): string {
  const stops = (scale as readonly (readonly [at: number, colour: string])[]).map(([at, colour]) => ({ at, rgb: [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16)) }));
  const at = Math.max(0, Math.min(1, place));
  const k = Math.max(1, stops.findIndex((stop) => at <= stop.at));
  const [low, high] = [stops[k - 1]!, stops[k]!];
  const share = (at - low.at) / (high.at - low.at);
  return `#${low.rgb.map((from, c) => Math.round(from + share * (high.rgb[c]! - from)).toString(16).padStart(2, "0")).join("")}`;
}

/** Whether white is read better on it than black (relative luminance, ITU-R BT.709, without its gamma). */
export const isDark = (colour: string): boolean => [1, 3, 5].reduce((sum, at, c) => sum + [0.2126, 0.7152, 0.0722][c]! * parseInt(colour.slice(at, at + 2), 16), 0) < 128;
