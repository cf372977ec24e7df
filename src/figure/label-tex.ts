/** LaTeX in a figure's labels: what plotly's own small markup can say is translated, the rest is refused rather than shown raw. */
import { FigureError } from "./supported.js";

const SYMBOLS: { readonly [command: string]: string } = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ϵ", varepsilon: "ε", eta: "η", theta: "θ", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ",
  phi: "φ", varphi: "φ", chi: "χ", psi: "ψ", omega: "ω", Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω",
  partial: "∂", nabla: "∇", cdot: "·", times: "×", le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", approx: "≈", pm: "±", infty: "∞", sum: "∑", ell: "ℓ", top: "ᵀ", to: "→", ldots: "…", dots: "…",
  log: "log", exp: "exp", max: "max", min: "min", quad: " ", ",": " ", ";": " ", " ": " ", "|": "‖", "{": "{", "}": "}", "%": "%", left: "", right: "",
};
const STYLES: { readonly [command: string]: (text: string) => string } = {
  mathbf: (text) => `<b>${text}</b>`, boldsymbol: (text) => `<b>${text}</b>`, mathrm: (text) => text, text: (text) => text, operatorname: (text) => text, sqrt: (text) => `√(${text})`,
};

/** `step $h$` becomes `step <i>h</i>`. Text without dollars stays as it is. */
export function labelMarkup(label: string): string {
  return label.replace(/\$([^$]+)\$/g, (_, tex: string) => new LabelReader(tex).all());
}

/** A reader with a place: the one thing here that has a life. */
class LabelReader {
  private at = 0;
  constructor(private readonly tex: string) {}

  all(): string {
    let text = "";
    while (this.at < this.tex.length && this.tex[this.at] !== "}") text += this.next();
    return text;
  }

  private next(): string {
    const rest = this.tex.slice(this.at);
    const command = /^\\([A-Za-z]+|.)\s*/.exec(rest);
    if (command !== null) return this.command(command[1]!, command[0].length);
    this.at++;
    const character = rest[0]!;
    if (character === "{") return this.closed(this.all());
    if (character === "^" || character === "_") return this.script(character);
    if (/[A-Za-z]/.test(character)) return `<i>${character}</i>`;
    return character === "-" ? "−" : character;
  }

  private script(mark: "^" | "_"): string {
    const text = this.argument();
    return mark === "^" ? `<sup>${text}</sup>` : `<sub>${text}</sub>`;
  }

  private command(name: string, length: number): string {
    this.at += length;
    if (name === "frac") return `${this.argument()}/${this.argument()}`;
    const style = STYLES[name];
    if (style !== undefined) return style(this.argument().replace(/<\/?i>/g, ""));
    const symbol = SYMBOLS[name];
    if (symbol !== undefined) return symbol;
    throw new FigureError(`the label $${this.tex}$ of a figure uses \\${name}, which a figure cannot show; write it in words, or put it in the caption`);
  }

  private argument(): string {
    while (this.tex[this.at] === " ") this.at++;
    return this.next();
  }

  private closed(text: string): string {
    this.at++;
    return text;
  }
}
