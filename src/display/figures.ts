/** Figures that derivations want often, as plotly data. */
import type { Json } from "../notebook/nbformat.js";
import type { PlotlyFigure } from "../figure/figure.js";
import { colourAt, isDark } from "../figure/diverging-colour.js";
import { DIVERGING, PALETTE, SEQUENTIAL } from "../figure/theme.js";
import { formatNumber } from "./table.js";

/** A matrix as rows of numbers, or as the layers module holds it. */
export type MatrixLike = readonly (readonly number[])[] | { readonly shape: readonly [rows: number, columns: number]; readonly data: ArrayLike<number> };

export interface HeatmapOptions {
  readonly rowTitle?: string;
  readonly columnTitle?: string;
  readonly title?: string;
  /** Write the entries into their cells; by default where there are at most 150. */
  readonly values?: boolean;
}

/** The rows as lists of numbers. */
export const rowsOf = (A: MatrixLike): readonly (readonly number[])[] =>
  "shape" in A ? Array.from({ length: A.shape[0] }, (_, i) => Array.from({ length: A.shape[1] }, (_, j) => A.data[i * A.shape[1] + j] as number)) : A;

/** Beyond so many columns or rows the lines between the cells would outweigh the cells. */
const FINE = { columns: 40, rows: 25 } as const;

/**
 * A matrix as coloured cells, row 1 on top, indices from 1. Entries of both signs get a diverging scale centred at 0.
 */
export function heatmap(A: MatrixLike, { rowTitle = "row", columnTitle = "column", title, values }: HeatmapOptions = {}): PlotlyFigure {
  const z = rowsOf(A), entries = z.flat(), columns = z[0]?.length ?? 0;
  const largest = entries.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  const [least, most] = entries.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const isSigned = entries.some((value) => value < 0) && entries.some((value) => value > 0);
  const scale = isSigned ? { colorscale: DIVERGING, zmin: -largest, zmax: largest } : {};
  const written = values ?? entries.length <= 150;
  const indices = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1);
  const colour = (value: number): string => (isSigned ? colourAt(DIVERGING, (value / largest + 1) / 2) : colourAt(SEQUENTIAL, most > least ? (value - least) / (most - least) : 0.5));
  const notes = written ? z.flatMap((row, i) => row.map((value, j) => note(value, i, j, colour(value)))) : [];
  const gap = columns > FINE.columns || z.length > FINE.rows ? 0 : 1;
  const axis = (text: string, count: number): Json => ({ title: { text }, showgrid: false, showline: false, ticks: "", ...(count <= 20 ? { tickmode: "array", tickvals: indices(count), ticktext: indices(count).map(String) } : {}) });
  return {
    data: [{ type: "heatmap", x: indices(columns), y: indices(z.length), z: z, xgap: gap, ygap: gap, ...scale }],
    layout: { xaxis: axis(columnTitle, columns), yaxis: { ...(axis(rowTitle, z.length) as object), autorange: "reversed" }, annotations: notes, ...(title === undefined ? {} : { title: { text: title } }) },
  };
}

/** The entry in its cell; on dark cells in white. */
const note = (value: number, i: number, j: number, colour: string): Json => ({
  x: j + 1, y: i + 1, text: value === 0 ? "0" : formatNumber(Number(value.toPrecision(2))), showarrow: false, font: { size: 11, color: isDark(colour) ? "#ffffff" : "#222222" },
});

export interface Agreement {
  readonly name: string;
  readonly analytic: MatrixLike;
  readonly numerical: MatrixLike;
}

/** Derived against numerical values, a point for each entry; where they agree the points lie on the diagonal. */
export function scatterAgreement(gradients: readonly Agreement[]): PlotlyFigure {
  const points = gradients.map(({ name, analytic, numerical }) => ({ name, x: rowsOf(analytic).flat(), y: rowsOf(numerical).flat() }));
  const all = points.flatMap(({ x, y }) => [...x, ...y]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const symbols = ["circle", "diamond", "square", "cross", "triangle-up"];
  return {
    data: [
      { type: "scatter", mode: "lines", name: "equal", x: [low, high], y: [low, high], line: { color: "#888888", width: 1 } },
      ...points.map(({ name, x, y }, k) => ({ type: "scatter", mode: "markers", name, x, y, marker: { size: 7, symbol: symbols[k % symbols.length]!, color: PALETTE[k % PALETTE.length]! } })),
    ],
    layout: { xaxis: { title: { text: "derived" } }, yaxis: { title: { text: "numerical" } } },
  };
}
