/** The faces a page needs, inside the page: nothing is fetched. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { remembered } from "../remembered.js";
import { shortTagsCss } from "./short-tags.js";

const { resolve } = createRequire(import.meta.url);

interface Face {
  readonly family: string;
  readonly file: string;
  readonly weight: 400 | 700;
  readonly style: "normal" | "italic";
  /** Characters it serves; the browser only takes the face for these. */
  readonly range?: string;
}

const LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";

const stix = (set: string, weight: 400 | 700, style: "normal" | "italic", range: string): Face => ({
  family: "STIX Two Text", file: `@fontsource/stix-two-text/files/stix-two-text-${set}-${weight}-${style}.woff2`, weight, style, range,
});

const TEXT: readonly Face[] = [
  stix("latin", 400, "normal", LATIN), stix("latin", 400, "italic", LATIN), stix("latin", 700, "normal", LATIN),
  stix("greek", 400, "normal", "U+0370-03FF"),
  { family: "JetBrains Mono", file: "@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2", weight: 400, style: "normal", range: LATIN },
];

/** KaTeX's faces, each with the classes in its HTML that ask for it; the first two go with every formula. */
const MATHS: readonly (readonly [file: string, weight: 400 | 700, style: "normal" | "italic", asks: readonly string[]])[] = [
  ["Main-Regular", 400, "normal", ["katex-html"]],
  ["Math-Italic", 400, "italic", ["katex-html"]],
  ["Main-Bold", 700, "normal", ["mathbf", "textbf"]],
  ["Main-Italic", 400, "italic", ["mathit", "textit"]],
  ["Main-BoldItalic", 700, "italic", ["textbf textit", "textit textbf"]],
  ["Math-BoldItalic", 700, "italic", ["boldsymbol"]],
  ["AMS-Regular", 400, "normal", ["amsrm", "mathbb", "textbb"]],
  ["Caligraphic-Regular", 400, "normal", ["mathcal"]],
  ["Fraktur-Regular", 400, "normal", ["mathfrak", "textfrak"]],
  ["SansSerif-Regular", 400, "normal", ["mathsf", "textsf"]],
  ["Script-Regular", 400, "normal", ["mathscr", "textscr"]],
  ["Typewriter-Regular", 400, "normal", ["mathtt", "texttt"]],
  ["Size1-Regular", 400, "normal", ["delim-size1", "small-op", "delimsizing size1"]],
  ["Size2-Regular", 400, "normal", ["large-op", "delimsizing size2"]],
  ["Size3-Regular", 400, "normal", ["delimsizing size3"]],
  ["Size4-Regular", 400, "normal", ["delim-size4", "delimsizing size4"]],
];

const fontFace = (face: Face): string => known(`${face.family} ${face.file}`, () => readFace(face));

/** Faces and style sheets that come with this package are read once. */
const known = remembered<string>();

const readFace = ({ family, file, weight, style, range }: Face): string =>
  `@font-face{font-family:"${family}";src:url(data:font/woff2;base64,${readFileSync(resolve(file)).toString("base64")}) format("woff2");font-weight:${weight};font-style:${style};font-display:block${range === undefined ? "" : `;unicode-range:${range}`}}`;

/**
 * The @font-face rules for text, code and maths.
 * @param asked what KaTeX wrote, or the classes in it, each once
 */
export function fontCss(asked: string): string {
  const maths = MATHS.filter(([, , , asks]) => asks.some((name) => asked.includes(name))).map(([file, weight, style]): Face => ({ family: `KaTeX_${file.split("-")[0]}`, file: `katex/dist/fonts/KaTeX_${file}.woff2`, weight, style }));
  return [...TEXT, ...maths].map(fontFace).join("\n");
}

/** KaTeX's style sheet without its own @font-face rules, which point to files. */
export const katexCss = (): string => known("katex.min.css", () => shortTagsCss(readFileSync(resolve("katex/dist/katex.min.css"), "utf8").replace(/@font-face\{[^}]*\}/g, "")));
