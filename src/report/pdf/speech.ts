/**
 * What a screen reader says of a formula in the PDF, made from the tree that the formula is set from.
 * It says what the notation means where that is sure (a derivative, a transpose, the limits of a sum) and what it looks like elsewhere.
 */
import type { MathNode } from "./mathml.js";
import { numbersOf } from "./maths/table.js";
import { ACCENT_WORDS, FUNCTION_WORDS, LETTER_WORDS, SIGN_WORDS } from "./speech-words.js";

export const spoken = (tree: MathNode): string => say(tree).replace(/\s+/g, " ").replace(/ (?=[,;.])/g, "").replace(/,(?=[,;])|,$/g, "").trim();

type Say = (node: MathNode) => string;

const SAY: { readonly [tag: string]: Say } = {
  mrow: ({ children }) => sayRow(children),
  mi: letter,
  mn: ({ text, attributes }) => (attributes["mathvariant"] === "double-struck" && text === "1" ? "indicator" : text),
  mo: ({ text, children }) => (children.length > 0 ? sayRow(children) : (SIGN_WORDS[text] ?? text)),
  mtext: ({ text, children }) => (children.length > 0 ? sayRow(children) : text.replace(/[\u200a\u2009\u2005\u2004\u200b\u2063\u00a0]/g, " ")),
  mspace: () => "",
  mfrac: fraction,
  msqrt: ({ children }) => `the square root of ${grouped(children)}`,
  mroot: ({ children: [body, index] }) => `root ${say(index!)} of ${grouped([body!])}`,
  msub: ({ children: [base, below] }) => (isSum(base!) ? sum(base!, below, undefined) : `${say(base!)} ${index(below!)}`),
  msup: ({ children: [base, above] }) => `${say(base!)} ${power(above!)}`,
  msubsup: ({ children: [base, below, above] }) => (isSum(base!) ? sum(base!, below, above) : `${say(base!)} ${index(below!)} ${power(above!)}`),
  munder: ({ children: [base, below] }) => (below!.tag === "mo" ? say(base!) : isBraced(base!) ? labelled(base!, below!) : sum(base!, below, undefined)),
  mover: ({ children: [base, above] }) => (isBraced(base!) ? labelled(base!, above!) : above!.tag === "mo" ? `${say(base!)} ${ACCENT_WORDS[above!.text] ?? ""}` : `${say(base!)} with ${say(above!)} above`),
  munderover: ({ children: [base, below, above] }) => sum(base!, below, above),
  mtable: ({ attributes, children }) => children.map((row, k) => `${children.length > 1 ? `line ${k + 1}${numberWords(numbersOf(attributes)?.[k])}: ` : ""}${cells(row, "")}`).join("; "),
  mphantom: () => "",
};

/** Of a row that has a number of its own. */
const numberWords = (number: string | null | undefined): string => (typeof number === "string" ? `, number ${number}` : "");

function say(node: MathNode): string {
  return (SAY[node.tag] ?? (({ children }: MathNode) => sayRow(children)))(node);
}

/** Brackets around a table are a matrix; a brace in front of one, cases. */
function sayRow(children: readonly MathNode[]): string {
  const kept = children.filter((child) => !isEmpty(child));
  const [first, second, third] = kept;
  if (first?.tag === "mo" && second !== undefined && tableIn(second) !== null && kept.length <= 3) {
    const table = tableIn(second)!;
    if (first.text === "{" && third === undefined) return `cases: ${table.children.map((row) => cells(row, ", ")).join("; ")}; end of cases`;
    if (/^[[(|∣∥‖{]$/.test(first.text) && third?.tag === "mo") return matrix(table);
  }
  const name = kept.every(({ tag, text, attributes }) => tag === "mi" && /^[a-z]$/i.test(text) && attributes["mathvariant"] === "normal") ? kept.map(({ text }) => text).join("") : "";
  return kept.length > 1 && name !== "" ? (FUNCTION_WORDS[name] ?? name) : kept.map(say).join(" ");
}

/** A table alone, or in groups of its own. */
const tableIn = (node: MathNode): MathNode | null => (node.tag === "mtable" ? node : ["mrow", "mstyle"].includes(node.tag) && node.children.length === 1 ? tableIn(node.children[0]!) : null);

function matrix({ children }: MathNode): string {
  const columns = Math.max(...children.map((row) => row.children.length));
  const size = columns === 1 ? `column with ${children.length} entries` : children.length === 1 ? `row with ${columns} entries` : `matrix with ${children.length} rows and ${columns} columns`;
  if (columns === 1) return `${size}: ${children.map((row) => cells(row, "")).join(", ")}; end of column`;
  return `${size}: ${children.map((row, k) => `${children.length === 1 ? "" : `row ${k + 1}: `}${cells(row, ", ")}`).join("; ")}; end of ${children.length === 1 ? "row" : "matrix"}`;
}

const cells = (row: MathNode, between: string): string => row.children.map((cell) => cellText(cell, between)).filter((text) => text !== "").join(between === "" ? " " : between);

/** Words beside a line are its reason. */
function cellText(cell: MathNode, between: string): string {
  const text = say(cell).trim();
  return between === "" && text !== "" && flat(cell)[0]?.tag === "mtext" ? `, reason: ${text}` : text;
}

const isEmpty = (node: MathNode): boolean => node.children.length === 0 && (node.text === "" || /^[\u2061-\u2064]$/.test(node.text)) && node.tag !== "mtable";

/** Bold and blackboard letters are different quantities from plain ones, and so are capitals. */
function letter({ text, attributes, children }: MathNode): string {
  if (children.length > 0) return sayRow(children);
  if (FUNCTION_WORDS[text] !== undefined) return FUNCTION_WORDS[text];
  if ((LETTER_WORDS[text] ?? SIGN_WORDS[text]) !== undefined) return (LETTER_WORDS[text] ?? SIGN_WORDS[text])!;
  if (text.length > 1) return text;
  const variant = attributes["mathvariant"] ?? "";
  const size = /\p{Lu}/u.test(text) ? "capital " : "";
  if (variant === "double-struck") return text === "R" ? "the reals" : text === "E" ? "the expectation" : `${size}${text}`;
  return `${/bold/.test(variant) ? "bold " : /script/.test(variant) ? "script " : ""}${size}${text}`;
}

/** dL/dx and ∂²L/∂x² are derivatives; a short one is said in one breath; a long one with its ends. */
function fraction({ children: [above, below] }: MathNode): string {
  const derivative = derivativeOf(above!, below!);
  if (derivative !== null) return derivative;
  const parts = [say(above!), say(below!)] as const;
  return parts.every((part) => part.trim().split(/\s+/).length <= 3) ? `${parts[0]} over ${parts[1]}` : `the fraction ${parts[0]} over ${parts[1]}, end of fraction`;
}

function derivativeOf(above: MathNode, below: MathNode): string | null {
  const [top, bottom] = [flat(above), flat(below)];
  const sign = differential(top[0]), same = differential(bottom[0]);
  if (sign === null || same === null || sign.word !== same.word || bottom.length < 2) return null;
  const variables = splitAt(bottom.slice(1), (node) => differential(node)?.word === sign.word);
  const isOfOne = variables.length === 1 && sign.order !== null;
  const of = sayRow(top.slice(1)), by = variables.map((nodes) => sayRow(nodes.map((node, k) => (isOfOne && k === nodes.length - 1 && node.tag === "msup" ? node.children[0]! : node))).replace(/,$/, "")).join(" and ");
  const name = `the ${sign.order === null ? "" : `${ordinal(sign.order)} `}${sign.word === "∂" ? "partial " : ""}derivative`;
  return of.trim() === "" ? `${name} with respect to ${by} of` : `${name} of ${of} with respect to ${by}`;
}

/** ∂x ∂y without its first sign: x and y. */
function splitAt(nodes: readonly MathNode[], isBetween: (node: MathNode) => boolean): readonly (readonly MathNode[])[] {
  const at = nodes.findIndex(isBetween);
  return at < 0 ? [nodes] : [nodes.slice(0, at), ...splitAt(nodes.slice(at + 1), isBetween)];
}

/** A d or ∂, with the order that stands on it. */
function differential(node: MathNode | undefined): { readonly word: string; readonly order: string | null } | null {
  if (node === undefined) return null;
  if (node.tag === "mi" && (node.text === "d" || node.text === "∂")) return { word: node.text, order: null };
  const [base, order] = node.children;
  return node.tag === "msup" && base?.tag === "mi" && (base.text === "d" || base.text === "∂") ? { word: base.text, order: say(order!) } : null;
}

const ordinal = (order: string): string => ({ 2: "second", 3: "third" })[order] ?? `${order}th`;

const flat = (node: MathNode): readonly MathNode[] => (["mrow", "mstyle", "mtd"].includes(node.tag) ? node.children.flatMap(flat) : isEmpty(node) ? [] : [node]);

/** A longer one ends with a pause, so that what follows is not taken for part of it. */
function index(below: MathNode): string {
  const text = say(below);
  return `sub ${text}${flat(below).length > 1 ? "," : ""}`;
}

function power(above: MathNode): string {
  const parts = flat(above);
  const text = parts.map((part) => part.text).join("");
  if (text === "T" || text === "⊤") return "transpose";
  if (text === "2") return "squared";
  if (text === "3") return "cubed";
  if (text === "-1" || text === "−1") return "inverse";
  if (/^′+$/.test(text)) return Array.from(text, () => "prime").join(" ");
  if (/^[*∗⋆]$/.test(text)) return "star";
  if (parts[0]?.text === "(" && parts.at(-1)?.text === ")") return `superscript ${sayRow(parts.slice(1, -1))},`;
  return parts.length === 1 ? `to the power ${say(above)}` : `to the power ${say(above)}, end of power,`;
}

const isSum = (base: MathNode): boolean => /^[∑∏∫∬∭∮⋃⋂⨁⨂]$/.test(base.text);

/** What has a brace below or above it, which a label explains. */
const isBraced = ({ tag, children: [, mark] }: MathNode): boolean => (tag === "munder" || tag === "mover") && /^[⏞⏟]$/.test(mark!.text);
const labelled = ({ children: [body] }: MathNode, label: MathNode): string => `${say(body!)}, labelled ${say(label)},`;

/** Limits of a sum; what stands below any other operator. */
function sum(base: MathNode, below: MathNode | undefined, above: MathNode | undefined): string {
  const parts = [say(base)];
  if (below !== undefined && !isEmpty(below)) parts.push(above === undefined ? "over" : "from", say(below));
  if (above !== undefined) parts.push("to", say(above));
  return `${parts.join(" ")}${isSum(base) ? " of" : ","}`;
}

const grouped = (children: readonly MathNode[]): string => (children.length === 1 && children[0]!.children.length === 0 ? say(children[0]!) : `${sayRow(children)}, end of root`);
