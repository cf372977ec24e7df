/** Mathematical characters that authors paste, each as the command that TeX would write. */
const SIGNS =
  "−- ×\\times ·\\cdot ⋅\\cdot ∗* ∘\\circ ⊙\\odot ⊗\\otimes ⊘\\oslash ⊕\\oplus ÷\\div ±\\pm ∓\\mp ≤\\le ≥\\ge ≠\\ne ≈\\approx ≡\\equiv ∼\\sim ∝\\propto ≔\\coloneqq ≜\\triangleq " +
  "∈\\in ∉\\notin ⊂\\subset ⊆\\subseteq ∪\\cup ∩\\cap ∀\\forall ∃\\exists ¬\\neg ∧\\wedge ∨\\vee →\\to ←\\leftarrow ↦\\mapsto ⇒\\Rightarrow ⇐\\Leftarrow ⇔\\Leftrightarrow " +
  "∑\\sum ∏\\prod ∫\\int ∂\\partial ∇\\nabla ∞\\infty ⊤\\top ⊥\\perp ‖\\| ∣| ∥\\| …\\dots ⋯\\cdots ⋮\\vdots ⋱\\ddots ′' ⟨\\langle ⟩\\rangle ⌊\\lfloor ⌋\\rfloor ⌈\\lceil ⌉\\rceil " +
  "ℓ\\ell ℝ\\R ℕ\\N ℤ\\Z ℂ\\C " +
  "α\\alpha β\\beta γ\\gamma δ\\delta ϵ\\epsilon ε\\varepsilon ζ\\zeta η\\eta θ\\theta ϑ\\vartheta ι\\iota κ\\kappa λ\\lambda μ\\mu µ\\mu ν\\nu ξ\\xi π\\pi ρ\\rho σ\\sigma ς\\varsigma τ\\tau " +
  "υ\\upsilon ϕ\\phi φ\\varphi χ\\chi ψ\\psi ω\\omega Γ\\Gamma Δ\\Delta Θ\\Theta Λ\\Lambda Ξ\\Xi Π\\Pi Σ\\Sigma Υ\\Upsilon Φ\\Phi Ψ\\Psi Ω\\Omega";

const COMMAND_OF: ReadonlyMap<string, string> = new Map(SIGNS.split(" ").map((entry) => [entry[0] as string, entry.slice(1)]));

/** The command for a character; the character itself if there is none. */
export const asCommand = (character: string): string => COMMAND_OF.get(character) ?? character;
