import type { TableCell, TableData } from "../figure/figure.js";
import { shapeText } from "../layers/matrix.js";
import type { DirectionComparison, EntryComparison, GradientCheck, InputCheck, Verdict } from "./gradient-check.js";

const MARK: { readonly [V in Verdict]: string } = { holds: "✓", fails: "✗", undecided: "?" };
const HEAD = ["", "gradient", "shape", "worst difference", "tolerance", "relative error"];

/** A check as a table in plain text, for a terminal and for the last value of a cell. */
export function formatCheck(check: GradientCheck): string {
  const rows = [HEAD, ...check.gradients.map((gradient) => [MARK[gradient.verdict], `dL/d${gradient.input}`, ...numbersOf(gradient)])];
  const widths = HEAD.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  const lines = rows.map((row) => row.map((cell, k) => cell.padEnd(widths[k]!)).join("  ").trimEnd());
  return [titleOf(check), ...(check.gradients.length > 0 ? lines : []), ...notesOf(check)].join("\n");
}

/** A check as a table for the notebook and the report: a row for the forward value, a row for each gradient, a row for each note. */
export function tableOf({ forward, gradients, properties, notes }: GradientCheck): TableData {
  const [, , , ...numbers] = HEAD;
  return {
    columns: [
      { title: "", align: "left" },
      { title: "shape", align: "left" },
      ...numbers.map((title) => ({ title, align: "right" as const })),
      { title: "verdict", align: "left" },
    ],
    rows: [
      ["forward", shapeText(forward.shape), "", "", "", verdictText(forward.verdict, forward.compared ? "equals the independent value" : "finite, repeatable", forward.message)],
      ...gradients.map((gradient) => [{ tex: gradientTex(gradient.input) }, shapeText(gradient.shape), ...measuresOf(gradient).map(scientific), verdictText(gradient.verdict, agreesText(gradient), gradient.message)]),
      ...properties.map(({ property, verdict, message }) => ["backward", "", "", "", "", verdictText(verdict, property, message)]),
      ...notes.map((note) => ["", "", "", "", "", note]),
    ],
  };
}

/** On a page a minus is set as one. */
const verdictText = (verdict: Verdict, holding: string, message: string): string => `${MARK[verdict]} ${verdict === "holds" ? holding : message.replace(/(?<![\w\])])-(?=\d)|(?<=\de)-(?=\d)/g, "−")}`;

/** The gradient by an input as it stands on paper: the name bold if it is one letter, upright if it is a word. */
export const gradientTex = (input: string): string => String.raw`\frac{dL}{d${input.length === 1 ? String.raw`\mathbf{${input}}` : String.raw`\mathrm{${input.replace(/[^A-Za-z0-9.[\]]/g, "")}}`}}`;

/** A measured value as it stands on paper, with two digits: 0.24, 7.1 · 10⁻¹⁴. Nothing for null. */
export function scientific(value: number | null): TableCell {
  if (value === null) return "";
  if (value === 0 || !Number.isFinite(value)) return value === 0 ? "0" : "∞";
  if (value >= 0.01 && value < 100) return String(Number(value.toPrecision(2)));
  const [digits, power] = value.toExponential(1).split("e") as [string, string];
  return { tex: String.raw`${digits} \cdot 10^{${Number(power)}}` };
}

function titleOf({ layer, verdict, expect, of, forward, gradients, seed }: GradientCheck): string {
  const held = gradients.filter((gradient) => gradient.verdict === "holds").length;
  const onPurpose = onPurposeText(expect, verdict);
  const along = gradients.some(({ by }) => by === "directions") ? " along random directions" : "";
  const what = of === "formula" ? `${layer} (formula)` : layer;
  if (forward.verdict !== "holds") return `${what}: no gradient was compared${onPurpose}`;
  return `${what}: ${held} of ${gradients.length} gradients agree with the numerical derivative${along}${onPurpose}${seed === null ? "" : ` (seed ${seed})`}`;
}

function onPurposeText(expect: Verdict, verdict: Verdict): string {
  if (expect === "fails") return verdict === "fails" ? ", refused as it should be" : ", but a mistake was expected to be found";
  if (expect === "undecided") return verdict === "undecided" ? ", undecided as it should be" : ", but it was expected to be undecided";
  return "";
}

const short = (value: number): string => (value === 0 ? "0" : value.toExponential(1));

const agreesText = ({ by }: InputCheck): string => (by === "entries" ? "agrees" : "agrees along random directions");

/** What the difference and the tolerance are told of: the worst entry, or the random direction where no entry was looked at by itself; null if neither. */
export const measured = ({ worst, direction }: InputCheck): EntryComparison | DirectionComparison | null => worst ?? direction;

/** Worst difference, tolerance, relative error; null where there is nothing to compare. */
function measuresOf(gradient: InputCheck): readonly (number | null)[] {
  const at = measured(gradient);
  return at === null ? [null, null, null] : [at.difference, at.tolerance, gradient.relativeError];
}

const numbersOf = (gradient: InputCheck): readonly string[] => [shapeText(gradient.shape), ...measuresOf(gradient).map((value) => (value === null ? "" : short(value)))];

function notesOf({ forward, gradients, properties, notes }: GradientCheck): string[] {
  return [forward.message, ...gradients.map((gradient) => gradient.message), ...properties.map(({ message }) => message), ...notes].filter((note) => note !== "").map((note) => `  ${note}`);
}
