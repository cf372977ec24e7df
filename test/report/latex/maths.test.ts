/** What of a formula LaTeX is given: nothing that reads a file there, though KaTeX takes it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { latexMaths } from "../../../src/report/latex/maths.js";
import { reachesOut } from "../../../src/report/reaches-out.js";
import { texError } from "../../../src/report/tex.js";
import { MATHS_CASES } from "../pdf/maths-cases.js";

for (const tex of [
  String.raw`\href{https://example.org/^^5cinput{/etc/passwd}}{x}`,
  String.raw`\href{https://example.org}{x}`,
  String.raw`\includegraphics{../../secret.png}`,
  String.raw`\def\end#1.{\input{/etc/passwd}} y`,
  String.raw`\def\a#1{}\def\end#1{\input{/etc/passwd}} \a{\end} y`,
  String.raw`\def\a#1{} \a{\input{/etc/passwd}} y`,
  String.raw`{\let\end\relax} y`,
  String.raw`\char${"`"}\^^5c`,
]) {
  test(`LaTeX is not given ${tex}`, () => {
    if (!reachesOut(tex)) assert.equal(texError(tex, true), null, "KaTeX takes it");
    assert.equal(latexMaths(tex), null);
  });
}

for (const [tex, given] of [
  ["x % a note", "x "],
  ["x % a note\n  + y", "x + y"],
  [String.raw`50\% % \input{a}`, String.raw`50\% `],
  [String.raw`\def\R{}\renewcommand{\R}{\mathbb{R}} x \in \R^n`, String.raw`\def\R{}\renewcommand{\R}{\mathbb{R}} x \in \R^n`],
  [String.raw`\def\norm#1{\left\lVert #1 \right\rVert} \norm{x}`, String.raw`\def\norm#1{\left\lVert #1 \right\rVert} \norm{x}`],
] as const) {
  test(`LaTeX is given ${JSON.stringify(given)} for ${JSON.stringify(tex)}`, () => assert.equal(latexMaths(tex), given));
}

test("LaTeX is given every formula of the table of cases as it is", () => {
  for (const { tex } of MATHS_CASES.filter(({ tex: each }) => !/%|\\(href|url|def|let|newcommand)/.test(each))) assert.equal(latexMaths(tex), tex);
});
