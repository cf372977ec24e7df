/** What is asked of every layer: its equation is its code, its gradients hold, and each slip is refused, on paper and in code. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { checkLayer } from "../../src/derivation/index.js";
import { checkGradients } from "../../src/gradcheck/index.js";
import type { Gradient, Inputs, Layer, Tensor } from "../../src/layers/index.js";

interface Slips<I extends Inputs, Y extends Tensor> {
  /** Formulas of the gradient by an input that are not its gradient. */
  readonly paper: { readonly [title: string]: { readonly [input: string]: string } };
  /** Gradients that are not those of forward: what backward hands back, with something changed. */
  readonly code: { readonly [title: string]: (gradient: Gradient<I>, inputs: I, dY: Y) => { readonly [input: string]: Tensor } };
}

export function testLayer<I extends Inputs, Y extends Tensor>(layer: Layer<I, Y>, inputs: I, dY: Y, slips: Slips<I, Y>): void {
  const { name } = layer;
  test(`${name}: the equation is the code`, () => {
    const check = checkLayer(layer, inputs, dY);
    assert.equal(check.verdict, "holds", inspect(check));
  });
  test(`${name}: the gradients hold`, () => {
    const check = checkGradients(layer, inputs, dY);
    assert.equal(check.verdict, "holds", inspect(check));
  });
  for (const [title, slip] of Object.entries(slips.code)) test(`${name}, code: refuses ${title}`, () => {
    const backward: Layer<I, Y>["backward"] = (given, from) => ({ ...layer.backward(given, from), ...slip(layer.backward(given, from), given, from) });
    assert.equal(checkGradients({ ...layer, backward }, inputs, dY).verdict, "fails");
  });
  for (const [title, formula] of Object.entries(slips.paper)) test(`${name}, paper: refuses ${title}`, () => {
    const check = checkLayer({ ...layer, latex: { ...layer.latex, backward: { ...layer.latex.backward, ...formula } } }, inputs, dY);
    assert.equal(check.summary, `the code is right and the paper is wrong (${Object.keys(formula).map((input) => `latex.backward.${input}`).join(", ")})`, inspect(check));
  });
}

/** The test of a table of refusals: each call throws with this message. */
export function testRefusals(refusals: readonly (readonly [title: string, wrong: () => unknown, message: string])[]): void {
  for (const [title, wrong, message] of refusals) test(`refuses ${title}`, () => assert.throws(wrong, (error: Error) => {
    assert.equal(error.message, message);
    return true;
  }));
}
