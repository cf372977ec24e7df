/** Traces of type `image`, which plotly draws only after the picture was taken: their pixels as pictures of the layout. */
import type { Json } from "../notebook/nbformat.js";
import type { PlotlyFigure } from "./figure.js";
import { encodePng } from "./png.js";
import { FigureError } from "./supported.js";

type Trace = PlotlyFigure["data"][number];

/** Channels, and what a channel's full strength is. */
const MODELS: { readonly [model: string]: readonly number[] } = { rgb: [255, 255, 255], rgba: [255, 255, 255, 1], rgba256: [255, 255, 255, 255] };

/**
 * The trace stays, for its axes; where other traces stand, its pixels go behind them.
 * @throws FigureError for an image without pixels, or of a colour model that is not known
 */
export function withImagePixels({ data, layout = {} }: PlotlyFigure): PlotlyFigure {
  const images = data.flatMap((trace, k) => (trace["type"] === "image" ? [pictureOf(trace, k, data.every((each) => each["type"] === "image"))] : []));
  const own = Array.isArray(layout["images"]) ? layout["images"] : [];
  return images.length === 0 ? { data, layout } : { data, layout: { ...layout, images: [...images, ...(own as readonly Json[])] } };
}

function pictureOf(trace: Trace, k: number, isAlone: boolean): Json {
  const { z, colormodel = "rgb", x0 = 0, y0 = 0, dx = 1, dy = 1, xaxis = "x", yaxis = "y" } = trace;
  if (!Array.isArray(z) || !z.every((row) => Array.isArray(row) && row.every(Array.isArray))) throw new FigureError(`trace ${k + 1} of the figure is an image without pixels; an image is { type: "image", z: [[[red, green, blue], …], …] }`);
  const full = typeof colormodel === "string" ? MODELS[colormodel] : undefined;
  if (full === undefined) throw new FigureError(`trace ${k + 1} of the figure has the colour model ${JSON.stringify(colormodel)}, which cannot be drawn; possible are ${Object.keys(MODELS).join(", ")}`);
  const rows = z as unknown as readonly (readonly (readonly number[])[])[];
  const height = rows.length, width = Math.max(0, ...rows.map((row) => row.length));
  return {
    source: `data:image/png;base64,${png(rows, width, height, full)}`, xref: xaxis, yref: yaxis, layer: isAlone ? "above" : "below", sizing: "stretch", xanchor: "left", yanchor: "top",
    x: Number(x0) - Number(dx) / 2, y: Number(y0) - Number(dy) / 2, sizex: width * Number(dx), sizey: height * Number(dy),
  };
}

/** Small images are drawn with several pixels a pixel: readers smooth what they enlarge. */
function png(rows: readonly (readonly (readonly number[])[])[], width: number, height: number, full: readonly number[]): string {
  const times = Math.max(1, Math.floor(480 / Math.max(width, height, 1)));
  const bytes = new Uint8Array(4 * width * times * height * times);
  for (let i = 0; i < height * times; i++) {
    for (let j = 0; j < width * times; j++) {
      const pixel = rows[Math.floor(i / times)]![Math.floor(j / times)];
      if (pixel !== undefined) bytes.set([0, 1, 2, 3].map((c) => Math.max(0, Math.min(255, Math.round((255 * (pixel[c] ?? full[c] ?? 1)) / (full[c] ?? 1))))), 4 * (i * width * times + j));
    }
  }
  return encodePng(width * times, height * times, bytes).toString("base64");
}
