/** Documents for the checker that no author would write: cases and corpus rows with pieces taken out, put in, doubled and exchanged. */
import { readdirSync, readFileSync } from "node:fs";
import type { Row } from "../corpus/row.js";
import { writeDocument } from "../corpus/write-document.js";
import { damaged, numbers } from "../tex/damage.js";
import { readCases } from "./read-cases.js";

export interface FuzzInput {
  readonly path: string;
  readonly text: string;
}

const CORPUS = new URL("../corpus/", import.meta.url);
const rows = (): readonly Row[] => readdirSync(CORPUS).filter((name) => name.endsWith(".jsonl")).sort().flatMap((name) => readFileSync(new URL(name, CORPUS), "utf8").trim().split("\n").map((line) => JSON.parse(line) as Row));

/** Every case but the long ones, and every row of the corpus. */
export const seeds = (): readonly FuzzInput[] => [...readCases().filter(({ text }) => text.length < 1_500).map(({ path, text }) => ({ path, text })), ...rows().map((row) => ({ path: "row.md", text: writeDocument(row) }))];

/** What a formula may hold in the wrong place: it still reads, and means something else or nothing. */
const TOKENS = String.raw`^T ^{-1} ^2 ^{n} ^{(k)} ^{n^{n^{n}}} _i _{ij} _{i,j} _{n+1} _0 _{-1} _{10^9} \sum_{i=1}^n \sum_i \sum_{i=1}^{10^9} \prod_{j=0}^{m} \sum_{i<j} \max_i \frac{d}{dx} \frac{d^2}{dx^2} \frac{\partial}{\partial} \frac{dL}{dx} \frac{d}{d(x+y)} \nabla \nabla^2
 \nabla_x^{99} \partial d' '' \odot \otimes \oslash \cdot \times / + - = \ne < \in \det \operatorname{tr} \operatorname{vec} \operatorname{diag} \exp \log \sqrt{-1} \sin^{-1} \max(0, \delta_{ij} \mathbb{1}[x>0] \infty \pi e \mathbf{1} \mathbf{I} \begin{bmatrix}a&\cdots&b\\\vdots&\ddots&\vdots\end{bmatrix}
 \begin{cases}x&x>0\end{cases} | \| \langle x,y\rangle 0 1 2 0.5 99999999999999999999 10^{400} 1/0 x y W L n m \mathbb{R}^{10000000} \in\mathbb{R}^{n\times\times} \in\mathbb{N} :=x \to\mathbb{R} \dots \cdots f(x,) f() (f) \sigma(z)=z \left( \right) { } \text{if} \text{for}~i=1,\dots,n \tag{2} \\ &`.split(/\s+/);

/** One to three exchanged, doubled, dropped or foreign tokens. */
function scrambled(text: string, random: (below: number) => number): string {
  const tokens = text.match(/\\[a-zA-Z]+|\s+|[a-zA-Z]+|\d+|[^]/g) ?? [];
  for (let count = 1 + random(3); count > 0; count--) {
    const at = random(tokens.length), other = random(tokens.length), kind = random(5);
    if (kind === 0) tokens.splice(at, 1);
    else if (kind === 1) tokens.splice(at, 0, ` ${TOKENS[random(TOKENS.length)]} `);
    else if (kind === 2) [tokens[at], tokens[other]] = [tokens[other]!, tokens[at]!];
    else if (kind === 3) tokens.splice(at, 0, ...tokens.slice(other, other + 1 + random(8)));
    else tokens[at] = ` ${TOKENS[random(TOKENS.length)]} `;
  }
  return tokens.join("");
}

/** The input of a number, the same on every machine. */
export function fuzzInput(number: number, from: readonly FuzzInput[]): FuzzInput {
  const random = numbers(number + 1);
  const { path, text } = from[random(from.length)]!;
  const broken = random(3) === 0 ? damaged(text, random) : scrambled(text, random);
  return { path, text: broken };
}
