/** What a screen reader says of each notation. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mathTree } from "../../../src/report/pdf/mathml.js";
import { spoken } from "../../../src/report/pdf/speech.js";

const CASES: readonly (readonly [tex: string, speech: string])[] = [
  ["x_i", "x sub i"],
  ["W_{lj} x_j", "capital W sub l j, x sub j"],
  ["\\mathbf{W}^T", "bold capital W transpose"],
  ["A^{-1} + x^2", "capital A inverse plus x squared"],
  ["e^{x+1} y", "e to the power x plus 1, end of power, y"],
  ["\\mathbf{x}^{(k)}", "bold x superscript k"],
  ["f'(x)", "f prime open bracket x close bracket"],
  ["\\frac{dL}{dx_i}", "the derivative of capital L with respect to x sub i"],
  ["\\frac{d}{dx} x", "the derivative with respect to x of x"],
  ["\\frac{\\partial^2 L}{\\partial x^2}", "the second partial derivative of capital L with respect to x"],
  ["\\frac{d^2 L}{dx^2}", "the second derivative of capital L with respect to x"],
  ["\\frac{\\partial^2 f}{\\partial x_i \\partial x_j}", "the second partial derivative of f with respect to x sub i and x sub j"],
  ["\\frac{\\partial^3 f}{\\partial x^2 \\partial y}", "the third partial derivative of f with respect to x squared and y"],
  ["\\underbrace{a + b}_{\\text{sum}} + c", "a plus b, labelled sum, plus c"],
  ["\\overbrace{a + b}^{n} + c", "a plus b, labelled n, plus c"],
  ["\\oint_C f", "the contour integral over capital C of f"],
  ["\\bigoplus_k V_k \\downarrow", "the direct sum over k of capital V sub k down"],
  ["\\frac{1}{N}", "1 over capital N"],
  ["\\frac{a + b}{c + d}", "a plus b over c plus d"],
  ["\\frac{a + b + c}{2}", "the fraction a plus b plus c over 2, end of fraction"],
  ["\\frac{d + 1}{2}", "d plus 1 over 2"],
  ["\\sum_{i=1}^n x_i", "the sum from i equals 1 to n of x sub i"],
  ["\\sum_k x_k", "the sum over k of x sub k"],
  ["\\max_i x_i", "the maximum over i, x sub i"],
  ["\\log x", "log x"],
  ["\\mathrm{tr}(A)", "the trace of open bracket capital A close bracket"],
  ["\\operatorname{softmax}(x)", "softmax open bracket x close bracket"],
  ["\\sqrt{1 + x}", "the square root of 1 plus x, end of root"],
  ["\\sqrt[3]{x}", "root 3 of x"],
  ["\\hat{y} + \\bar{x}", "y hat plus x bar"],
  ["a \\odot b", "a times entry by entry b"],
  ["\\mathbf{x} \\in \\mathbb{R}^n", "bold x in the reals to the power n"],
  ["\\sigma, \\Sigma", "sigma, capital sigma"],
  ["\\begin{bmatrix} a & b \\\\ c & d \\end{bmatrix}", "matrix with 2 rows and 2 columns: row 1: a, b; row 2: c, d; end of matrix"],
  ["\\begin{bmatrix} a \\\\ \\vdots \\\\ c \\end{bmatrix}", "column with 3 entries: a, and so on, c; end of column"],
  ["\\begin{bmatrix} a & \\dots & c \\end{bmatrix}", "row with 3 entries: a, and so on, c; end of row"],
  ["\\begin{cases} 1 & \\text{if } i = j \\\\ 0 & \\text{if } i \\ne j, \\end{cases}", "cases: 1, if i equals j; 0, if i is not equal to j; end of cases"],
  ["\\begin{aligned} a &= b && \\text{by (1)} \\\\ &= c \\end{aligned}", "line 1: a equals b, reason: by (1); line 2: equals c"],
  ["\\mathbb{1}[x > 0]", "indicator open square bracket x is greater than 0 close square bracket"],
];

for (const [tex, speech] of CASES) test(tex, () => assert.equal(spoken(mathTree(tex, true)), speech));
