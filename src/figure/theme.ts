/** One look for all figures: the author's settings win, these fill the rest. */
import type { Json } from "../notebook/nbformat.js";
import type { FigureFont, PlotlyFigure } from "./figure.js";
import { labelMarkup } from "./label-tex.js";

type Settings = { readonly [key: string]: Json };

/** Okabe and Ito (2008): told apart by readers with any colour vision. Yellow is left out, it is too light for lines. */
export const PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"] as const;

/** Viridis (van der Walt and Smith, 2015): equal steps look equal, also in grey. */
const SEQUENTIAL = [[0, "#440154"], [0.25, "#3b528b"], [0.5, "#21918c"], [0.75, "#5ec962"], [1, "#fde725"]];

/** Blue for negative, white at zero, red for positive (ColorBrewer RdBu, reversed). */
export const DIVERGING: Json = [[0, "#2166ac"], [0.25, "#92c5de"], [0.5, "#f7f7f7"], [0.75, "#f4a582"], [1, "#b2182b"]];

/** Size in px; at 96 px an inch that is 16.9 cm by 9.3 cm, the width of a column. */
export const SIZE = { width: 640, height: 352 } as const;

const INK = "#222222", LINE = "#888888", GRID = "#e6e6e6";

const axis: Settings = { automargin: true, linecolor: LINE, linewidth: 1, showline: true, ticks: "outside", ticklen: 4, tickcolor: LINE, gridcolor: GRID, zeroline: false, exponentformat: "power", minor: { ticks: "" } };

/** The template plotly fills in where the author says nothing. */
function template(font: FigureFont): Settings {
  const heatmap: Settings = { colorscale: SEQUENTIAL, colorbar: { thickness: 12, outlinewidth: 0, ticks: "outside", ticklen: 3, exponentformat: "power" } };
  return {
    layout: {
      font: { family: font.family, size: 14, color: INK },
      title: { font: { size: 15 } },
      colorway: [...PALETTE],
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      margin: { l: 56, r: 16, t: 24, b: 48 },
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", font: { size: 13 } },
      xaxis: axis,
      yaxis: axis,
      bargap: 0.25,
    },
    data: { heatmap: [heatmap], contour: [heatmap], histogram2d: [heatmap], scatter: [{ line: { width: 2 }, marker: { size: 6 } }] },
  };
}

/**
 * The figure in the house style, labels translated, size set: what is drawn on paper and in the page, still and interactive.
 * @throws FigureError for LaTeX in a label that cannot be shown
 */
export function themed({ data, layout = {} }: PlotlyFigure, font: FigureFont): PlotlyFigure {
  const labelled = withLabels({ data, layout }) as PlotlyFigure;
  const hasTitle = layout["title"] !== undefined && layout["title"] !== null;
  const size = { ...SIZE, ...pick(layout, ["width", "height"]) };
  const base = template(font);
  const shaped = hasTitle ? { ...base, layout: { ...(base["layout"] as Settings), margin: { l: 56, r: 16, t: 64, b: 48 } } } : base;
  return { data: labelled.data, layout: { ...labelled.layout, ...size, template: (layout["template"] ?? shaped) } };
}

const pick = (from: Settings, keys: readonly string[]): Settings => Object.fromEntries(keys.filter((key) => typeof from[key] === "number").map((key) => [key, from[key]!]));

/** Every label of a figure (`text`, `title`, `name`, `ticktext`) with its LaTeX translated. */
function withLabels(value: unknown, key = ""): unknown {
  if (typeof value === "string") return /^(text|title|name|ticktext)$/.test(key) && value.includes("$") ? labelMarkup(value) : value;
  if (Array.isArray(value)) return /^(x|y|z)$/.test(key) ? value : value.map((item) => withLabels(item, key));
  if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withLabels(inner, name)]));
  return value;
}
