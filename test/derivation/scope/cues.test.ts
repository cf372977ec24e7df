import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cuesAfter, cuesBefore, standingOf } from "../../../src/derivation/scope/cues.js";

const after = (words: string): readonly string[] => cuesAfter(words).map(({ kind }) => kind);
const before = (words: string): readonly string[] => cuesBefore(words).map(({ kind }) => kind);

describe("cuesAfter", () => {
  const said: readonly (readonly [string, readonly string[]])[] = [
    [" is symmetric.", ["symmetric"]],
    [" be a symmetric matrix, and let", ["symmetric"]],
    [" is real, symmetric and invertible.", ["symmetric", "invertible"]],
    [" be the symmetric covariance matrix of the data.", ["symmetric"]],
    [" be a symmetric positive definite matrix", ["positive-definite"]],
    [" is positive semidefinite.", ["positive-definite"]],
    [" be skew-symmetric.", ["skew"]],
    [" for the identity matrix.", ["identity"]],
    [" denotes the identity.", ["identity"]],
    [" is the vector of ones.", ["ones"]],
    [" be a column vector of ones", ["ones"]],
    [" be a one-hot vector with a 1 for the true word", ["one-hot"]],
    [" be a probability vector.", ["probabilities"]],
    [" with unit norm", ["unit-norm"]],
    [" be positive numbers.", ["positive"]],
    [" invertible", ["invertible"]],
  ];
  for (const [words, kinds] of said) it(`'… ${words.trim()}' says ${kinds.join(", ")}`, () => assert.deepEqual(after(words), kinds));

  const unsaid: readonly string[] = [
    " is not symmetric.", " be a non-symmetric matrix.", " is neither symmetric nor diagonal.", " is symmetric only when", " is symmetric if", " is similar to a symmetric matrix.",
    " is the sum of a symmetric and a skew matrix.", " symmetric? No.", " is positive in expectation.", " be the positive part.", " be the moment of inertia, not the identity.", " be the Jacobian of the identity.",
    " be the observed distribution mean.", " with normal distribution.", " be a row of ones and zeros.", " is orthogonal to", " has diagonal entries", " be a vector. The matrix is symmetric",
  ];
  for (const words of unsaid) it(`'… ${words.trim()}' says nothing`, () => assert.deepEqual(after(words), []));
});

describe("cuesBefore", () => {
  const said: readonly (readonly [string, readonly string[]])[] = [
    ["for a symmetric matrix ", ["symmetric"]],
    ["and a symmetric, invertible covariance matrix ", ["symmetric", "invertible", "covariance"]],
    ["with the covariance ", ["covariance"]],
    ["a symmetric positive definite matrix ", ["positive-definite"]],
    ["with the identity matrix ", ["identity"]],
    ["and the vector of ones ", ["ones"]],
    ["a one-hot target ", ["one-hot"]],
  ];
  for (const [words, kinds] of said) it(`'${words.trim()} …' says ${kinds.join(", ")}`, () => assert.deepEqual(before(words), kinds));

  const unsaid: readonly string[] = ["a non-symmetric matrix ", "a not necessarily symmetric matrix ", "the symmetric part of ", "the diagonal of ", "is orthogonal to ", "a symmetric matrix. Take ", "the identity and ", "with the cross-covariance ", "the covariance shrinks towards "];
  for (const words of unsaid) it(`'${words.trim()} …' says nothing`, () => assert.deepEqual(before(words), []));
});

describe("standingOf", () => {
  it("takes what is plainly said", () => assert.equal(standingOf("Let be given. The matrix", false), "asserted"));
  it("takes what is assumed, whatever the sentence began with", () => assert.equal(standingOf("When two layers are stacked, assume that", false), "asserted"));
  it("supposes after 'if' and 'when'", () => {
    assert.equal(standingOf("If", false), "supposed");
    assert.equal(standingOf("This is easier when", true), "supposed");
  });
  it("supposes after 'for a' only of a name that is declared elsewhere", () => {
    assert.equal(standingOf("For a symmetric", false), "supposed");
    assert.equal(standingOf("For a symmetric matrix", true), "asserted");
  });
  it("denies after 'not', and in a question", () => {
    assert.equal(standingOf("We do not assume that", false), "denied");
    assert.equal(standingOf("Is", false), "denied");
  });
});
