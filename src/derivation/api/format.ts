/** What the records of this folder print as: a line or a few, for the last value of a cell. */
import type { CheckedEquation, CheckProblem } from "../check/checked-document.js";
import type { LayerCheck, LayerPart } from "./layer-check.js";

/** `✓ holds (exact, error at most 1e-17)`, or the verdict with its reasons. */
export function formatEquation({ verdict, kind, steps, problems }: CheckedEquation): string {
  if (kind !== "claim") return `– ${kind}: nothing to check`;
  const bound = Math.max(0, ...steps.map(({ errorBound }) => errorBound ?? 0));
  const how = [...new Set(steps.map(({ method }) => method))].join(", ");
  const head = verdict === "holds" ? `✓ holds (${how}${bound === 0 ? "" : `, error at most ${bound.toExponential(0)}`})` : `${verdict === "fails" ? "✗" : "?"} ${verdict}`;
  return [head, ...problems.map(problemLine)].join("\n");
}

function problemLine({ severity, message, line, column, suggestion }: CheckProblem): string {
  const place = `  ${severity === "error" ? "" : `${severity}: `}line ${line}, column ${column}: ${message}`;
  return suggestion === undefined ? place : `${place}\n  ${suggestion.message}: ${suggestion.latex}`;
}

const MARK: { readonly [V in LayerCheck["verdict"]]: string } = { holds: "✓", fails: "✗", undecided: "?" };

/** The verdict in one line, then a line for each part. */
export function formatLayer({ layer, verdict, summary, parts }: LayerCheck): string {
  return [`${MARK[verdict]} ${layer}: ${summary}`, ...parts.map(partLine)].join("\n");
}

const partLine = ({ name, message }: LayerPart): string => `  ${name}: ${message}`;
