import { uniform } from "../layers/random.js";
import type { ImageSet } from "./image-set.js";
import { STROKES, type Point, type Stroke } from "./strokes.js";

export interface DigitOptions {
  /** Rows and columns; 28 unless given, as MNIST has. */
  readonly size?: number;
  /** How strongly each pixel is disturbed; 0.15 unless given. */
  readonly noise?: number;
}

const CLASSES = Array.from({ length: 10 }, (_, digit) => String(digit));

/**
 * Digits that were never handwritten: strokes whose points are shaken, turned, sheared, stretched and moved at random, drawn with a pen of random
 * thickness, with noise on top. The same seed gives the same images on every machine. They stand in for a real data set where none is at hand, and are easier.
 * Classes take turns: sample k shows k mod 10.
 */
export function digits(N: number, seed: number, { size = 28, noise = 0.15 }: DigitOptions = {}): ImageSet {
  const draw = uniform(seed);
  const data = new Float64Array(size * size * N);
  const labels = Array.from({ length: N }, (_, k) => k % 10);
  labels.forEach((digit, k) => {
    const image = drawDigit(digit, size, draw(12).data, (count) => draw(count, 2).data);
    const grain = draw(size * size).data;
    for (let p = 0; p < image.length; p++) data[p * N + k] = clamp(image[p]! + noise * grain[p]!);
  });
  return { images: { shape: [1, size, size, N], data, seed }, labels, classes: CLASSES };
}

const clamp = (x: number): number => Math.min(1, Math.max(0, x));

/** @param u twelve numbers in [−1, 1) that decide the hand; `shake` gives more, for the points */
function drawDigit(digit: number, size: number, u: Float64Array, shake: (count: number) => Float64Array): Float64Array {
  const ways = STROKES[digit]!;
  const way = ways[Math.floor(((u[0]! + 1) / 2) * ways.length)]!;
  const move = affine(u, size), thickness = (size / 28) * (1.25 + 0.55 * u[7]!);
  const strokes = way.map((stroke) => shaken(stroke, shake(stroke.length)).map(move));
  return ink(strokes, size, thickness);
}

/** Each point by a few hundredths, a long stroke smoothly: neighbours share half of it. */
function shaken(stroke: Stroke, by: Float64Array): Stroke {
  const at = (k: number, axis: number): number => 0.04 * (by[2 * k + axis]! + by[2 * Math.max(k - 1, 0) + axis]!) / 2;
  return stroke.map(([x, y], k) => [x + at(k, 0), y + at(k, 1)]);
}

/** Turned, sheared, stretched about the middle and moved, from the unit square to pixels. */
function affine(u: Float64Array, size: number): (point: Point) => Point {
  const angle = 0.3 * u[1]!, shear = 0.35 * u[2]!, width = 0.72 * (1 + 0.2 * u[3]!), height = 0.76 * (1 + 0.15 * u[4]!);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ([x, y]) => {
    const [a, b] = [width * (x - 0.5 - shear * (y - 0.5)), height * (y - 0.5)];
    return [size * (0.5 + cos * a - sin * b + 0.08 * u[5]!), size * (0.5 + sin * a + cos * b + 0.08 * u[6]!)];
  };
}

/** Ink where a pixel's middle is within the pen's reach of a stroke, fading over one pixel. */
function ink(strokes: readonly Stroke[], size: number, thickness: number): Float64Array {
  const image = new Float64Array(size * size);
  for (const stroke of strokes) {
    for (let k = 1; k < stroke.length; k++) {
      const [from, to] = [stroke[k - 1]!, stroke[k]!];
      const range = (axis: 0 | 1): readonly [number, number] => [Math.max(0, Math.floor(Math.min(from[axis], to[axis]) - thickness - 1)), Math.min(size - 1, Math.ceil(Math.max(from[axis], to[axis]) + thickness + 1))];
      const [left, right] = range(0), [top, bottom] = range(1);
      for (let i = top; i <= bottom; i++) {
        for (let j = left; j <= right; j++) image[i * size + j] = Math.max(image[i * size + j]!, clamp(thickness + 0.5 - distance([j + 0.5, i + 0.5], from, to)));
      }
    }
  }
  return image;
}

/** From a point to the segment between two others. */
function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
