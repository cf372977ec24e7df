/** `backproof/display`: tables, plots and LaTeX from a notebook's cell. */
export { markdown, plot, show, table, tex } from "./show.js";
export { heatmap, scatterAgreement, type Agreement, type HeatmapOptions, type MatrixLike } from "./figures.js";
export { imageGrid, type ImageGridOptions } from "./image-grid.js";
export { formatNumber, tableBundle, tableData, type CellValue } from "./table.js";
export { FigureError } from "../figure/supported.js";
export type { CaptionData, PlotlyFigure, TableCell, TableData } from "../figure/figure.js";
