import type { TableData } from "../figure/figure.js";
import { shapeText } from "../layers/matrix.js";
import type { GradientCheck, InputCheck, Verdict } from "./gradient-check.js";

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
export function tableOf({ forward, gradients }: GradientCheck): TableData {
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
      ...gradients.map((gradient) => [{ tex: String.raw`\frac{dL}{d${symbol(gradient.input)}}` }, ...numbersOf(gradient), verdictText(gradient.verdict, "agrees", gradient.message)]),
    ],
  };
}

const verdictText = (verdict: Verdict, holding: string, message: string): string => `${MARK[verdict]} ${verdict === "holds" ? holding : message}`;

/** An input's name as it stands on paper: bold if it is one letter, upright if it is a word. */
const symbol = (name: string): string => (name.length === 1 ? String.raw`\mathbf{${name}}` : String.raw`\mathrm{${name.replace(/[^A-Za-z0-9]/g, "")}}`);

function titleOf({ layer, verdict, expect, of, gradients, seed }: GradientCheck): string {
  const held = gradients.filter((gradient) => gradient.verdict === "holds").length;
  const onPurpose = expect === "fails" ? (verdict === "fails" ? ", refused as it should be" : ", but a mistake was expected to be found") : "";
  const what = of === "formula" ? `${layer} (formula)` : layer;
  return `${what}: ${held} of ${gradients.length} gradients agree with the numerical derivative${onPurpose}${seed === null ? "" : ` (seed ${seed})`}`;
}

const short = (value: number): string => (value === 0 ? "0" : value.toExponential(1));

function numbersOf({ shape, worst, relativeError }: InputCheck): string[] {
  const numbers = worst === null ? ["", "", ""] : [worst.difference, worst.tolerance, relativeError].map(short);
  return [shapeText(shape), ...numbers];
}

function notesOf({ forward, gradients }: GradientCheck): string[] {
  return [forward.message, ...gradients.map((gradient) => gradient.message)].filter((note) => note !== "").map((note) => `  ${note}`);
}
