/** What reports draw with plotly: each feature with a figure, and texts that its picture must show. One row is one test. */
import type { PlotlyFigure } from "../../src/figure/figure.js";

const xs = Array.from({ length: 12 }, (_, k) => k);
const f = (k: number): number => Math.round(1000 * Math.exp(-k / 4) + 40 * Math.sin(7 * k)) / 1000;
const y = xs.map(f), y2 = xs.map((k) => f(k) * 0.6 + 0.1);
const PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8AAAAMBAQAY3Y2wAAAAAElFTkSuQmCC";

export const FEATURES: readonly (readonly [feature: string, texts: readonly string[], figure: PlotlyFigure])[] = [
  ["lines", ["train", "test", "epoch", "loss"], { data: [{ x: xs, y, mode: "lines", name: "train" }, { x: xs, y: y2, mode: "lines", name: "test", line: { dash: "dash" } }], layout: { xaxis: { title: { text: "epoch" } }, yaxis: { title: { text: "loss" } } } }],
  ["markers", [], { data: [{ x: xs, y, mode: "markers", marker: { symbol: "diamond", size: 9, color: y, colorscale: "Viridis", showscale: true } }] }],
  ["lines+markers+text", ["a", "e"], { data: [{ x: xs.slice(0, 5), y: y.slice(0, 5), mode: "lines+markers+text", text: ["a", "b", "c", "d", "e"], textposition: "top center" }] }],
  ["bar", ["cat", "train", "3"], { data: [{ type: "bar", x: ["cat", "dog", "bird"], y: [3, 5, 2], name: "train", text: ["3", "5", "2"] }, { type: "bar", x: ["cat", "dog", "bird"], y: [2, 4, 1], name: "test" }], layout: { barmode: "group" } }],
  ["stacked horizontal bar", ["a long label of a bar", "two"], { data: [{ type: "bar", orientation: "h", y: ["a long label of a bar", "b"], x: [3, 5], name: "one" }, { type: "bar", orientation: "h", y: ["a long label of a bar", "b"], x: [2, 1], name: "two" }], layout: { barmode: "stack" } }],
  ["histogram", [], { data: [{ type: "histogram", x: xs.flatMap((k) => Array<number>((k % 5) + 1).fill(f(k))), nbinsx: 10 }] }],
  ["heatmap", ["r", "c", "6"], { data: [{ type: "heatmap", z: [[1, 2, 3], [4, 5, 6]], x: ["a", "b", "c"], y: ["r", "s"], text: [["1", "2", "3"], ["4", "5", "6"]], texttemplate: "%{text}" }] }],
  ["contour", [], { data: [{ type: "contour", z: xs.map((i) => xs.map((j) => (i - 5) ** 2 + 3 * (j - 6) ** 2)), contours: { coloring: "lines" } }, { x: [1, 3, 5], y: [11, 8, 6], mode: "lines+markers" }] }],
  ["box", ["a", "b"], { data: [{ type: "box", y, name: "a", boxpoints: "all" }, { type: "box", y: y2, name: "b" }] }],
  ["violin", [], { data: [{ type: "violin", y, name: "a", box: { visible: true } }] }],
  ["error bars", [], { data: [{ x: xs, y, error_y: { type: "data", array: xs.map(() => 0.08), visible: true }, error_x: { type: "constant", value: 0.3 }, mode: "markers" }] }],
  ["log axes", ["step <tspan"], { data: [{ x: xs.map((k) => 10 ** (-k)), y: xs.map((k) => 10 ** (-k) + 1e-12 * 10 ** k), mode: "lines+markers" }], layout: { xaxis: { type: "log", title: { text: "step $h$" }, autorange: "reversed" }, yaxis: { type: "log", exponentformat: "power" } } }],
  ["date axis", ["Jul 2026"], { data: [{ x: ["2026-01-01", "2026-02-15", "2026-04-01", "2026-07-20"], y: [1, 3, 2, 4] }] }],
  ["subplots", [], { data: [{ x: xs, y }, { x: xs, y: y2, xaxis: "x2", yaxis: "y2" }, { type: "bar", x: xs, y, xaxis: "x3", yaxis: "y3" }, { type: "heatmap", z: [[1, 2], [3, 4]], xaxis: "x4", yaxis: "y4", showscale: false }], layout: { grid: { rows: 2, columns: 2, pattern: "independent" }, showlegend: false, height: 480 } }],
  ["two y axes", ["accuracy, %", "60"], { data: [{ x: xs, y, name: "loss" }, { x: xs, y: xs.map((k) => 90 - 50 / (k + 1)), name: "accuracy", yaxis: "y2" }], layout: { yaxis: { title: { text: "loss" } }, yaxis2: { overlaying: "y", side: "right", title: { text: "accuracy, %" } } } }],
  ["annotations", ["corner", "knee"], { data: [{ x: xs, y }], layout: { annotations: [{ x: 3, y: f(3), text: "the <b>knee</b>", showarrow: true, arrowhead: 2, ax: 40, ay: -40 }, { xref: "paper", yref: "paper", x: 1, y: 1, text: "corner", showarrow: false }] } }],
  ["shapes", [], { data: [{ x: xs, y }], layout: { shapes: [{ type: "line", x0: 4, x1: 4, yref: "paper", y0: 0, y1: 1, line: { dash: "dot" } }, { type: "rect", xref: "x", yref: "paper", x0: 6, x1: 8, y0: 0, y1: 1, fillcolor: "#56B4E9", opacity: 0.2, line: { width: 0 } }, { type: "circle", x0: 0, x1: 2, y0: 0.4, y1: 0.8 }] } }],
  ["filled bands", ["mean"], { data: [{ x: xs, y: y.map((v) => v - 0.1), mode: "lines", line: { width: 0 }, showlegend: false }, { x: xs, y: y.map((v) => v + 0.1), mode: "lines", fill: "tonexty", line: { width: 0 }, name: "±1 sd" }, { x: xs, y, mode: "lines", name: "mean" }] }],
  ["filled area", [], { data: [{ x: xs, y, fill: "tozeroy" }, { x: xs, y: y2, line: { shape: "hv" } }, { x: xs, y: y.map((v) => v + 0.3), line: { shape: "spline" } }] }],
  ["legend", ["a rather long name, 6"], { data: Array.from({ length: 7 }, (_, k) => ({ x: xs, y: y.map((v) => v + k / 5), name: `a rather long name, ${k}` })), layout: { legend: { orientation: "v", x: 1.02, y: 1 } } }],
  ["colour scale", ["value"], { data: [{ type: "heatmap", z: [[-1, 0], [0.5, 1]], colorscale: "RdBu", zmid: 0, colorbar: { title: { text: "value" } } }] }],
  ["title", ["two lines"], { data: [{ x: xs, y }], layout: { title: { text: "A title with $\\alpha^2$ and<br>two lines" } } }],
  ["pie", ["50%", "c"], { data: [{ type: "pie", labels: ["a", "b", "c"], values: [1, 2, 3], hole: 0.4 }] }],
  ["histogram2d", [], { data: [{ type: "histogram2d", x: xs.map((k) => k % 4), y: xs.map((k) => k % 3) }] }],
  ["image", [], { data: [{ type: "image", z: [[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 0]]] }] }],
  ["ternary", ["Component A"], { data: [{ type: "scatterternary", a: [1, 2, 3], b: [3, 2, 1], c: [2, 2, 2], mode: "markers" }] }],
  ["layout images", [], { data: [{ x: xs, y }], layout: { images: [{ source: PIXEL, xref: "paper", yref: "paper", x: 0.5, y: 0.5, sizex: 0.2, sizey: 0.2 }] } }],
  ["scattergl", [], { data: [{ type: "scattergl", x: xs, y, mode: "markers" }] }],
  ["gaps", [], { data: [{ x: xs, y: y.map((v, k) => (k === 5 ? null : v)) }] }],
  ["category and multicategory", ["2026"], { data: [{ type: "bar", x: [["2025", "2025", "2026"], ["a", "b", "a"]], y: [1, 2, 3] }] }],
];

/** What needs WebGL, a map or another bundle. */
export const REFUSED: readonly string[] = ["surface", "scatter3d", "mesh3d", "cone", "isosurface", "volume", "scatterpolar", "scatterpolargl", "barpolar", "sankey", "treemap", "sunburst", "icicle", "parcoords", "parcats", "splom", "choropleth", "scattergeo", "scattermap", "scattermapbox", "table", "candlestick", "ohlc", "waterfall", "funnel", "indicator", "carpet", "heatmapgl", "pointcloud", "constructor"];
