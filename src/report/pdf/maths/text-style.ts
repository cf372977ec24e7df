import type { MathNode } from "../mathml.js";
import { isApplication } from "./setting.js";

const BESIDE: { readonly [tag: string]: string } = { munder: "msub", mover: "msup", munderover: "msubsup" };

/** KaTeX gives sums their limits above and below wherever the formula as a whole is displayed; in fractions and matrices TeX sets them beside. */
export function textStyle(node: MathNode): MathNode {
  if (node.attributes["displaystyle"] === "true") return node;
  const beside = BESIDE[node.tag];
  const isSum = beside !== undefined && (/^[∑∏∐⋃⋂⨁⨂⨀⋁⋀⨆⨄]$/.test(node.children[0]!.text) || isApplication(node.children[0]!.children.at(-1)));
  return { ...node, tag: isSum ? beside : node.tag, children: node.children.map(textStyle) };
}
