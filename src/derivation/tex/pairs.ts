/**
 * Finds the pairs of plain brackets and bars while a list is read from left to right. TeX knows no such pairs: to it `)` is a character
 * that may carry a superscript. Here a script on a closer becomes a script on the whole pair. What has no partner stays a symbol.
 */
import { makePair, type PairRole } from "./delimiters.js";
import { classOf } from "./symbols.js";
import type { Span, Tex } from "./tex.js";

/** A list that grows; `open` holds the brackets that are not closed yet, the outermost first. */
export interface PairList {
  readonly items: Tex[];
  readonly open: OpenPair[];
}

interface OpenPair {
  readonly opener: Tex;
  /** As the tree spells it. */
  readonly delimiter: string;
  readonly isBar: boolean;
  readonly items: Tex[];
}

export const newPairList = (): PairList => ({ items: [], open: [] });

const current = (list: PairList): Tex[] => list.open.at(-1)?.items ?? list.items;

/** How many brackets are open now. */
export const openPairs = (list: PairList): number => list.open.length;

/** The last node at this place: what a bar decides by. */
export const lastOf = (list: PairList): Tex | undefined => current(list).at(-1);

/** Adds a node that is no bracket. A relation ends the hope for the bars before it: in `p(y|x) = 1` nothing closes `|`. */
export function addNode(list: PairList, node: Tex): void {
  if (isRelation(node)) while (list.open.at(-1)?.isBar === true) giveUp(list);
  current(list).push(node);
}

/**
 * Adds a bracket or bar.
 * @param node the symbol, or scripts on it
 * @param delimiter as the tree spells it
 */
export function addDelimiter(list: PairList, node: Tex, delimiter: string, role: PairRole): void {
  const hasScripts = node.kind === "scripts";
  if (role === "open" || (role === "bar" && !closesBar(list, delimiter, hasScripts))) {
    if (hasScripts) current(list).push(node);
    else list.open.push({ opener: node, delimiter, isBar: role === "bar", items: [] });
    return;
  }
  const partner = list.open.findLastIndex((pair) => makePair(pair.delimiter, delimiter));
  if (partner === -1) {
    current(list).push(node);
    return;
  }
  while (list.open.length - 1 > partner) giveUp(list);
  const { opener, delimiter: left, items } = list.open.pop() as OpenPair;
  const closer = node.kind === "scripts" ? (node.base as Tex) : node;
  const pair: Tex = asNorm({ kind: "delimited", left, right: delimiter, body: items, start: Math.min(opener.start, closer.start), end: Math.max(opener.end, closer.end) });
  current(list).push(node.kind === "scripts" ? { ...node, base: pair, start: Math.min(pair.start, node.start), end: Math.max(pair.end, node.end) } : pair);
}

/** The whole list; brackets still open become symbols. */
export function finishPairs(list: PairList): Tex[] {
  while (list.open.length > 0) giveUp(list);
  return list.items;
}

function giveUp(list: PairList): void {
  const pair = list.open.pop() as OpenPair;
  const to = current(list);
  to.push(pair.opener);
  for (const item of pair.items) to.push(item);
}

/** A bar closes if one of its kind is the innermost thing open and an operand stands between: `|x|`, but not in `||x` or `|x + |`. */
function closesBar(list: PairList, delimiter: string, hasScripts: boolean): boolean {
  const innermost = list.open.at(-1);
  if (innermost?.isBar !== true || innermost.delimiter !== delimiter) return false;
  const last = innermost.items.at(-1);
  return last !== undefined && (hasScripts || isOperand(last));
}

/** Whether nothing has to follow the node: `x`, `x_i`, `(a+b)`, but not `+`, `\log`, `\sum_j`. */
function isOperand(node: Tex): boolean {
  if (node.kind === "scripts") return node.base === null || isOperand(node.base);
  if (node.kind === "symbol") return classOf(node.text) === "operand" || classOf(node.text) === null;
  return true;
}

const isRelation = (node: Tex): boolean =>
  (node.kind === "symbol" && classOf(node.text) === "relation" && node.text !== "\\mid" && node.text !== "\\parallel") || (node.kind === "scripts" && node.base !== null && isRelation(node.base));

const touch = (a: Span, b: Span): boolean => a.end === b.start;

type Delimited = Extract<Tex, { kind: "delimited" }>;

/** `||x||` is written for `\|x\|`. */
function asNorm(pair: Delimited): Delimited {
  const [inner, ...rest] = pair.body;
  const isDoubled = pair.left === "|" && inner?.kind === "delimited" && rest.length === 0 && inner.left === "|" && inner.right === "|";
  return isDoubled && touch({ start: 0, end: pair.start + 1 }, inner) && inner.end + 1 === pair.end ? { ...pair, left: "\\|", right: "\\|", body: inner.body } : pair;
}
