import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { content } from "./outline.js";

const tex = (text: string): string[] => content("paper.tex", text);
const same = (title: string, text: string, expected: readonly string[]): void => void it(title, () => assert.deepEqual(tex(text), expected));

describe("a LaTeX file", () => {
  same(
    "is read from \\begin{document} to \\end{document}, with the preamble's macros",
    String.raw`\documentclass{article}
\usepackage{amsmath} % $no$
\newcommand{\vx}{\mathbf{x}}
\title{On $y$}
\begin{document}
\section{Gradients}
Let $\vx \in \R^n$.
\begin{align}
  a &= b \tag{1} \\
  c &= d \label{eq:c}
\end{align}
\end{document}
$after$`,
    ["heading 1: Gradients", "prose: Let", "inline: mathbf{x} \\in mathbb{R}^{n}", "prose: .", "display: [align: a & = b #1 \\\\ c & = d @eq:c]"],
  );
  same("without a preamble is read whole", "Let $x$ be", ["prose: Let", "inline: x", "prose: be"]);
  same("may have blanks inside of dollars", "$x $ and $5$5", ["inline: x", "prose: and", "inline: 5", "prose: 5"]);
  same("has comments", "a % $b$ \\section{c}\nd 5\\% $e % f$\n$", ["prose: a", "prose: d 5%", "inline: e"]);
  same("has displays", "\\[ a \\] $$b$$ \\begin{equation*} c \\end{equation*}", ["display: a", "display: b", "display: c"]);
  same("has sections", "\\section*{A $x$}\n\\subsection{B}\n\\chapter{C}", ["heading 1: A $x$", "heading 2: B", "heading 1: C"]);
  same("has verbatim parts", "\\begin{verbatim}\n$a$\n\\end{verbatim}\n\\verb|$b$| c", ["prose: c"]);
  same("has waivers", "% not checked: because it is a convention\n\\[ a = b \\]\n\\[ c \\]", ["display: a = b waived: it is a convention", "display: c"]);
  same("has prose without commands", "We \\emph{see} it~\\cite{x} in \\eqref{eq:a}, that is, \\textbf{all}", ["prose: We see it in (eq:a), that is, all"]);
  same("names what is never closed", "\\begin{align} a\n\nb", ["display: !0-13 this '\\begin{align}' is never closed: add '\\end{align}'", "prose: a", "prose: b"]);
});
