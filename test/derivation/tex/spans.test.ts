import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readTex } from "../../../src/derivation/tex/read-tex.js";
import type { Span, Tex } from "../../../src/derivation/tex/tex.js";
import { FORMULAS } from "./damage.js";
import { shape, shapes } from "./shape.js";

/** The nodes right below a node. */
function children(node: Tex): readonly Tex[] {
  const given = (...nodes: (Tex | null)[]): Tex[] => nodes.filter((child) => child !== null);
  switch (node.kind) {
    case "symbol":
    case "number":
    case "words":
      return [];
    case "scripts":
      return given(node.base, node.sub, node.sup);
    case "fraction":
      return [node.numerator, node.denominator];
    case "binomial":
      return [node.upper, node.lower];
    case "root":
      return given(node.index, node.radicand);
    case "accent":
    case "font":
      return [node.body];
    case "annotated":
      return given(node.body, node.note);
    case "group":
    case "delimited":
      return node.body;
    case "environment":
      return node.rows.flatMap(({ cells }) => cells.flatMap(({ body }) => body));
  }
}

const isWithin = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.end <= outer.end && inner.start <= inner.end;

/** Every node lies within its parent, and its characters alone read as the node (a group of one token as that token). */
function checkNode(text: string, node: Tex, parent: Span): void {
  assert.ok(isWithin(node, parent), `${shape(node)} at ${node.start}-${node.end}, outside of ${parent.start}-${parent.end} in ${text}`);
  const slice = text.slice(node.start, node.end);
  const isBracketed = node.kind === "group" && slice.startsWith("[");
  if (!isBracketed && !(node.kind === "words" && !slice.startsWith("\\"))) {
    const reading = readTex(text, node);
    assert.ok("formula" in reading, `${JSON.stringify(reading)}: ${slice} in ${text}`);
    const again = shapes(reading.formula.body);
    assert.ok(again === shape(node) || (node.kind === "group" && again === shapes(node.body)), `${slice} gives ${again}, not ${shape(node)}, in ${text}`);
  }
  for (const child of children(node)) checkNode(text, child, node);
}

function check(text: string, from = 0): void {
  const range = { start: from, end: text.length };
  const reading = readTex(text, range);
  assert.ok("formula" in reading, JSON.stringify(reading));
  assert.deepEqual({ start: reading.formula.start, end: reading.formula.end }, range);
  for (const node of reading.formula.body) checkNode(text, node, range);
}

describe("a node's characters alone read as the node", () => {
  it("in the formulas of the fixture", () => FORMULAS.forEach((tex) => check(tex)));
  it("where the formula stands behind other text", () => FORMULAS.slice(0, 20).forEach((tex) => check(`where 1} $ ${tex}`, "where 1} $ ".length)));

  for (const tex of String.raw`
    \frac12 x^23 + \frac d{dx} \mathbf x_i^T
    {\bf x} + {\rm tr}(A) + {a \over b} + \sqrt[3]{x + y}
    \left( \frac{a}{b} \right)^2_i + (a + b)^2 + |x|_1 + \|y\|_2^2 + \bigl( a \bigr)_i
    \text{if $x > 0$} f''^2 + f^{\prime} + x^{'} + {}_i y
    \begin{cases} x^2 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}
    \begin{align} a &= \mathrm{d}x \tag{1} \\[2mm] & = c \end{align}
    \underbrace{a + b}_{c} + \overset{!}{=} + \boxed{x}
    a \not= b \quad \textcolor{red}{x + y}_i ... 0.5 α′`
    .trim()
    .split("\n")) {
    it(tex.trim(), () => check(tex.trim()));
  }
});

describe("what a macro made has the place of its call", () => {
  const places = (tex: string): string[] => {
    const found: string[] = [];
    const visit = (node: Tex): void => {
      found.push(`${shape(node)} ${node.start}-${node.end}`);
      children(node).forEach(visit);
    };
    const reading = readTex(tex, { start: 0, end: tex.length });
    if ("formula" in reading) reading.formula.body.forEach(visit);
    return found;
  };

  it("all of the body, but not the arguments", () => {
    const tex = String.raw`\def\h#1{\frac{#1}{2}}a\h{xy}`;
    assert.deepEqual(places(tex), ["a 22-23", "({x y} / {2}) 23-29", "{x y} 23-29", "x 26-27", "y 27-28", "{2} 23-29", "2 23-29"]);
  });

  it("scripts on it reach to their end", () => {
    assert.deepEqual(places(String.raw`\def\v{x}\v^2`), ["x^{2} 9-13", "x 9-11", "{2} 12-13", "2 12-13"]);
  });
});
