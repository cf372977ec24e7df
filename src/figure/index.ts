/** Figures: plotly's JSON as a static picture, in one look. */
export { CAPTION_KEY, PLOTLY_MIME, TABLE_MIME, type CaptionData, type CellMap, type FigureFont, type MarkedCell, type PlotlyFigure, type TableCell, type TableData } from "./figure.js";
export { cleanSvg } from "./clean-svg.js";
export { computerModern, stixTwoText } from "./fonts.js";
export { renderFigure, type RenderOptions } from "./render-figure.js";
export { drawable, FigureError } from "./supported.js";
export { DIVERGING, PALETTE, SIZE, themed } from "./theme.js";
