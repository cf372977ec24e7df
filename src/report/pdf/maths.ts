/**
 * A formula in Typst's language, from its MathML.
 * Every glyph is written as an escape or a string literal and pieces are joined without spaces, so nothing in a formula can be
 * taken for Typst's syntax and no space is set that TeX would not set.
 */
import { stringLiteral } from "./literals.js";
import { space } from "./maths/length.js";
import { identifier, styled, textual } from "./maths/letters.js";
import { fenced, operator } from "./maths/operator.js";
import { attached, limits, over, under } from "./maths/scripts.js";
import { EMPTY, isApplication, type SetNode, type Setting } from "./maths/setting.js";
import { enclosed, style } from "./maths/style.js";
import { table } from "./maths/table.js";
import { textStyle } from "./maths/text-style.js";
import { type MathNode, mathTree } from "./mathml.js";

/** What stands between dollars. @throws Error for a construct that has no form in Typst yet, with its name */
export const mathsTypst = (tex: string, display: boolean): string => treeTypst(mathTree(tex, display));

/** The same for a formula that was read already. */
export function treeTypst(node: MathNode): string {
  const by = SET[node.tag];
  if (by === undefined) throw new Error(`the formula has a <${node.tag}>, which the PDF cannot set yet`);
  return by(node, SETTING);
}

/** A name followed by the invisible "function application" is an operator such as sin. */
const row = (nodes: readonly MathNode[]): string => nodes.map((node, k) => (node.tag === "mi" && isApplication(nodes[k + 1]) ? identifier(node, true, SETTING) : treeTypst(node))).join("");

const SETTING: Setting = { one: treeTypst, row, argument: (node) => treeTypst(node) || EMPTY };

const SET: { readonly [tag: string]: SetNode } = {
  // TeX's `{}`: nothing, but an operator beside it has something to keep its distance from.
  mrow: (node, set) => (node.children.length === 0 ? EMPTY : fenced(node, set)),
  mi: (node, set) => identifier(node, false, set),
  mn: (node) => styled(node, stringLiteral(node.text)),
  mo: operator,
  mtext: textual,
  mspace: ({ attributes }) => (attributes["linebreak"] === "newline" ? "\\ " : space(attributes["width"])),
  mfrac: fraction,
  msqrt: ({ children }, set) => `sqrt(${set.row(children) || EMPTY})`,
  mroot: ({ children: [body, index] }, set) => `root(${set.argument(index!)},${set.argument(body!)})`,
  msub: ({ children: [base, below] }, set) => attached(base!, { b: below }, set),
  msup: ({ children: [base, above] }, set) => attached(base!, { t: above }, set),
  msubsup: ({ children: [base, below, above] }, set) => attached(base!, { b: below, t: above }, set),
  munder: under,
  mover: over,
  munderover: ({ children: [base, below, above] }, set) => limits(base!, { b: below, t: above }, set),
  mmultiscripts: ({ children: [base, below, above] }, set) => attached(base!, { b: below, t: above }, set),
  mtable: table,
  mstyle: style,
  mpadded: ({ children }, set) => set.row(children),
  mphantom: ({ children }, set) => `#hide($${set.row(children)}$)`,
  menclose: enclosed,
  semantics: ({ children }, set) => set.one(children[0]!),
};

function fraction({ attributes, children: [above, below] }: MathNode, set: Setting): string {
  const parts = `${set.argument(textStyle(above!))},${set.argument(textStyle(below!))}`;
  return /^0(px)?$/.test(attributes["linethickness"] ?? "") ? `vec(delim:#none,gap:#0.35em,${parts})` : `frac(${parts})`;
}
