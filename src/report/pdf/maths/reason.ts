/** Words beside the lines of a derivation, which would make it wider than the page. */
import { stringLiteral } from "../literals.js";
import type { MathNode } from "../mathml.js";
import { EMPTY, type Setting } from "./setting.js";

/** Letters from which on the words are broken into lines. */
const LONG = 34;

export const isLongText = (cell: MathNode | undefined): boolean => cell !== undefined && partsOf(cell)[0]?.tag === "mtext" && partsOf(cell).reduce((length, part) => length + lengthOf(part), 0) > LONG;

const lengthOf = ({ text, children }: MathNode): number => children.reduce((length, child) => length + lengthOf(child), text.length);

/** Text of its own, broken into lines of half the measure. What ends a row must not end the box: an empty string stands between. */
export function reason(cell: MathNode | undefined, set: Setting): string {
  const content = cell === undefined ? "" : runsOf(partsOf(cell)).map((run) => (isWords(run[0]!) ? run.map(({ text }) => `#${stringLiteral(text.replaceAll("\u00a0", " "))};`).join("") : `$${set.row(run)}$`)).join("");
  return content === "" ? EMPTY : `#box(width:15.5em,baseline:50% - 0.4em,{set align(left);set par(justify:false,leading:0.4em);set text(hyphenate:false);[${content}]})${EMPTY}`;
}

const isWords = (node: MathNode): boolean => node.tag === "mtext" && node.children.length === 0;

/** Words, and what stands between them as one formula, in which signs keep their distance. */
function runsOf(parts: readonly MathNode[]): readonly (readonly MathNode[])[] {
  return parts.reduce<MathNode[][]>((runs, part) => {
    const last = runs.at(-1);
    if (last !== undefined && isWords(last[0]!) === isWords(part)) last.push(part);
    else runs.push([part]);
    return runs;
  }, []);
}

const partsOf = (node: MathNode): readonly MathNode[] => (["mtd", "mrow", "mstyle"].includes(node.tag) ? node.children.flatMap(partsOf) : node.text === "" && node.children.length === 0 ? [] : [node]);
