import { DIVERGING } from "./theme.js";

const STOPS = (DIVERGING as readonly (readonly [at: number, colour: string])[]).map(([at, colour]) => ({ at: 2 * at - 1, rgb: [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16)) }));

/** Blue for −1, almost white for 0, red for 1, told apart with any colour vision; between the stops of the scale on a straight line. */
export function divergingColour(value: number): string {
  const at = Math.max(-1, Math.min(1, value));
  const k = Math.max(1, STOPS.findIndex((stop) => at <= stop.at));
  const [low, high] = [STOPS[k - 1]!, STOPS[k]!];
  const share = (at - low.at) / (high.at - low.at);
  return `#${low.rgb.map((from, c) => Math.round(from + share * (high.rgb[c]! - from)).toString(16).padStart(2, "0")).join("")}`;
}

/** Whether white is read better on it than black (relative luminance, ITU-R BT.709, without its gamma). */
export const isDark = (colour: string): boolean => [1, 3, 5].reduce((sum, at, c) => sum + [0.2126, 0.7152, 0.0722][c]! * parseInt(colour.slice(at, at + 2), 16), 0) < 128;
