import { scientific } from "../../gradcheck/format.js";
import { escapeHtml } from "./escape.js";

/** A measured number with two digits, its power of ten raised: 0.24, 7.1 · 10⁻¹⁴. */
export function numberHtml(value: number | null): string {
  const cell = scientific(value);
  return typeof cell === "string" ? escapeHtml(cell) : powerHtml(cell.tex)!;
}

/** `7.1 \\cdot 10^{-14}` as text, which weighs a twentieth of the formula; null for any other TeX. */
export function powerHtml(tex: string): string | null {
  const match = /^(-?[\d.]+) \\cdot 10\^\{(-?\d+)\}$/.exec(tex);
  return match === null ? null : `<span class="power">${match[1]!.replace("-", "−")}\u202f·\u202f10<sup>${match[2]!.replace("-", "−")}</sup></span>`;
}
