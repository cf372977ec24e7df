import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readTex } from "../../../src/derivation/tex/read-tex.js";
import { formulaShape } from "./shape.js";

const read = (tex: string): string => {
  const reading = readTex(tex, { start: 0, end: tex.length });
  return "formula" in reading ? formulaShape(reading.formula) : `${reading.problem.start}-${reading.problem.end}: ${reading.problem.message}`;
};

/** Lines of `TeX ==> tree`. */
const cases = (table: string): (readonly [string, string])[] =>
  table
    .trim()
    .split("\n")
    .map((line) => line.split("==>").map((part) => part.trim()) as [string, string]);

function holds(title: string, table: string): void {
  describe(title, () => {
    for (const [tex, tree] of cases(table)) it(tex, () => assert.equal(read(tex), tree));
  });
}

holds("arguments of one token", String.raw`
  \frac12 x           ==> ({1} / {2}) x
  \frac d{dx}         ==> ({d} / {d x})
  x^23                ==> x^{2} 3
  x_\text{max}        ==> x_{text:"max"}
  x^\frac12           ==> x^{({1} / {2})}
  x^\mathsf{T}        ==> x^{mathsf{T}}
  \mathbf x_i         ==> mathbf{x}_{i}
  \sqrt 2x            ==> root({2}) x
  \sqrt[3]{x}         ==> root({3}, {x})
  \hat y_i            ==> hat{y}_{i}
`);

holds("numbers", String.raw`
  12 + 0.5            ==> 12 + 0.5
  x = 2.              ==> x = 2 .
  x = .5              ==> x = .5
  x.5                 ==> x . 5
  1.2.3               ==> 1.2 . 3
  1, 2, ..., n        ==> 1 , 2 , \dots , n
`);

holds("scripts and primes", String.raw`
  f'(x)               ==> f' <( x )>
  f''^2_i             ==> f''_{i}^{2}
  f^\prime            ==> f'
  f^{\prime\prime}    ==> f''
  f^{'}               ==> f'
  x^{2\prime}         ==> x^{2 \prime}
  _i x                ==> ∅_{i} x
  {}_i x              ==> {}_{i} x
  \sum\limits_i^n x   ==> \sum_{i}^{n} x
`);

holds("words, names, fonts", String.raw`
  \mathrm{ReLU}(x)                  ==> mathrm:"ReLU" <( x )>
  \mathrm{d}x + \mathrm dx          ==> d x + d x
  \mathrm{x_i}                      ==> mathrm{x_{i}}
  {\rm tr} A                        ==> {mathrm:"tr"} A
  {\bf x} y                         ==> {mathbf{x}} y
  \bf{W} x = {\cal L}_i            ==> mathbf{W} x = {mathcal{L}}_{i}
  \operatorname{tr}(A)              ==> operatorname:"tr" <( A )>
  \operatorname*{arg\,max}_x f      ==> operatorname:"arg max"_{x} f
  \text{if } x > 0                  ==> text:"if " x > 0
  \text{if $x > 0$, else}           ==> {text:"if " x > 0 text:", else"}
  \frac{\text{d}L}{\text{d}x}        ==> ({d L} / {d x})
  \mathbb{1}[x > 0]                 ==> mathbb{1} <[ x > 0 ]>
  \mathbb R \R                      ==> mathbb{R} mathbb{R}
`);

holds("pairs", String.raw`
  (a + b)^2                         ==> <( a + b )>^{2}
  \left( a \right)_i^2              ==> <( a )>_{i}^{2}
  (0, 1] [0, 1) \{0, 1\}^n          ==> <( 0 , 1 ]> <[ 0 , 1 )> <\{ 0 , 1 \}>^{n}
  \big( a \Bigr)^2 \Bigl\{ x \Bigr\} ==> <( a )>^{2} <\{ x \}>
  \langle x, y \rangle \lfloor x \rfloor ==> <\langle x , y \rangle> <\lfloor x \rfloor>
  |x| + |y|                         ==> <| x |> + <| y |>
  |a||b|                            ==> <| a |> <| b |>
  ||x||_2                           ==> <\| x \|>_{2}
  \|Wx - t\|_2^2                    ==> <\| W x - t \|>_{2}^{2}
  \lVert x \rVert \lvert y \rvert   ==> <\| x \|> <| y |>
  \log|x| - \sum_j |x_j|            ==> \log <| x |> - \sum_{j} <| x_{j} |>
  p(y|x)p(z|w)                      ==> p <( y | x )> p <( z | w )>
  p(x | |y|)                        ==> p <( x | <| y |> )>
  y|x = z|w                         ==> y | x = z | w
  f(x)|_{x=0} = |y|                 ==> f <( x )> |_{x = 0} = <| y |>
  \left\{ x \middle| y \right\}     ==> <\{ x \mid y \}>
  \left. f \right|_0                ==> <. f |>_{0}
  ) x (                             ==> ) x (
  (a, \{b)                          ==> <( a , \{ b )>
`);

holds("fractions of plain TeX, negations, notes", String.raw`
  {a + b \over c}                   ==> {({a + b} / {c})}
  {n \choose k} \binom nk           ==> {({n} over {k})} ({n} over {k})
  a \not= b \not\in C \not\le d     ==> a \neq b \notin C \nleq d
  \underbrace{a + b}_{c}^2          ==> underbrace({a + b}, ∅)_{c}^{2}
  \underbrace{a + b}_{c}            ==> underbrace({a + b}, {c})
  \overset{!}{=} \stackrel{d}{=}    ==> overset({=}, {!}) stackrel({=}, {d})
  \boxed{x = y}                     ==> boxed({x = y}, ∅)
`);

holds("what leaves nothing; wide blanks part two formulas and stay", String.raw`
  a \, b \; c~d \! e                ==> a b c d e
  \displaystyle x \nonumber         ==> x
  \color{red} x \textcolor{red}{y}  ==> x y
  a \textcolor{red}{+ b} = c        ==> a + b = c
  \textcolor{red}{x y}_i            ==> {x y}_{i}
  a \mathbin{\star} b \mathop{\rm tr} ==> a \star b mathrm:"tr"
  a \phantom{= b} c \hspace{1em} d  ==> a c d
  \kern 1em x \mkern-3mu y          ==> x y
  a % = b                           ==> a
  a, \quad b \qquad c               ==> a , \quad b \qquad c
`);

holds("rows", String.raw`
  \begin{align} a &= b \tag{1} \\[0.6em] &= c \label{c} \\ \\ \end{align} ==> [align: a & = b #1 \\  & = c @c]
  \begin{equation} a = b \tag{7} \label{e} \end{equation}                ==> a = b #7 @e
  \begin{equation} \begin{split} a &= b \\ &= c \end{split} \end{equation} ==> [split: a & = b \\  & = c]
  a = b \tag{2}                                                          ==> a = b #2
  a = b \\ c = d                                                         ==> [aligned: a = b \\ c = d]
  a = b \\                                                               ==> a = b
  \begin{matrix} a \\ [b] \end{matrix}                                   ==> [matrix: a \\ <[ b ]>]
  \begin{array}{c|c} 1 & 2 \\ \hline 3 & 4 \end{array}                   ==> [array: 1 & 2 \\ 3 & 4]
  \begin{align} a &= b \intertext{and so} &= c \end{align}               ==> [align: a & = b \\ intertext:"and so" \\  & = c]
  \sum_{\substack{i < j \\ j \ne k}} x                                   ==> \sum_{[substack: i < j \\ j \ne k]} x
  \pmatrix{a & b \cr c & d}                                             ==> [pmatrix: a & b \\ c & d]
  \begin{alignat*}{2} a &= b & \quad c &= d \end{alignat*}               ==> [alignat*: a & = b & \quad c & = d]
`);

holds("characters that are pasted", String.raw`
  α·β ≤ ∂L          ==> \alpha \cdot \beta \le \partial L
  x′ − ‖y‖          ==> x' - <\| y \|>
  𝔸 é               ==> 𝔸 é
`);

holds("the author's macros", String.raw`
  \newcommand{\vx}{\mathbf{x}} \vx^T\vx                       ==> mathbf{x}^{T} mathbf{x}
  \newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}} \pd Lx ==> ({\partial L} / {\partial x})
  \newcommand{\pd}[2][L]{\frac{d#1}{d#2}} \pd{x}\pd[f]{x}     ==> ({d L} / {d x}) ({d f} / {d x})
  \def\sq#1{#1^2} \sq{ab}                                     ==> a b^{2}
  \DeclareMathOperator{\tr}{tr} \tr A                         ==> operatorname:"tr" A
  \DeclareMathOperator*{\am}{arg\,max} \am_x                  ==> operatorname:"arg max"_{x}
  \DeclarePairedDelimiter{\n}{\lVert}{\rVert} \n{x} \n*{y}    ==> <\| x \|> <\| y \|>
  \let\eps\varepsilon \eps                                    ==> \varepsilon
  \newcommand{\a}{x} \renewcommand{\a}{y} \a                  ==> y
  \newcommand{\a}{x} \providecommand{\a}{y} \a                ==> x
  \newcommand{\f}{\frac} \f12                                 ==> ({1} / {2})
`);

holds("errors stand at their cause", String.raw`
  \frac{a}{b + c              ==> 8-9: this '{' is never closed: add '}'
  a}                          ==> 1-2: this '}' closes nothing: remove it, or add '{' before
  \left( a                    ==> 0-6: this '\left(' is never closed: add '\right' and a delimiter, '\right.' for none
  a \right)                   ==> 2-8: this '\right' has no '\left' before it: add one, '\left.' for no delimiter
  \left a                     ==> 0-5: '\left' needs a delimiter after it, such as '(' or '.', and 'a' is none
  x^2^3                       ==> 3-4: a second superscript on the same base: put braces around the first, '{a^b}^c', or around both, 'a^{b c}'
  x_i_j                       ==> 3-4: a second subscript on the same base: put braces around the first, '{a_b}_c', or around both, 'a_{b c}'
  x^                          ==> 1-2: '^' has nothing to raise or lower after it: add it in braces
  \frac{a}                    ==> 0-5: '\frac' needs an argument in braces after it
  \alhpa + b                  ==> 0-6: the command '\alhpa' is not known: did you mean '\alpha'?
  \vect x                     ==> 0-5: the command '\vect' is not known: did you mean '\vec'?
  \xyzzy                      ==> 0-6: the command '\xyzzy' is not known: define it with '\newcommand{\xyzzy}{…}'
  \notalpha                   ==> 0-9: the command '\notalpha' is not known: define it with '\newcommand{\notalpha}{…}'
  \begin{algin} a \end{algin} ==> 0-13: the environment 'algin' is not known: did you mean 'align'?
  \begin{align} a             ==> 0-13: this '\begin{align}' is never closed: add '\end{align}'
  \begin{align} a \end{split} ==> 0-13: this '\begin{align}' meets '\end{split}': write '\end{align}', or close what stands between
  a & b                       ==> 2-3: '&' stands outside an environment: put the lines between '\begin{aligned}' and '\end{aligned}', or write '\&' for the sign
  \begin{matrix} a & b \end{matrix} & c ==> 34-35: '&' stands outside an environment: put the lines between '\begin{aligned}' and '\end{aligned}', or write '\&' for the sign
  a &lt; b                    ==> 2-3: '&lt;' is HTML: write '<'
  a $ b                       ==> 2-3: '$' cannot stand inside a formula: close the formula before it, or remove it
  \def\a{\a\a} \a             ==> 13-15: the macro '\a' expands without end: see whether its definition uses itself
  \newcommand{\f}[2]{#1#2} \f x ==> 25-27: the macro '\f' takes 2 arguments, and argument 2 is missing
  \text{if $x}                ==> 9-10: this '$' inside text is never closed: add '$'
  # x                         ==> 0-1: '#' stands for an argument in a macro's definition only: for the sign itself write '\#'
  {a \over b \over c}         ==> 11-16: '\over' has no place here: put braces around the fraction
`);
