/** Formulas that the PDF must set: the displays of the assignment first, then one row for each construct. A new notation gets its row here. */

export interface MathsCase {
  readonly title: string;
  readonly tex: string;
  readonly display: boolean;
}

const display = (title: string, tex: string): MathsCase => ({ title, tex, display: true });
const inline = (title: string, tex: string): MathsCase => ({ title, tex, display: false });
const { raw } = String;

const ASSIGNMENT: readonly MathsCase[] = [
  display("chain rule over the entries (1)", raw`\frac{dL}{dx_i} = \sum_{l=1}^n \frac{dL}{dy_l} \frac{dy_l}{dx_i}`),
  display("growing brackets (2)", raw`\frac{dL}{dx_i} = \sum_{l=1}^{n} \frac{dL}{dy_l} \frac{d}{dx_i} \left( \sum_{j=1}^{m} W_{lj} x_j + b_j \right) = \sum_{l=1}^{n} \frac{dL}{dy_l} W_{li}`),
  display("matrix with dots (3)", raw`\frac{dL}{d\mathbf{x}} = \begin{bmatrix} W_{1,1} & W_{2,1} & \dots & W_{m,1} \\ W_{1,2} & W_{2,2} & \dots & W_{m,2} \\ \vdots & \vdots & \ddots & \vdots \\ W_{1,n} & W_{2,n} & \dots & W_{m,n} \end{bmatrix} \begin{bmatrix} \frac{dL}{dy_1} \\ \frac{dL}{dy_2} \\ \vdots \\ \frac{dL}{dy_m} \end{bmatrix} = \mathbf{W}^T \frac{dL}{d\mathbf{y}}`),
  display("a row that is shorter than the others (3, as handed in)", raw`\begin{bmatrix} W_{1,1} & W_{2,1} & \dots & W_{m,1} \\ \vdots & \ddots & & \vdots \end{bmatrix}`),
  display("a line that ends in = (5)", raw`\frac{dL}{dW_{ij}} = \sum_{l=1}^{n} \frac{dL}{dy_l} \frac{d}{dW_{ij}} \left( \sum_{k=1}^{m} W_{lk} x_k + b_l \right) =`),
  display("a line that begins with = (6)", raw`= \sum_{l=1}^{n} \frac{dL}{dy_l} \left( \sum_{k=1}^{m} x_k \frac{d}{dW_{ij}} W_{lk} + b_l \right)`),
  display("column times row (8)", raw`\frac{dL}{d\mathbf{W}} = \begin{bmatrix} \frac{dL}{dy_1} \\ \vdots \\ \frac{dL}{dy_m} \end{bmatrix} \begin{bmatrix} x_1 & x_2 & \dots & x_m \end{bmatrix} = \frac{dL}{d\mathbf{y}} \mathbf{x}^T`),
  display("a full stop at the end (9)", raw`\frac{dL}{db_i} = \sum_{l=1}^{n} \frac{dL}{dy_l} \frac{dy_l}{db_i}.`),
  display("superscripts in parentheses (13)", raw`\frac{dL}{d\mathbf{X}} = \begin{bmatrix} \mathbf{W}^T \frac{dL}{d\mathbf{y}^{(1)}} & \dots & \mathbf{W}^T \frac{dL}{d\mathbf{y}^{(N)}} \end{bmatrix} =`),
  display("broadcast as a product (16)", raw`\mathbf{Y} = \mathbf{W} \mathbf{X} + \mathbf{b} \mathbf{1}^T`),
  display("cases", raw`\delta_{ij} = \begin{cases} 1 & \text{if } i = j \\ 0 & \text{if } i \ne j, \end{cases}`),
  display("aligned with reasons (2)", raw`\begin{aligned} \frac{dL}{dx_i} &= \sum_{l=1}^{m} \frac{dL}{dy_l} \sum_{j=1}^{n} W_{lj} \delta_{ij} && \text{only } x_i \text{ depends on } x_i \\ &= \sum_{l=1}^{m} \frac{dL}{dy_l} W_{li} && \text{the sum against } \delta_{ij} \text{ keeps } j = i \end{aligned}`),
  display("a case whose condition takes several lines", raw`f(x) = \begin{cases} 1 & \text{if the value of the variable is such that } 0 \le x < 1 \text{ or } x = k + 2 \\ 0 & \text{otherwise} \end{cases}`),
  display("aligned with a reason of several lines", raw`\begin{aligned} a &= b && \text{of the sums over } k \text{ and } l \text{ only the terms stay where the deltas are one} \\ &= c && \text{short} \end{aligned}`),
  display("aligned with several columns", raw`\begin{aligned} a &= b + c & d &= e \\ f &= g & h + i &= j \end{aligned}`),
  display("two double sums (17)", raw`\sum_{k=1}^{N} \sum_{l=1}^{m} \frac{dL}{dY_{lk}} \, \delta_{il} X_{jk}`),
  display("a transposed bracket (18)", raw`\sum_{k=1}^{N} \frac{dL}{d\mathbf{y}^{(k)}} \left( \mathbf{x}^{(k)} \right)^T = \frac{dL}{d\mathbf{Y}} \mathbf{X}^T`),
  display("softmax", raw`y_i = \frac{e^{x_i}}{\sum_{j=1}^{C} e^{x_j}}`),
  display("softmax loss", raw`L(\mathbf{x}, c) = -\log\left(\frac{e^{x_c}}{\sum_{j=1}^{n} e^{x_j}}\right) = -x_c + \log\left(\sum_{j=1}^{n} e^{x_j}\right)`),
  display("relu", raw`\mathbf{Y} = \max(0, \mathbf{X}), \quad \frac{dL}{d\mathbf{X}} = \mathbb{1}[\mathbf{X} > 0] \odot \frac{dL}{d\mathbf{Y}}`),
  display("momentum", raw`\mathbf{m}_n = \mu \mathbf{m}_{n-1} + (1 - \mu) \frac{\partial L}{\partial \mathbf{w}}, \qquad \mathbf{w}_{n+1} = \mathbf{w}_n - \alpha \mathbf{m}_n`),
];

const CONSTRUCTS: readonly MathsCase[] = [
  inline("spaces", raw`\mathbf{x} \in \mathbb{R}^n, \; f : \mathbb{R}^m \to \mathbb{R}`),
  inline("a sum in the text", raw`\sum_l \log(1 + e^{y_l})`),
  inline("roots", raw`\sqrt{\varepsilon} \approx \sqrt[3]{\varepsilon}`),
  inline("a set with a condition", raw`\{ x \in A \mid x > 0 \}`),
  inline("a minus sign and a prime", raw`-f'(x) - f''(-x)`),
  display("one-sided brackets", raw`\left. \frac{df}{dx} \right|_{x=0} = \left\{ \begin{matrix} 1 \\ 0 \end{matrix} \right.`),
  display("a brace on the right", raw`\left. \begin{aligned} a &= b \\ c &= d \end{aligned} \right\} \text{ both}`),
  display("big brackets of given size", raw`\Big( \frac{a}{b} \Big) \bigl[ x \bigr] \Bigg\{ y \Bigg\}`),
  display("norms and absolute values", raw`\lVert \mathbf{x} \rVert_2 = \left\| \mathbf{x} \right\| \ge |x_i| = \left| \frac{a}{b} \right|, \|y\|^2`),
  display("inner product, floor and ceiling", raw`\langle \mathbf{u}, \mathbf{v} \rangle = \lfloor a \rfloor + \lceil b \rceil`),
  display("accents", raw`\hat{x} + \bar{y} + \tilde{z} + \vec{v} + \dot{a} + \ddot{b} + \check{c} + \breve{d} + \widehat{xyz} + \widetilde{abc}`),
  display("lines above and below", raw`\overline{AB} + \underline{x + y} + \overrightarrow{AB}`),
  display("braces with a note", raw`\underbrace{\mathbf{W}\mathbf{x}}_{\text{linear}} + \overbrace{\mathbf{b}}^{m}`),
  display("something above a sign", raw`x \overset{\text{def}}{=} y \xrightarrow{n \to \infty} z, \quad \underset{x}{\operatorname{argmin}}\, f, \quad a \stackrel{?}{=} b`),
  display("operators with limits", raw`\lim_{h \to 0} \frac{f(x + h) - f(x)}{h}, \quad \max_{i,j} |a_{ij}|, \quad \operatorname*{arg\,min}_{\theta} L(\theta), \quad \prod_{i=1}^n, \quad \int_0^1 f\,dx, \quad \bigcup_i A_i`),
  display("limits beside and below", raw`\sum\nolimits_{i} x_i + \int\limits_0^1`),
  display("functions", raw`\sin x + \log y + \exp(z) + \det A + \operatorname{tr}(A) + \operatorname{vec}(B)`),
  display("faces", raw`\mathbf{A}\mathrm{B}\mathit{C}\mathcal{D}\mathfrak{E}\mathsf{F}\mathtt{G}\mathbb{H}\boldsymbol{\theta}\mathscr{L}`),
  display("old faces", raw`{\bf x} + {\rm d}x`),
  display("matrices with other brackets", raw`\begin{pmatrix} a & b \\ c & d \end{pmatrix} \begin{vmatrix} a & b \\ c & d \end{vmatrix} \begin{Vmatrix} a \\ b \end{Vmatrix} \begin{Bmatrix} a \\ b \end{Bmatrix} \begin{matrix} a & b \end{matrix}`),
  inline("a small matrix", raw`\left( \begin{smallmatrix} a & b \\ c & d \end{smallmatrix} \right)`),
  display("an array with rules", raw`\left[ \begin{array}{c|cc} 1 & 2 & 3 \\ \hline 4 & 5 & 6 \end{array} \right]`),
  display("gathered and split", raw`\begin{gathered} a = b \\ c + d = e \end{gathered} \qquad \begin{split} a &= b \\ &= c \end{split}`),
  display("align", raw`\begin{align*} a &= b \\ c &= d \end{align*}`),
  display("binomial and display fractions", raw`\binom{n}{k} + \tfrac{1}{2} + \dfrac{a}{b} + \cfrac{1}{1 + \cfrac{1}{x}}`),
  display("dots", raw`1, \ldots, n \quad a + \cdots + b \quad \vdots \ddots`),
  display("signs", raw`a \le b \ge c \ne d \approx e \equiv f \sim g \propto h \ll i \gg j \pm k \times l \cdot m \odot n \otimes o \oplus p \circ q \ast r`),
  display("sets and logic", raw`\forall x \exists y : x \in A \cup B \setminus C \subseteq D \Rightarrow \neg p \land q \lor r \iff s, \emptyset`),
  display("arrows", raw`a \to b \mapsto c \leftarrow d \Rightarrow e \Leftrightarrow f \nearrow g`),
  display("Greek", raw`\alpha\beta\gamma\delta\epsilon\varepsilon\theta\lambda\mu\xi\pi\rho\sigma\tau\phi\varphi\chi\psi\omega\Gamma\Delta\Theta\Lambda\Sigma\Phi\Psi\Omega`),
  display("derivatives", raw`\nabla f = \frac{\partial f}{\partial x}, \quad \ell, \hbar, \infty, \Re z, 90^\circ`),
  display("signs that Typst's syntax uses", raw`\# \$ \% \& \_ \{ \} / \backslash " ; , ( ) [ ] ! ? @ * : ' \sim`),
  display("text with signs that Typst's syntax uses", raw`\text{a "quoted" \#let \$x\$ \_y\_ // not a comment /* nor this */}`),
  display("text with maths inside", raw`\text{where $x_i > 0$ holds}`),
  display("bold and italic text", raw`\textbf{bold} \textit{italic} \texttt{code} \textsf{sans}`),
  display("colour", raw`\textcolor{red}{x} + \color{#1a4f8a} y`),
  display("struck out and framed", raw`\cancel{x} + \bcancel{y} + \xcancel{z} + \sout{w} + \boxed{E = mc^2}`),
  display("phantom", raw`a \phantom{+ b} c`),
  display("empty groups", raw`{}^{14}_{6}\mathrm{C} \quad \frac{}{x} \quad \sqrt{} \quad x^{}`),
  display("modulus", raw`a \equiv b \pmod{n}, \quad a \bmod n`),
  display("a decimal and a thousand", raw`3.14 \cdot 10^{-6} = 1{,}000`),
  display("nested scripts", raw`x_{i_{j_k}}^{2^{n^m}}`),
  display("a substack", raw`\sum_{\substack{0 < i < n \\ i \ne j}} a_i`),
  display("negative space", raw`\int\!\!\int f`),
];

export const MATHS_CASES: readonly MathsCase[] = [...ASSIGNMENT, ...CONSTRUCTS];
