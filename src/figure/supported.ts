/** Which figures can be drawn without a browser; the others are refused before anything is tried. */
import type { PlotlyFigure } from "./figure.js";

/** A figure that cannot be drawn, with what is possible instead. */
export class FigureError extends Error {
  override readonly name = "FigureError";
}

/** The traces of the bundle (plotly.js cartesian). */
const TRACES = new Set(["scatter", "bar", "box", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "pie", "contour", "scatterternary", "violin"]);

/**
 * The figure as it will be drawn: `scattergl` as `scatter`, everything else as it is.
 * @throws FigureError naming the trace and its type
 */
export function drawable(figure: unknown): PlotlyFigure {
  const { data, layout } = (figure ?? {}) as { readonly data?: unknown; readonly layout?: unknown };
  if (!Array.isArray(data)) throw new FigureError("a figure is { data: [trace, …], layout }; this one has no list `data`");
  if (layout !== undefined && (layout === null || typeof layout !== "object" || Array.isArray(layout))) throw new FigureError("a figure's `layout` must be an object");
  return { data: data.map(drawableTrace), ...(layout === undefined ? {} : { layout: layout as NonNullable<PlotlyFigure["layout"]> }) };
}

function drawableTrace(trace: unknown, k: number): PlotlyFigure["data"][number] {
  if (trace === null || typeof trace !== "object" || Array.isArray(trace)) throw new FigureError(`trace ${k + 1} of the figure is ${JSON.stringify(trace)}; a trace is an object such as { type: "scatter", x, y }`);
  const { type = "scatter" } = trace as { readonly type?: unknown };
  const drawn = type === "scattergl" ? "scatter" : type;
  if (typeof drawn !== "string" || !TRACES.has(drawn)) {
    throw new FigureError(`trace ${k + 1} of the figure has the type ${JSON.stringify(type)}, which cannot be drawn without a browser; possible are ${[...TRACES].join(", ")}`);
  }
  return { ...trace, type: drawn };
}
