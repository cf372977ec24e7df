/** Text as LaTeX: its special characters escaped, signs that text fonts lack set as maths. */

const SPECIAL: { readonly [character: string]: string } = {
  "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", _: "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}",
  "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", '"': "\\symbol{34}", "\u00a0": "~", "\u00ad": "\\-", "\u202f": "\\,", "\u2009": "\\,",
};

const MATHS: { readonly [character: string]: string } = {
  "✓": "\\checkmark", "✗": "\\times", "−": "-", "·": "\\cdot", "×": "\\times", "±": "\\pm", "≤": "\\le", "≥": "\\ge", "≠": "\\ne", "≈": "\\approx", "≡": "\\equiv", "∞": "\\infty", "∂": "\\partial", "∇": "\\nabla",
  "∑": "\\sum", "∏": "\\prod", "∫": "\\int", "√": "\\surd", "∈": "\\in", "∉": "\\notin", "⊂": "\\subset", "∀": "\\forall", "∃": "\\exists", "→": "\\to", "←": "\\leftarrow", "↔": "\\leftrightarrow", "⇒": "\\Rightarrow", "⇔": "\\Leftrightarrow",
  "↑": "\\uparrow", "↓": "\\downarrow", "⊙": "\\odot", "⊗": "\\otimes", "⊕": "\\oplus", "ᵀ": "^{T}", "′": "'", "ℝ": "\\mathbb{R}", "ℕ": "\\mathbb{N}", "ℤ": "\\mathbb{Z}", "ℓ": "\\ell", "°": "^\\circ",
  α: "\\alpha", β: "\\beta", γ: "\\gamma", δ: "\\delta", ε: "\\varepsilon", ζ: "\\zeta", η: "\\eta", θ: "\\theta", ι: "\\iota", κ: "\\kappa", λ: "\\lambda", μ: "\\mu", ν: "\\nu", ξ: "\\xi", ο: "o", π: "\\pi", ρ: "\\rho", σ: "\\sigma", ς: "\\varsigma", τ: "\\tau", υ: "\\upsilon", φ: "\\varphi", χ: "\\chi", ψ: "\\psi", ω: "\\omega",
  Γ: "\\Gamma", Δ: "\\Delta", Θ: "\\Theta", Λ: "\\Lambda", Ξ: "\\Xi", Π: "\\Pi", Σ: "\\Sigma", Φ: "\\Phi", Ψ: "\\Psi", Ω: "\\Omega",
  ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((sign, k) => [sign, `^{${k}}`])), "⁻": "^{-}",
  ...Object.fromEntries([..."₀₁₂₃₄₅₆₇₈₉"].map((sign, k) => [sign, `_{${k}}`])),
};

/** What pdfLaTeX's UTF-8 knows with T1 fonts: Latin letters, quotes, dashes. */
const KNOWN = /[\u0020-\u007e\u00a1-\u017f\u2010-\u201e\u2020-\u2022\u2026\u20ac\n]/;

/** A character that no font of the document has becomes a question mark in a box, so that the text still compiles, and it is seen. */
export const escapeLatex = (text: string): string => [...text].map((character) => SPECIAL[character] ?? (character in MATHS ? `\\ensuremath{${MATHS[character]!}}` : KNOWN.test(character) ? character : "\\fbox{?}")).join("");

/** An address in \href: only what ends it or begins a comment is escaped. */
export const escapeAddress = (href: string): string => href.replace(/[\\{}\s]/g, encodeURIComponent).replace(/[%#&]/g, "\\$&");

/** A label's name. */
export const labelName = (id: string): string => id.replace(/[^\w:.-]/g, "-").replaceAll("_", "-");

/** Text behind a command that would take a bracket, or a star, at its beginning as its own: `\item`, `\\`. */
export const afterCommand = (latex: string): string => (/^\s*[[*]/.test(latex) ? `{}${latex}` : latex);
