/** Words for what has no name of its own in speech. */
type Words = { readonly [text: string]: string };

const GREEK = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "final sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"];

export const LETTER_WORDS: Words = {
  ...Object.fromEntries(GREEK.flatMap((name, k) => [[String.fromCodePoint(0x3b1 + k), name], [String.fromCodePoint(0x391 + k), `capital ${name}`]])),
  "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ϱ": "rho", "∂": "partial d", "∇": "nabla", "∞": "infinity", "ℓ": "script l", "∅": "the empty set", "ℝ": "the reals", "⊤": "transpose",
};

export const FUNCTION_WORDS: Words = {
  log: "log", ln: "natural log", exp: "the exponential of", sin: "sine", cos: "cosine", tan: "tangent", tanh: "hyperbolic tangent", max: "the maximum", min: "the minimum",
  argmax: "the arg max", argmin: "the arg min", det: "the determinant of", diag: "diag", tr: "the trace of", sgn: "the sign of", vec: "vec",
};

export const SIGN_WORDS: Words = {
  "=": "equals", "≠": "is not equal to", "≈": "is approximately", "≡": "is identical to", "≔": "is defined as", ":=": "is defined as", "∝": "is proportional to", "∼": "is distributed as",
  "+": "plus", "-": "minus", "−": "minus", "±": "plus or minus", "×": "times", "⋅": "times", "∗": "star", "*": "star", "⊙": "times entry by entry", "∘": "composed with", "⊗": "Kronecker times", "⊘": "divided entry by entry by", "/": "divided by",
  "<": "is less than", ">": "is greater than", "≤": "is at most", "≥": "is at least", "≪": "is much less than", "≫": "is much greater than",
  "∈": "in", "∉": "not in", "⊂": "is a subset of", "⊆": "is a subset of", "∪": "union", "∩": "intersection", "∀": "for all", "∃": "there is",
  "→": "to", "↦": "maps to", "⇒": "implies", "⟹": "implies", "⟺": "is equivalent to", "⇔": "is equivalent to", "←": "becomes", "↓": "down", "↑": "up", "↔": "to and from", "⊕": "plus in a circle", "∧": "and", "∨": "or", "¬": "not", "∖": "without",
  "∑": "the sum", "∏": "the product", "∫": "the integral", "∬": "the double integral", "∭": "the triple integral", "∮": "the contour integral", "⋃": "the union", "⋂": "the intersection", "⨁": "the direct sum", "⨂": "the tensor product", "∂": "partial d", "∇": "nabla",
  "(": "open bracket", ")": "close bracket", "[": "open square bracket", "]": "close square bracket", "{": "open brace", "}": "close brace", "⟨": "open angle", "⟩": "close angle",
  "∣": "bar", "|": "bar", "∥": "norm bar", "‖": "norm bar", "⌊": "floor of", "⌋": "end of floor", "⌈": "ceiling of", "⌉": "end of ceiling",
  "…": "and so on,", "⋯": "and so on", "⋮": "and so on", "⋱": "and so on", ":": "colon", "!": "factorial", "′": "prime", "∞": "infinity", "⊤": "transpose", "∥∥": "norm", "%": "percent",
};

export const ACCENT_WORDS: Words = {
  "^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "ˉ": "bar", "¯": "bar", "‾": "bar", "―": "bar", "˙": "dot", "¨": "double dot", "⃗": "vector", "→": "vector", "˘": "breve", "ˇ": "check", "⏞": "with a brace above", "⏟": "with a brace below",
};
