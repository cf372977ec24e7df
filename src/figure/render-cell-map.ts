/** A map of cells as a small static SVG, without plotly: rectangles, marks and a scale. */
import type { CellMap, FigureFont, MarkedCell } from "./figure.js";
import { textWidth } from "./fonts.js";
import { divergingColour, isDark } from "./diverging-colour.js";

/** Sizes in px. */
const WIDEST = 440, HIGHEST = 300, LARGEST_CELL = 26, TEXT = 13, SMALL = 12, GAP = 8;
/** Smaller cells hold no mark: it goes around them. */
const FINE = 7;
const INK = "#222222", LINE = "#888888", AGREES = "#f7f7f7", GRID = "#dddddd";

interface Frame {
  readonly left: number;
  readonly top: number;
  /** Width and height of a cell. */
  readonly cell: number;
  readonly width: number;
  readonly height: number;
}

/** The picture. The same map gives the same bytes. */
export function renderCellMap(map: CellMap, font: FigureFont): string {
  const { rows, columns, cells } = map;
  const cell = Math.min(LARGEST_CELL, WIDEST / columns, HIGHEST / rows);
  const largest = cells.reduce((size, { value }) => Math.max(size, Math.abs(value ?? 0)), 0);
  const labels = Math.max(...ticks(rows).map((k) => textWidth(String(k + 1), SMALL, font)));
  const frame: Frame = { left: Math.ceil(TEXT + GAP + labels + GAP), top: 2 * TEXT + 3 * GAP, cell, width: cell * columns, height: cell * rows };
  const legend = legendOf(map, largest, { x: frame.left + frame.width + 2 * GAP, y: frame.top, isFine: cell < FINE }, font);
  const width = Math.ceil(Math.max(frame.left + frame.width + 2 * GAP + legend.width, frame.left + textWidth(map.title, TEXT, font)) + GAP), height = Math.ceil(frame.top + Math.max(frame.height, legend.height) + GAP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" style="max-width: ${width}px; font-family: ${font.family}; font-size: ${SMALL}px; fill: ${INK}">`, // its own size at most, on a page that draws pictures as wide as it is
    text(map.title, frame.left, TEXT, { size: TEXT }),
    ...axes(map, frame),
    `<rect x="${frame.left}" y="${frame.top}" width="${round(frame.width)}" height="${round(frame.height)}" style="fill: ${AGREES}; stroke: ${LINE}; stroke-width: 1"/>`,
    ...grid(map, frame),
    ...cells.map((each) => cellSvg(each, largest, frame)),
    ...legend.svg,
    "</svg>",
  ].join("");
}

const round = (value: number): number => Math.round(value * 100) / 100;
const escape = (words: string): string => words.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function text(words: string, x: number, y: number, { size = SMALL, anchor = "start", turn = false }: { readonly size?: number; readonly anchor?: "start" | "middle" | "end"; readonly turn?: boolean } = {}): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" style="font-size: ${size}px"${turn ? ` transform="rotate(-90 ${round(x)} ${round(y)})"` : ""}>${escape(words)}</text>`;
}

/** Places that get a number: all, or about ten of many, the first among them. */
function ticks(count: number): readonly number[] {
  if (count <= 12) return Array.from({ length: count }, (_, k) => k);
  const step = [2, 5, 10, 20, 50, 100, 200, 500, 1000].find((each) => count / each <= 10)!;
  return [0, ...Array.from({ length: Math.floor(count / step) }, (_, k) => (k + 1) * step - 1)];
}

/** Rows and columns counted from 1, as on paper; rows downwards. */
function axes({ rows, columns, rowTitle, columnTitle }: CellMap, { left, top, cell, width, height }: Frame): readonly string[] {
  const fits = (k: number, count: number): boolean => count <= 12 && cell >= SMALL ? true : k === 0 || (k + 1) * cell > 3 * SMALL;
  return [
    text(columnTitle, left + width / 2, top - TEXT - GAP / 2, { anchor: "middle" }),
    ...ticks(columns).filter((k) => fits(k, columns)).map((k) => text(String(k + 1), left + (k + 0.5) * cell, top - GAP / 2, { anchor: "middle" })),
    ...(rows === 1 ? [] : [
      text(rowTitle, SMALL, top + height / 2, { anchor: "middle", turn: true }),
      ...ticks(rows).filter((k) => fits(k, rows)).map((k) => text(String(k + 1), left - GAP / 2, top + (k + 0.5) * cell + SMALL / 3, { anchor: "end" })),
    ]),
  ];
}

/** Lines between cells that are large enough to be told apart. */
function grid({ rows, columns }: CellMap, { left, top, cell, width, height }: Frame): readonly string[] {
  if (cell < FINE) return [];
  const lines = [...Array.from({ length: columns - 1 }, (_, k) => `M${round(left + (k + 1) * cell)} ${top}v${round(height)}`), ...Array.from({ length: rows - 1 }, (_, k) => `M${left} ${round(top + (k + 1) * cell)}h${round(width)}`)];
  return lines.length === 0 ? [] : [`<path d="${lines.join("")}" style="fill: none; stroke: ${GRID}; stroke-width: 1"/>`];
}

/** The cell in its colour with its mark; a mark around it where the cell is too small to hold one. */
function cellSvg({ row, column, value, mark }: MarkedCell, largest: number, { left, top, cell }: Frame): string {
  const x = left + column * cell, y = top + row * cell, middle = [x + cell / 2, y + cell / 2] as const;
  const colour = mark === "undecided" ? "#ffffff" : value === null ? "#000000" : divergingColour(largest === 0 ? 0 : value / largest);
  const square = `<rect x="${round(x)}" y="${round(y)}" width="${round(cell)}" height="${round(cell)}" style="fill: ${colour}; stroke: ${LINE}; stroke-width: ${cell < FINE ? 0 : 1}"/>`;
  if (cell < FINE) return square + ring(middle);
  return square + markSvg(mark, middle, Math.min(5, cell / 4), isDark(colour) ? "#ffffff" : INK);
}

const ring = ([x, y]: readonly [number, number]): string => `<circle cx="${round(x)}" cy="${round(y)}" r="5" style="fill: none; stroke: ${INK}; stroke-width: 1.2"/>`;

function markSvg(mark: MarkedCell["mark"], [x, y]: readonly [number, number], size: number, colour: string): string {
  if (mark === "undecided") return text("?", x, y + SMALL / 3, { anchor: "middle" });
  return `<path d="M${round(x - size)} ${round(y - size)}l${round(2 * size)} ${round(2 * size)}m0 ${round(-2 * size)}l${round(-2 * size)} ${round(2 * size)}" style="fill: none; stroke: ${colour}; stroke-width: 1.4"/>`;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly isFine: boolean;
}

/** What marks and colours mean, below one another. */
function legendOf(map: CellMap, largest: number, { x, y, isFine }: Place, font: FigureFont): { readonly svg: readonly string[]; readonly width: number; readonly height: number } {
  const box = 14, line = box + GAP;
  const entries = meanings(map, scaleText(largest));
  const svg = entries.map(({ colour, mark, words }, k) => {
    const top = y + k * line, middle = [x + box / 2, top + box / 2] as const;
    const swatch = isFine && mark !== null ? `<rect x="${round(x + 4)}" y="${top + 4}" width="6" height="6" style="fill: ${colour}"/>${ring(middle)}` : `<rect x="${round(x)}" y="${top}" width="${box}" height="${box}" style="fill: ${colour}; stroke: ${LINE}; stroke-width: 1"/>${mark === null ? "" : markSvg(mark, middle, 3.5, isDark(colour) ? "#ffffff" : INK)}`;
    return swatch + text(words, x + box + GAP / 2, top + box - 3);
  });
  return { svg, width: box + GAP / 2 + Math.max(...entries.map(({ words }) => textWidth(words, SMALL, font))), height: entries.length * line };
}

interface Meaning {
  readonly colour: string;
  readonly mark: MarkedCell["mark"] | null;
  readonly words: string;
}

/** @param amount what the strongest colours stand for */
function meanings({ cells, rows, columns }: CellMap, amount: string): readonly Meaning[] {
  const wrong = cells.filter(({ mark }) => mark === "wrong").map(({ value }) => value);
  return [
    ...(wrong.some((value) => value !== null && value >= 0) ? [{ colour: divergingColour(1), mark: "wrong" as const, words: `too large by ${amount}` }] : []),
    ...(wrong.some((value) => value !== null && value < 0) ? [{ colour: divergingColour(-1), mark: "wrong" as const, words: `too small by ${amount}` }] : []),
    ...(wrong.includes(null) ? [{ colour: "#000000", mark: "wrong" as const, words: "not a number" }] : []),
    ...(wrong.length < cells.length ? [{ colour: "#ffffff", mark: "undecided" as const, words: "undecided" }] : []),
    ...(cells.length < rows * columns ? [{ colour: AGREES, mark: null, words: "agrees" }] : []),
  ];
}

/** Two digits: 0.24, 130, 1.6e-5. */
const scaleText = (value: number): string => (value !== 0 && (value < 0.001 || value >= 10000) ? value.toExponential(1) : String(Number(value.toPrecision(2)))).replace("e+", "e").replace("-", "−");
