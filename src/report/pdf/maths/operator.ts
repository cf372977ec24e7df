/** Signs between and around what they join. */
import { stringLiteral, symbols } from "../literals.js";
import type { MathNode } from "../mathml.js";
import { bar, growingBar, isBar } from "./bar.js";
import { em } from "./length.js";
import { styled } from "./letters.js";
import type { Setting } from "./setting.js";

/** Characters whose class in TeX differs from the one Typst would take. */
const CLASSES: { readonly [character: string]: string } = { "∣": "relation", "∥": "relation", ":": "relation", "∖": "binary" };

export function operator(node: MathNode, set: Setting): string {
  const { text, attributes } = node;
  if (node.children.length > 0) return composed(node, set);
  if (text === "" || /^[\u2061-\u2064]$/.test(text)) return "";
  if (attributes["minsize"] !== undefined) return `stretch(${symbols(text)},size:#${em(attributes["minsize"])})`;
  const letters = [...text];
  if (letters.length > 1) return /^\p{L}+$/u.test(text) ? `op(upright(${stringLiteral(text)}))` : styled(node, symbols(text));
  if (isBar(text) && attributes["fence"] === "true") return growingBar(text);
  if (isBar(text) && attributes["stretchy"] === "false") return bar(text);
  const special = CLASSES[text];
  return special === undefined ? styled(node, symbols(text === "-" ? "−" : text)) : `class("${special}",${symbols(text)})`;
}

/** A sign made of others: a relation with something above it, `\bmod`, or the name of an operator. */
function composed({ attributes, children }: MathNode, set: Setting): string {
  const [only] = children;
  const isRelation = children.length === 1 && ["mover", "munder", "munderover"].includes(only!.tag);
  const kind = attributes["lspace"] === "0.22em" ? "binary" : isRelation ? "relation" : null;
  return kind === null ? set.row(children) : `class("${kind}",${set.row(children)})`;
}

const isFence = (node: MathNode | undefined): boolean => node?.tag === "mo" && node.attributes["fence"] === "true" && node.attributes["stretchy"] !== "false";

/** `\left( … \right)`: fences at the ends grow with what stands between them; one of them may be missing. */
export function fenced({ children }: MathNode, set: Setting): string {
  const grows = isFence(children[0]) || isFence(children.at(-1));
  return grows && children.length > 1 ? `lr(${set.row(children)})` : set.row(children);
}
