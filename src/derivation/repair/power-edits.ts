/** Powers and whole numbers changed. */
import { number, powerOf } from "../expression/build.js";
import { walk } from "../expression/expression.js";
import { at, type Edit, type EditContext, MINUS_ONE } from "./edit.js";

export function* powerEdits({ side, text }: EditContext): Generator<Edit> {
  for (const node of walk(side)) {
    if (node.kind === "power" && node.exponent.end > node.exponent.start) {
      const caret = text.lastIndexOf("^", node.exponent.start);
      const close = text[node.exponent.end] === "}" ? node.exponent.end + 1 : node.exponent.end;
      if (caret >= node.start) yield { start: caret, end: close, text: "", what: "the power is too much", rank: 2, rewriting: { node, by: node.base } };
    }
    const powered = node.kind === "name" || node.kind === "entry" || node.kind === "apply" || node.kind === "absolute" || node.kind === "norm" || node.kind === "add" || node.kind === "big";
    if (powered && node.end > node.start) {
      const end = node.kind === "add" || node.kind === "big" ? closing(text, node.end) : node.end;
      if (end !== null) {
        yield { ...at(end), text: "^2", what: "the square is missing", rank: 3, rewriting: { node, by: powerOf(node, number(2)) } };
        yield { ...at(end), text: "^{-1}", what: "the inverse is missing", rank: 3, rewriting: { node, by: powerOf(node, MINUS_ONE) } };
        yield { ...at(end), text: "^3", what: "the power is missing", rank: 5, rewriting: { node, by: powerOf(node, number(3)) } };
      }
    }
    if (node.kind === "apply" && /^(sin|cos|tan|tanh|sinh|cosh|log)$/.test(node.function)) {
      const command = /^\\[a-zA-Z]+/.exec(text.slice(node.start))?.[0];
      if (command !== undefined && text[node.start + command.length] !== "^") yield { ...at(node.start + command.length), text: "^2", what: "the square is missing", rank: 2 };
    }
  }
}

/** The offset after the bracket that closes here. */
function closing(text: string, end: number): number | null {
  const match = /^\s*(\\right\s*)?[)\]}|]/.exec(text.slice(end));
  return match === null ? null : end + match[0].length;
}

export function* numberEdits({ side }: EditContext): Generator<Edit> {
  for (const node of walk(side)) {
    if (node.kind !== "number" || node.places > 0 || node.end === node.start) continue;
    const value = Number(node.digits);
    const tries = new Set([value + 1, value - 1, value + 2, 2 * value, value / 2, value * value, -value].filter((each) => Number.isInteger(each) && each !== value && each > 0 && each < 1000));
    for (const each of tries) yield { start: node.start, end: node.end, text: String(each), what: `the number ${value} should be ${each}`, rank: 2, rewriting: { node, by: number(each) } };
  }
}
