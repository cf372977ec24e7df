import { computerModern } from "../../figure/fonts.js";
import type { FigureFont } from "../../figure/figure.js";

/** The face of figures on paper: New Computer Modern, which Typst brings along; its letters are as wide as Computer Modern's. */
export const paperFont: FigureFont = { ...computerModern, family: "New Computer Modern" };
