import { computerModern } from "../../figure/fonts.js";
import type { FigureFont } from "../../figure/figure.js";

/** What New Computer Modern sets otherwise than KaTeX's face; the marks are of the face that it falls back on. */
const WIDTHS = { " ": 0.333, "\u00a0": 0.333, "·": 0.778, "…": 0.67, "✓": 0.833, "✗": 0.602 };

/** The face of figures on paper: New Computer Modern, which Typst brings along; its letters are as wide as Computer Modern's. */
export const paperFont: FigureFont = { ...computerModern, family: "New Computer Modern", widths: { ...computerModern.widths, ...WIDTHS } };
