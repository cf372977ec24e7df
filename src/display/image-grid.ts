import type { PlotlyFigure } from "../figure/figure.js";
import { DIVERGING, SIZE } from "../figure/theme.js";
import { rowsOf, type MatrixLike } from "./figures.js";

export interface ImageGridOptions {
  /** Images side by side; 10 unless given. */
  readonly columns?: number;
  /** What stands above each image. */
  readonly titles?: readonly string[];
  /** Entries of both signs: a diverging scale centred at 0 in place of ink on paper. */
  readonly isSigned?: boolean;
}

/** Room for a colour bar, in pixels. */
const BAR = 72;

/**
 * Images of equal size as tiles of one figure, row after row: pixels from 0 (paper) to 1 (ink), or signed weights.
 * @throws Error if there is none, they differ in size, or there are more or fewer titles than images
 */
export function imageGrid(images: readonly MatrixLike[], { columns = 10, titles, isSigned = false }: ImageGridOptions = {}): PlotlyFigure {
  const tiles = images.map(rowsOf), h = tiles[0]?.length ?? 0, w = tiles[0]?.[0]?.length ?? 0;
  if (h === 0 || w === 0) throw new Error("imageGrid: at least one image is needed");
  tiles.forEach((tile, k) => {
    if (tile.length !== h || tile[0]!.length !== w) throw new Error(`imageGrid: image 1 is ${h} × ${w} and image ${k + 1} is ${tile.length} × ${tile[0]?.length ?? 0}; all must be equally large`);
  });
  if (titles !== undefined && titles.length !== tiles.length) throw new Error(`imageGrid: ${tiles.length} images have ${titles.length} titles; each needs one`);
  const across = Math.min(columns, tiles.length), down = Math.ceil(tiles.length / across);
  const gap = Math.max(1, Math.round(w / 8)), head = titles === undefined ? gap : Math.max(gap, Math.round(h / 3));
  const [height, width] = [down * (h + head), across * (w + gap) - gap];
  const z: (number | null)[][] = Array.from({ length: height }, () => Array.from({ length: width }, () => null)); // null: nothing is drawn
  const corner = (k: number): readonly [top: number, left: number] => [Math.floor(k / across) * (h + head) + head, (k % across) * (w + gap)];
  tiles.forEach((tile, k) => {
    const [top, left] = corner(k);
    tile.forEach((row, i) => row.forEach((value, j) => (z[top + i]![left + j] = value)));
  });
  const largest = tiles.flat(2).reduce((size, value) => Math.max(size, Math.abs(value)), 0) || 1;
  const scale = isSigned ? { colorscale: DIVERGING, zmin: -largest, zmax: largest } : { colorscale: [[0, "#f4f4f4"], [1, "#111111"]] as const, zmin: 0, zmax: 1, showscale: false };
  const margin = { l: 4, r: isSigned ? BAR : 4, t: 4, b: 4 }; // there are no axes beside the tiles
  const axis = { visible: false, showgrid: false, zeroline: false };
  return {
    data: [{ type: "heatmap", z, ...scale, hoverongaps: false }],
    layout: {
      xaxis: { ...axis, constrain: "domain" }, yaxis: { ...axis, autorange: "reversed", scaleanchor: "x" },
      annotations: (titles ?? []).map((text, k) => ({ text, x: corner(k)[1] + (w - 1) / 2, y: corner(k)[0] - 0.5, yanchor: "bottom", showarrow: false, font: { size: 12 } })),
      margin,
      height: Math.round(Math.min(560, margin.t + margin.b + ((SIZE.width - margin.l - margin.r) * height) / width)),
    },
  };
}
