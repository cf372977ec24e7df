/**
 * A formula in Typst's language, from its MathML.
 * Every glyph is written as an escape or a string literal and pieces are joined without spaces, so nothing in a formula can be
 * taken for Typst's syntax and no space is set that TeX would not set.
 */
import { stringLiteral, symbols } from "./literals.js";
import { type MathNode, mathTree } from "./mathml.js";

/** What stands between dollars. @throws Error for a construct that has no form in Typst yet, with its name */
export const mathsTypst = (tex: string, display: boolean): string => treeTypst(mathTree(tex, display));

/** The same for a formula that was read already. */
export const treeTypst = (tree: MathNode): string => convert(tree);

const FUNCTION_APPLICATION = "\u2061";

type Convert = (node: MathNode) => string;

const CONVERT: { readonly [tag: string]: Convert } = {
  // TeX's `{}`: nothing, but an operator beside it has something to keep its distance from.
  mrow: (node) => (node.children.length === 0 ? EMPTY : fenced(node)),
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

/** Bars that KaTeX gives as letters or as brackets of fixed size: no relation, which would keep its distance. */
const BARS: { readonly [character: string]: string } = { "∣": "|", "|": "|", "∥": "‖", "‖": "‖" };
const bar = (text: string): string => `class("normal",${symbols(BARS[text]!)})`;

/** One letter is a variable; several are a name: of an operator, which keeps its distance, or plain. */
function identifier(node: MathNode, isOperator: boolean): string {
  const { text, attributes } = node;
  if (node.children.length > 0) return `class("large",${row(node.children)})`;
  if (BARS[text] !== undefined) return bar(text);
  const letters = [...text];
  if (letters.length === 1 && !isOperator) return styled(node, symbols(text));
  const name = attributes["mathvariant"] === undefined ? `upright(${stringLiteral(text)})` : styled(node, stringLiteral(text));
  return isOperator ? `op(${name})` : name;
}

/** The widths of the space characters, in em, that KaTeX writes for `\,`, `\:`, `\;`; with the invisible separator after them they are negative. */
const SPACES: { readonly [character: string]: number } = { "\u200a": 0.0556, "\u2009": 0.1667, "\u2005": 0.2222, "\u2004": 0.2778, "\u200b": 0 };

/** Text within a formula; `\text{if }` has its space as a no-break space already. */
function textual(node: MathNode): string {
  const { attributes, text } = node;
  if (node.children.length > 0) return row(node.children);
  if (/^[\u200a\u2009\u2005\u2004\u200b\u2063]+$/.test(text)) {
    const width = [...text].reduce((sum, character) => sum + (SPACES[character] ?? 0), 0);
    return width === 0 ? "" : `#h(${(text.includes("\u2063") ? -width : width).toFixed(4)}em)`;
  }
  const isPlain = attributes["mathvariant"] === undefined || attributes["mathvariant"] === "normal";
  return isPlain ? `upright(${stringLiteral(text)})` : styled(node, stringLiteral(text));
}

/** Characters whose class in TeX differs from the one Typst would take. */
const CLASSES: { readonly [character: string]: string } = { "∣": "relation", "∥": "relation", ":": "relation", "∖": "binary" };

function operator(node: MathNode): string {
  const { text, attributes } = node;
  if (node.children.length > 0) return composed(node);
  if (text === "" || /^[\u2061-\u2064]$/.test(text)) return "";
  if (attributes["minsize"] !== undefined) return `stretch(${symbols(text)},size:#${em(attributes["minsize"])})`;
  const letters = [...text];
  if (letters.length > 1) return /^\p{L}+$/u.test(text) ? `op(upright(${stringLiteral(text)}))` : styled(node, symbols(text));
  if (BARS[text] !== undefined && attributes["fence"] === "true") return symbols(BARS[text]);
  if (BARS[text] !== undefined && attributes["stretchy"] === "false") return bar(text);
  const special = CLASSES[text];
  return special === undefined ? styled(node, symbols(text === "-" ? "−" : text)) : `class("${special}",${symbols(text)})`;
}

/** A sign made of others: a relation with something above it, `\bmod`, or the name of an operator. */
function composed({ attributes, children }: MathNode): string {
  const [only] = children;
  const isRelation = children.length === 1 && ["mover", "munder", "munderover"].includes(only!.tag);
  const kind = attributes["lspace"] === "0.22em" ? "binary" : isRelation ? "relation" : null;
  return kind === null ? row(children) : `class("${kind}",${row(children)})`;
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

const BESIDE: { readonly [tag: string]: string } = { munder: "msub", mover: "msup", munderover: "msubsup" };

/** KaTeX gives sums their limits above and below wherever the formula as a whole is displayed; in fractions and matrices TeX sets them beside. */
function textStyle(node: MathNode): MathNode {
  if (node.attributes["displaystyle"] === "true") return node;
  const isSum = BESIDE[node.tag] !== undefined && /^[∑∏∐⋃⋂⨁⨂⨀⋁⋀⨆⨄]$/.test(node.children[0]!.text) || BESIDE[node.tag] !== undefined && isApplication(node.children[0]!.children.at(-1));
  return { ...node, tag: isSum ? BESIDE[node.tag]! : node.tag, children: node.children.map(textStyle) };
}

function fraction({ attributes, children: [above, below] }: MathNode): string {
  if (attributes["linethickness"] === "0px" || attributes["linethickness"] === "0") return `vec(delim:#none,gap:#0.35em,${argument(textStyle(above!))},${argument(textStyle(below!))})`;
  return `frac(${argument(textStyle(above!))},${argument(textStyle(below!))})`;
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
  const at = (name: string, fallback: string) => (k: number): string => { const list = (attributes[name] ?? fallback).split(" "); return list[k] ?? list.at(-1)!; };
  const [align, gap] = [at("columnalign", "center"), at("columnspacing", "1em")];
  // Half of a gap on either side, so that a rule between two columns stands in its middle.
  const side = (k: number): string => (k < 0 || k >= width - 1 ? "" : space(half(gap(k))));
  const width = Math.max(...children.map((line) => line.children.length));
  const isReason = (k: number): boolean => k > 0 && align(k) === "left" && children.some((line) => isLongText(line.children[k]));
  const rows = children.map((line) => Array.from({ length: width }, (_, k) => (isReason(k) ? `${side(k - 1)}&${reason(line.children[k])}` : cellOf(line.children[k], align(k), side(k - 1), side(k)))));
  const body = rows.map((cells) => cells.join(",")).join(";");
  return `mat(delim:#none,column-gap:#0em,row-gap:#${rowGap(attributes["rowspacing"], children)}${rules(attributes)},${body})`;
}

const half = (width: string): string => `${Number.parseFloat(width) / 2}em`;

/** Displayed rows need more air than rows of numbers. */
function rowGap(spacing: string | undefined, rows: readonly MathNode[]): string {
  const isDisplay = rows.some((line) => line.children.some((cell) => cell.children[0]?.attributes["displaystyle"] === "true"));
  const extra = Number.parseFloat(spacing?.split(" ")[0] ?? "0.16");
  const isTall = rows.some((line) => line.children.some(holdsFraction));
  return `${isDisplay ? Math.max(0.75, 0.55 + extra) : Math.max(0.4, (isTall ? 0.5 : 0.3) + extra).toFixed(2)}em`;
}

const holdsFraction = (node: MathNode): boolean => node.tag === "mfrac" || node.children.some(holdsFraction);

function rules({ columnlines = "", rowlines = "" }: { readonly [name: string]: string }): string {
  const at = (lines: string): string[] => lines.split(" ").flatMap((line, k) => (line === "solid" || line === "dashed" ? [String(k + 1)] : []));
  const [vertical, horizontal] = [at(columnlines), at(rowlines)];
  if (vertical.length + horizontal.length === 0) return "";
  return `,augment:#(vline:(${vertical.map((k) => `${k},`).join("")}),hline:(${horizontal.map((k) => `${k},`).join("")}))`;
}

/** Words beside the lines of a derivation that would make it wider than the page. */
const REASON = 34;
const isLongText = (cell: MathNode | undefined): boolean => cell !== undefined && partsOf(cell)[0]?.tag === "mtext" && partsOf(cell).reduce((length, part) => length + lengthOf(part), 0) > REASON;
const lengthOf = ({ text, children }: MathNode): number => children.reduce((length, child) => length + lengthOf(child), text.length);

/** A reason as text of its own, broken into lines of half the measure. What ends a row must not end the box: an empty string stands between. */
function reason(cell: MathNode | undefined): string {
  const parts = cell === undefined ? [] : partsOf(cell);
  const content = parts.map((node) => (node.tag === "mtext" && node.children.length === 0 ? `#${stringLiteral(node.text.replaceAll("\u00a0", " "))};` : `$${convert(node)}$`)).join("");
  return content === "" ? EMPTY : `#box(width:15.5em,baseline:50% - 0.4em,{set align(left);set par(justify:false,leading:0.4em);set text(hyphenate:false);[${content}]})${EMPTY}`;
}

const partsOf = (node: MathNode): readonly MathNode[] => (["mtd", "mrow", "mstyle"].includes(node.tag) ? node.children.flatMap(partsOf) : node.text === "" && node.children.length === 0 ? [] : [node]);

/** Alignment points as Typst counts them: before one, right; after it, left. */
function cellOf(cell: MathNode | undefined, align: string, before: string, after: string): string {
  const body = `${before}${cell === undefined ? EMPTY : row(cell.children) || EMPTY}${after}`;
  return align === "right" ? `${body}&` : align === "left" ? `&${body}` : body;
}

/** CSS's names that authors use; a formula with another one is set in black. */
const COLOURS: { readonly [name: string]: string } = {
  red: "#d00000", blue: "#0000d0", green: "#007a00", gray: "#808080", grey: "#808080", orange: "#d06000", purple: "#800080", teal: "#008080", brown: "#8b4513", magenta: "#c000c0", cyan: "#0090a0",
};

function style({ attributes, children }: MathNode): string {
  const body = row(attributes["displaystyle"] === "false" ? children.map(textStyle) : children);
  if (body === "") return "";
  const colour = attributes["mathcolor"];
  const level = attributes["scriptlevel"];
  const sized = attributes["displaystyle"] === "true" ? `display(${body})` : level === "1" ? `script(${body})` : level === "2" ? `sscript(${body})` : attributes["displaystyle"] === "false" ? `inline(${body})` : body;
  const fill = colour === undefined ? undefined : (COLOURS[colour.toLowerCase()] ?? colour);
  return fill === undefined || !/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(fill) ? sized : `#text(fill:rgb("${fill}"))[$${sized}$]`;
}

const CANCELS: { readonly [notation: string]: string } = {
  updiagonalstrike: "", downdiagonalstrike: ",inverted:#true", "updiagonalstrike downdiagonalstrike": ",cross:#true", horizontalstrike: ",angle:#90deg",
};

function enclosed({ attributes, children }: MathNode): string {
  const body = row(children) || EMPTY;
  const notation = attributes["notation"] ?? "";
  if (CANCELS[notation] !== undefined) return `cancel(${body}${CANCELS[notation]})`;
  if (notation !== "box") throw new Error(`the formula has an enclosure "${notation}", which the PDF cannot set yet`);
  return `#box(stroke:0.4pt,inset:3pt,baseline:3pt)[$${body}$]`;
}
