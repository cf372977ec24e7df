/** As much of a canvas as plotly's heatmaps use: filled rectangles and pixels, read back as a PNG. */
import type { FigureFont } from "./figure.js";
import { textWidth } from "./fonts.js";
import { encodePng } from "./png.js";

export interface CanvasElement {
  width: number | string;
  height: number | string;
}

interface ImageData {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** The pixels of each canvas; they go when the canvas goes. */
const pixels = new WeakMap<CanvasElement, Uint8Array>();

function pixelsOf(canvas: CanvasElement): Uint8Array {
  const size = 4 * Number(canvas.width) * Number(canvas.height);
  const found = pixels.get(canvas);
  if (found?.length === size) return found;
  const fresh = new Uint8Array(size);
  pixels.set(canvas, fresh);
  return fresh;
}

export const toDataUrl = (canvas: CanvasElement): string =>
  `data:image/png;base64,${encodePng(Number(canvas.width), Number(canvas.height), pixelsOf(canvas)).toString("base64")}`;

/** The 2-D context of a canvas. What is not listed is not used by the traces that can be drawn here; calling it is an error, not a blank. */
export function context2d(canvas: CanvasElement, font: FigureFont): object {
  const blank = (width: number, height: number): ImageData => ({ width, height, data: new Uint8ClampedArray(4 * width * height) });
  return {
    canvas,
    fillStyle: "#000",
    createImageData: blank,
    getImageData: (_x: number, _y: number, width: number, height: number) => blank(width, height),
    putImageData: ({ data }: ImageData) => pixelsOf(canvas).set(data),
    fillRect(this: { fillStyle: string }, x: number, y: number, width: number, height: number) {
      fill(canvas, colourOf(this.fillStyle), [x, y, x + width, y + height]);
    },
    measureText: (text: string) => ({ width: textWidth(text, 12, font) }),
  };
}

/** `rgb(…)` and `rgba(…)`, which is what plotly writes. */
function colourOf(style: string): readonly number[] {
  const parts = /^rgba?\(([^)]+)\)$/.exec(style)?.[1]?.split(",").map(Number);
  if (parts === undefined) throw new Error(`a heatmap used the colour ${style}, which is not rgb() or rgba()`);
  return [parts[0]!, parts[1]!, parts[2]!, Math.round(255 * (parts[3] ?? 1))];
}

function fill(canvas: CanvasElement, colour: readonly number[], [left, top, right, bottom]: readonly [number, number, number, number]): void {
  const data = pixelsOf(canvas), width = Number(canvas.width), height = Number(canvas.height);
  for (let y = Math.max(0, Math.round(top)); y < Math.min(height, Math.round(bottom)); y++) {
    for (let x = Math.max(0, Math.round(left)); x < Math.min(width, Math.round(right)); x++) data.set(colour, 4 * (y * width + x));
  }
}
