/** How the ten digits are written: strokes of a pen in a unit square, x to the right, y down. */

export type Point = readonly [x: number, y: number];
export type Stroke = readonly Point[];

/** A piece of an ellipse as a polygon; angles in turns, clockwise from the right. */
const arc = (cx: number, cy: number, rx: number, ry: number, from: number, to: number): Stroke =>
  Array.from({ length: 13 }, (_, k) => {
    const angle = 2 * Math.PI * (from + ((to - from) * k) / 12);
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  });

/** The ways in which each digit is written; one of them is drawn. */
export const STROKES: readonly (readonly (readonly Stroke[])[])[] = [
  [[arc(0.5, 0.5, 0.26, 0.4, 0, 1)]],
  [[[[0.52, 0.1], [0.5, 0.9]]], [[[0.36, 0.26], [0.52, 0.1], [0.52, 0.9]]], [[[0.36, 0.26], [0.52, 0.1], [0.52, 0.9]], [[0.34, 0.9], [0.7, 0.9]]]],
  [[[...arc(0.48, 0.32, 0.24, 0.22, 0.5, 1.1), [0.24, 0.9], [0.78, 0.88]]]],
  [[arc(0.46, 0.3, 0.22, 0.2, 0.55, 1.25), arc(0.46, 0.69, 0.26, 0.21, 0.75, 1.45)], [[[0.24, 0.12], [0.7, 0.12], [0.46, 0.44], ...arc(0.46, 0.67, 0.25, 0.22, 0.75, 1.42)]]],
  [[[[0.58, 0.1], [0.22, 0.62], [0.82, 0.62]], [[0.62, 0.36], [0.6, 0.92]]], [[[0.28, 0.12], [0.26, 0.5], [0.74, 0.5]], [[0.7, 0.12], [0.68, 0.9]]]],
  [[[[0.74, 0.12], [0.34, 0.12], [0.3, 0.46], ...arc(0.46, 0.66, 0.25, 0.24, 0.68, 1.42)]]],
  [[[[0.66, 0.1], [0.4, 0.32], [0.28, 0.6], ...arc(0.5, 0.68, 0.23, 0.22, 0.5, 1.5)]]],
  [[[[0.22, 0.12], [0.78, 0.12], [0.42, 0.9]]], [[[0.22, 0.12], [0.78, 0.12], [0.42, 0.9]], [[0.36, 0.5], [0.7, 0.5]]]],
  [[arc(0.5, 0.29, 0.2, 0.19, 0, 1), arc(0.5, 0.69, 0.24, 0.21, 0, 1)]],
  [[[...arc(0.48, 0.34, 0.23, 0.23, 0, 1), [0.7, 0.6], [0.56, 0.9]]]],
];
