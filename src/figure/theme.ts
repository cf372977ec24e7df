/** One look for all figures: the author's settings win, these fill the rest. */
import type { Json } from "../notebook/nbformat.js";
import type { FigureFont, PlotlyFigure } from "./figure.js";
import { labelMarkup } from "./label-tex.js";

type Settings = { readonly [key: string]: Json };

/** Okabe and Ito (2008): told apart by readers with any colour vision. Yellow is left out, it is too light for lines. */
export const PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"] as const;

/** Viridis (van der Walt and Smith, 2015): equal steps look equal, also in grey. */
export const SEQUENTIAL: Json = [[0, "#440154"], [0.25, "#3b528b"], [0.5, "#21918c"], [0.75, "#5ec962"], [1, "#fde725"]];

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
  const size = { ...SIZE, ...pick(layout, ["width", "height"]) };
  return { data: labelled.data, layout: { ...labelled.layout, ...secondAxes(labelled.layout ?? {}), ...size, template: layout["template"] ?? shaped(template(font), data, layout) } };
}

/** Room above for a title and for the corner of a triangle; a legend that the author has placed is placed by nothing else. */
function shaped(base: Settings, data: PlotlyFigure["data"], layout: Settings): Settings {
  const inner = base["layout"] as Settings;
  const top = typeof layout["title"] === "object" && layout["title"] !== null || typeof layout["title"] === "string" ? 64 : data.some((trace) => trace["type"] === "scatterternary") ? 48 : 24;
  const isPlaced = Object.keys((layout["legend"] ?? {}) as Settings).some((key) => /^([xy](anchor|ref)?|orientation)$/.test(key));
  const { font, ...place } = inner["legend"] as Settings;
  return { ...base, layout: { ...inner, margin: { ...(inner["margin"] as Settings), t: top }, legend: { font: font!, ...(isPlaced ? {} : place) } } };
}

/** An axis over another has round ticks of its own, and no second grid. */
function secondAxes(layout: Settings): Settings {
  const over = Object.entries(layout).filter((entry): entry is [string, Settings] => /^[xy]axis\d+$/.test(entry[0]) && typeof entry[1] === "object" && entry[1] !== null && typeof (entry[1] as Settings)["overlaying"] === "string");
  return Object.fromEntries(over.map(([name, own]) => [name, { showgrid: false, ...(own["tickvals"] === undefined && { tickmode: "auto" }), ...own }]));
}

const pick = (from: Settings, keys: readonly string[]): Settings => Object.fromEntries(keys.filter((key) => typeof from[key] === "number").map((key) => [key, from[key]!]));

/** Every label of a figure (`text`, `title`, `name`, `ticktext`) with its LaTeX translated. */
function withLabels(value: unknown, key = ""): unknown {
  if (typeof value === "string") return /^(text|title|name|ticktext)$/.test(key) && value.includes("$") ? labelMarkup(value) : value;
  if (Array.isArray(value)) return /^(x|y|z)$/.test(key) ? value : value.map((item) => withLabels(item, key));
  if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withLabels(inner, name)]));
  return value;
}
