/**
 * A formula in Typst's language, from its MathML.
 * Every glyph is written as an escape or a string literal and pieces are joined without spaces, so nothing in a formula can be
 * taken for Typst's syntax and no space is set that TeX would not set.
 */
import { stringLiteral, symbols } from "./literals.js";
import { type MathNode, mathTree } from "./mathml.js";

/** What stands between dollars. @throws Error for a construct that has no form in Typst yet, with its name */
export function mathsTypst(tex: string, display: boolean): string {
  return convert(mathTree(tex, display));
}

const FUNCTION_APPLICATION = "\u2061";

type Convert = (node: MathNode) => string;

const CONVERT: { readonly [tag: string]: Convert } = {
  mrow: (node) => fenced(node),
  mi: (node) => identifier(node, false),
  mn: (node) => styled(node, stringLiteral(node.text)),
  mo: operator,
  mtext: (node) => (node.text === "" ? "" : textual(node)),
  mspace: ({ attributes }) => (attributes["linebreak"] === "newline" ? "\\ " : space(attributes["width"])),
  mfrac: fraction,
  msqrt: (node) => `sqrt(${row(node.children) || EMPTY})`,
  mroot: ({ children: [body, index] }) => `root(${argument(index!)},${argument(body!)})`,
  msub: ({ children: [base, below] }) => attached(base!, { b: below }),
  msup: ({ children: [base, above] }) => attached(base!, { t: above }),
  msubsup: ({ children: [base, below, above] }) => attached(base!, { b: below, t: above }),
  munder: under,
  mover: over,
  munderover: ({ children: [base, below, above] }) => limits(base!, { b: below, t: above }),
  mmultiscripts: ({ children: [base, below, above] }) => attached(base!, { b: below, t: above }),
  mtable: table,
  mstyle: style,
  mpadded: (node) => row(node.children),
  mphantom: (node) => `#hide($${row(node.children)}$)`,
  menclose: enclosed,
  semantics: ({ children }) => convert(children[0]!),
};

/** A formula that is an argument: an empty one must still be there. */
const argument = (node: MathNode): string => convert(node) || EMPTY;
const EMPTY = '""';

function convert(node: MathNode): string {
  const by = CONVERT[node.tag];
  if (by === undefined) throw new Error(`the formula has a <${node.tag}>, which the PDF cannot set yet`);
  return by(node);
}

/** Siblings in order; a name followed by the invisible "function application" is an operator such as sin. */
function row(children: readonly MathNode[]): string {
  return children
    .map((child, k) => (child.tag === "mi" && isApplication(children[k + 1]) ? identifier(child, true) : convert(child)))
    .join("");
}

const isApplication = (node: MathNode | undefined): boolean => node?.tag === "mo" && node.text === FUNCTION_APPLICATION;

const isFence = (node: MathNode | undefined): boolean => node?.tag === "mo" && node.attributes["fence"] === "true" && node.attributes["stretchy"] !== "false";

/** `\left( … \right)`: fences at the ends grow with what stands between them; one of them may be missing. */
function fenced({ children }: MathNode): string {
  const grows = isFence(children[0]) || isFence(children.at(-1));
  return grows && children.length > 1 ? `lr(${row(children)})` : row(children);
}

const VARIANTS: { readonly [variant: string]: readonly string[] } = {
  normal: ["upright"],
  bold: ["bold", "upright"],
  italic: ["italic"],
  "bold-italic": ["bold", "italic"],
  "double-struck": ["bb"],
  script: ["cal"],
  fraktur: ["frak"],
  "bold-fraktur": ["bold", "frak"],
  "sans-serif": ["sans", "upright"],
  "bold-sans-serif": ["bold", "sans", "upright"],
  "sans-serif-italic": ["sans", "italic"],
  monospace: ["mono"],
};

/** The glyphs in the face that MathML asks for. */
function styled({ attributes }: MathNode, body: string): string {
  const wrappers = VARIANTS[attributes["mathvariant"] ?? ""] ?? [];
  return wrappers.reduceRight((inner, name) => `${name}(${inner})`, body);
}

/** One letter is a variable; several are a name: of an operator, which keeps its distance, or plain. */
function identifier(node: MathNode, isOperator: boolean): string {
  const { text, attributes } = node;
  const letters = [...text];
  if (letters.length === 1 && !isOperator) return styled(node, symbols(text));
  const name = attributes["mathvariant"] === undefined ? `upright(${stringLiteral(text)})` : styled(node, stringLiteral(text));
  return isOperator ? `op(${name})` : name;
}

/** Text within a formula; `\text{if }` has its space as a no-break space already. */
function textual(node: MathNode): string {
  const { attributes, text } = node;
  const isPlain = attributes["mathvariant"] === undefined || attributes["mathvariant"] === "normal";
  return isPlain ? `upright(${stringLiteral(text)})` : styled(node, stringLiteral(text));
}

/** Characters whose class in TeX differs from the one Typst would take. */
const CLASSES: { readonly [character: string]: string } = { "∣": "relation", "∥": "relation", ":": "relation", "∖": "binary" };

function operator(node: MathNode): string {
  const { text, attributes } = node;
  if (text === "" || /^[\u2061-\u2064]$/.test(text)) return "";
  if (attributes["minsize"] !== undefined) return `stretch(${symbols(text)},size:${em(attributes["minsize"])})`;
  const letters = [...text];
  if (letters.length > 1) return /^\p{L}+$/u.test(text) ? `op(upright(${stringLiteral(text)}))` : styled(node, symbols(text));
  const special = attributes["fence"] === "true" ? undefined : CLASSES[text];
  return special === undefined ? styled(node, symbols(text === "-" ? "−" : text)) : `class("${special}",${symbols(text)})`;
}

/** "0.1667em" as a length of Typst's. Units that only MathML has are taken in em. */
function em(width: string): string {
  const match = /^(-?[\d.]+)(em|pt|mu|ex)?$/.exec(width.replace(/^\+/, ""));
  if (match === null) return "0em";
  const value = Number(match[1]);
  if (match[2] === "pt") return `${value}pt`;
  return `${match[2] === "mu" ? value / 18 : match[2] === "ex" ? value * 0.43 : value}em`;
}

const space = (width: string | undefined): string => (width === undefined || Number.parseFloat(width) === 0 ? "" : `#h(${em(width)})`);

function fraction({ attributes, children: [above, below] }: MathNode): string {
  if (attributes["linethickness"] === "0px" || attributes["linethickness"] === "0") return `vec(delim:#none,gap:#0.35em,${argument(above!)},${argument(below!)})`;
  return `frac(${argument(above!)},${argument(below!)})`;
}

interface Scripts {
  readonly b?: MathNode | undefined;
  readonly t?: MathNode | undefined;
}

function scriptArguments(scripts: Scripts): string {
  const parts = (["t", "b"] as const).flatMap((key) => {
    const body = scripts[key] === undefined ? "" : convert(scripts[key]);
    return body === "" ? [] : [`,${key}:${body}`];
  });
  return parts.join("");
}

/** Beside the base, also where Typst would set limits. */
const attached = (base: MathNode, scripts: Scripts): string => `attach(scripts(${argument(base)})${scriptArguments(scripts)})`;
/** Below and above the base. */
const limits = (base: MathNode, scripts: Scripts): string => `attach(limits(${withOperator(base)})${scriptArguments(scripts)})`;

const withOperator = (base: MathNode): string => (base.tag === "mi" && base.text.length > 1 ? identifier(base, true) : convert(base)) || EMPTY;

const BELOW: { readonly [character: string]: string } = { "⏟": "underbrace", "⎵": "underbracket", "⏝": "underparen", "―": "underline", "‾": "underline", "_": "underline", "̲": "underline" };
const ABOVE: { readonly [character: string]: string } = { "⏞": "overbrace", "⎴": "overbracket", "⏜": "overparen", "―": "overline", "‾": "overline" };

function under({ children: [base, below] }: MathNode): string {
  const line = below!.tag === "mo" ? BELOW[below!.text] : undefined;
  return line === undefined ? limits(base!, { b: below }) : `${line}(${argument(base!)})`;
}

/** Accents as KaTeX writes them, and the combining character that Typst wants. */
const ACCENTS: { readonly [character: string]: string } = {
  "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "ˉ": "\u0304", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307", "¨": "\u0308", "˚": "\u030a", "ˇ": "\u030c", "´": "\u0301", "ˊ": "\u0301", "`": "\u0300", "ˋ": "\u0300", "⃗": "\u20d7", "→": "\u2192", "←": "\u2190", "↔": "\u2194",
};

function over({ attributes, children: [base, above] }: MathNode): string {
  const mark = above!.tag === "mo" ? above!.text : undefined;
  const line = mark === undefined ? undefined : ABOVE[mark];
  if (line !== undefined && above!.attributes["stretchy"] !== "false") return `${line}(${argument(base!)})`;
  if (mark !== undefined && attributes["accent"] === "true" && ACCENTS[mark] !== undefined) {
    const width = above!.attributes["stretchy"] === "true" ? "" : ",size:#50%";
    return `accent(${argument(base!)},${symbols(ACCENTS[mark])}${[..."" + base!.text].length <= 1 ? "" : width})`;
  }
  return limits(base!, { t: above });
}

/** Rows and columns: matrices, cases and aligned displays. TeX sets the gaps, so Typst sets none of its own. */
function table({ attributes, children }: MathNode): string {
  const aligns = (attributes["columnalign"] ?? "center").split(" ");
  const gaps = (attributes["columnspacing"] ?? "1em").split(" ");
  const rows = children.map((line) => line.children.map((cell, k) => cellOf(cell, aligns[k] ?? aligns.at(-1)!, k === 0 ? undefined : (gaps[k - 1] ?? gaps.at(-1)!))));
  const width = Math.max(...rows.map((cells) => cells.length));
  const body = rows.map((cells) => [...cells, ...Array<string>(width - cells.length).fill(EMPTY)].join(",")).join(";");
  return `mat(delim:#none,column-gap:#0em,row-gap:#${rowGap(attributes["rowspacing"], children)}${rules(attributes)},${body})`;
}

/** Displayed rows need more air than rows of numbers. */
function rowGap(spacing: string | undefined, rows: readonly MathNode[]): string {
  const isDisplay = rows.some((line) => line.children.some((cell) => cell.children[0]?.attributes["displaystyle"] === "true"));
  const extra = Number.parseFloat(spacing?.split(" ")[0] ?? "0.16");
  return `${isDisplay ? Math.max(0.75, 0.55 + extra) : Math.max(0.4, 0.3 + extra)}em`;
}

function rules({ columnlines = "", rowlines = "" }: { readonly [name: string]: string }): string {
  const at = (lines: string): string[] => lines.split(" ").flatMap((line, k) => (line === "solid" || line === "dashed" ? [String(k + 1)] : []));
  const [vertical, horizontal] = [at(columnlines), at(rowlines)];
  if (vertical.length + horizontal.length === 0) return "";
  return `,augment:#(vline:(${vertical.map((k) => `${k},`).join("")}),hline:(${horizontal.map((k) => `${k},`).join("")}))`;
}

/** Alignment points as Typst counts them: before one, right; after it, left. */
function cellOf({ children }: MathNode, align: string, gap: string | undefined): string {
  const body = row(children) || EMPTY;
  const spaced = gap === undefined || Number.parseFloat(gap) === 0 ? body : `#h(${em(gap)})${body}`;
  return align === "right" ? `${spaced}&` : align === "left" ? `&${spaced}` : spaced;
}

function style({ attributes, children }: MathNode): string {
  const body = row(children);
  if (body === "") return "";
  const colour = attributes["mathcolor"];
  const level = attributes["scriptlevel"];
  const sized = attributes["displaystyle"] === "true" ? `display(${body})` : level === "1" ? `script(${body})` : level === "2" ? `sscript(${body})` : attributes["displaystyle"] === "false" ? `inline(${body})` : body;
  return colour === undefined || !/^#[0-9a-f]{3,6}$/i.test(colour) ? sized : `#text(fill:rgb("${colour}"))[$${sized}$]`;
}

function enclosed({ attributes, children }: MathNode): string {
  const body = row(children) || EMPTY;
  const notation = attributes["notation"] ?? "";
  if (/strike/.test(notation)) return `cancel(${body}${notation.includes("downdiagonal") ? ",inverted:#true" : ""})`;
  return `#box(stroke:0.4pt,inset:3pt,baseline:3pt)[$${body}$]`;
}
