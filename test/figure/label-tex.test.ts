import { test } from "node:test";
import assert from "node:assert/strict";
import { labelMarkup } from "../../src/figure/label-tex.js";

const { raw } = String;

test("LaTeX in a label becomes plotly's markup", () => {
  const rows: readonly (readonly [label: string, markup: string])[] = [
    ["step h", "step h"],
    ["step $h$", "step <i>h</i>"],
    [raw`$\alpha_i^2$`, "α<sub><i>i</i></sub><sup>2</sup>"],
    [raw`$\mathbf{W}^T x$`, "<b>W</b><sup><i>T</i></sup> <i>x</i>"],
    [raw`$\frac{dL}{dx}$`, "<i>d</i><i>L</i>/<i>d</i><i>x</i>"],
    [raw`$10^{-6}$`, "10<sup>−6</sup>"],
    [raw`$\log \|x\|$`, "log‖<i>x</i>‖"],
    [raw`$\text{error}$ of $\sqrt{h}$`, "error of √(h)"],
  ];
  for (const [label, markup] of rows) assert.equal(labelMarkup(label), markup, label);
});

test("what plotly's markup cannot say is refused rather than shown raw", () => {
  assert.throws(() => labelMarkup(raw`$\begin{matrix}a\end{matrix}$`), { name: "FigureError", message: raw`the label $\begin{matrix}a\end{matrix}$ of a figure uses \begin, which a figure cannot show; write it in words, or put it in the caption` });
});
