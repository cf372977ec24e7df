/** A layer's code against its LaTeX: which of the two is wrong, where they disagree. */
import { channel } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { numericalGradient } from "../../gradcheck/numerical-gradient.js";
import { RECORD_CHANNEL } from "../../gradcheck/gradient-check.js";
import type { Inputs, Layer } from "../../layers/layer.js";
import type { Tensor } from "../../layers/matrix.js";
import { uniform } from "../../layers/random.js";
import type { CheckedEquation } from "../check/checked-document.js";
import { ExpandProblem } from "../expand/problem.js";
import { agreement, type Agreement } from "./agreement.js";
import { arbitrate, type GradientEvidence, type PaperClaim } from "./arbitrate.js";
import { formatLayer } from "./format.js";
import type { LayerCheck, LayerPart, Side } from "./layer-check.js";
import { checkedGradients, readLayerDocument, type LayerDocument } from "./layer-document.js";
import { paperValues, type PaperValues } from "./paper-values.js";

export interface LayerOptions {
  readonly seed?: number;
}

/**
 * Holds `forward` and `backward` against `latex` on the same inputs and says which of the two is wrong.
 *
 * The paper's gradients are decided as claims about the paper's forward formula, at all sizes. The code's are compared with the exact derivative of
 * that formula at these inputs, entry by entry to 1e-9 of the largest. Where already the forward values differ, the gradients arbitrate: they
 * belong to the paper's function, to the code's (by its numerical derivative), or to both, and then nobody can say.
 * @param dY the upstream gradient, of the output's shape; drawn with seed 1 if it is not given
 * @throws Error if `latex.forward` defines nothing, or if the inputs do not have the shapes that `latex.where` declares
 */
export function checkLayer<I extends Inputs, Y extends Tensor>(layer: Layer<I, Y>, inputs: I, dY?: Y, { seed = 1 }: LayerOptions = {}): LayerCheck {
  const Y = layer.forward(inputs);
  const upstream = dY ?? (uniform(1)(...Y.shape) as Y);
  const document = readLayerDocument(layer);
  const gradient = layer.backward(inputs, upstream) as { readonly [name: string]: Tensor | undefined };
  const paper = valuesOf(document, inputs, upstream);
  const parts = typeof paper === "string" ? [unread(paper)] : partsOf(layer as unknown as Layer<Inputs, Tensor>, inputs, { Y, upstream, gradient }, claimsOf(document, seed), paper);
  const check: LayerCheck = { kind: "layer-check", layer: layer.name, verdict: verdictOf(parts), summary: summaryOf(parts), parts: parts.map((part) => withFormula(part, layer.latex)) };
  channel(RECORD_CHANNEL).publish(check);
  return Object.defineProperty({ ...check }, inspect.custom, { value: () => formatLayer(check) });
}

/** The part with the equation that it is about, where the layer has one. */
function withFormula(part: LayerPart, { forward, backward }: Layer<Inputs, Tensor>["latex"]): LayerPart {
  const latex = part.name === "forward" ? forward : (backward as { readonly [input: string]: string | undefined })[part.name.slice("backward.".length)];
  return latex === undefined ? part : { ...part, latex };
}

function valuesOf(document: LayerDocument, inputs: Inputs, upstream: Tensor): PaperValues | string {
  try {
    return paperValues(document, inputs, upstream);
  } catch (error) {
    if (error instanceof ExpandProblem) return error.message;
    throw error;
  }
}

const unread = (message: string): LayerPart => ({ name: "forward", agree: null, paper: "unknown", code: "unknown", message: `latex.forward is not understood: ${message}` });

interface CodeValues {
  readonly Y: Tensor;
  readonly upstream: Tensor;
  readonly gradient: { readonly [name: string]: Tensor | undefined };
}

function partsOf(layer: Layer<Inputs, Tensor>, inputs: Inputs, code: CodeValues, claimOf: (input: string) => PaperClaim, paper: PaperValues): readonly LayerPart[] {
  const forward = agreement(code.Y, paper.forward, "forward gives", "latex.forward gives");
  const gradients = [...paper.gradient].map(([name, exact]) => ({ name, claim: claimOf(name), code: agreement(code.gradient[name], exact, "backward gives", "the derivative of latex.forward is") }));
  if (forward.agrees !== false) return [forwardPart(forward), ...gradients.map(partOf)];
  const own = gradients.length === 0 ? {} : (numericalGradient(layer, inputs, code.upstream) as { readonly [name: string]: Tensor });
  const inItself = gradients.map((each) => ({ ...each, code: agreement(code.gradient[each.name], own[each.name]!, "backward gives", "the numerical derivative of forward is", 1e-6) }));
  const { sides, why } = arbitrate(gradients, inItself);
  // where the code's forward is the wrong one, backward is held against the paper's; else each side against its own
  const told = (sides.code === "wrong" ? gradients : inItself).map(partOf);
  return [{ name: "forward", agree: false, ...sides, message: `${forward.message}; ${why}` }, ...(sides.paper === "wrong" ? told.map((part) => ({ ...part, paper: "unknown" as const })) : told)];
}

/** What the checker says of the paper's gradient, which must be one by this input. */
function claimsOf(document: LayerDocument, seed: number): (input: string) => PaperClaim {
  const equations = checkedGradients(document, seed);
  return (name) => {
    const formula = document.gradients.get(name), equation = equations.get(name);
    if (formula === undefined || equation === undefined) return { side: "wrong", message: `latex.backward.${name} is missing` };
    const { by } = formula;
    if (by !== name && by !== `\\${name}`) return { side: "wrong", message: by === null ? `latex.backward.${name} is no formula for dL/d${name}` : `latex.backward.${name} is a formula for dL/d${by}` };
    return { side: equation.verdict === "holds" && equation.kind === "claim" ? "right" : equation.verdict === "fails" ? "wrong" : "unknown", message: messageOf(equation, name) };
  };
}

function messageOf({ verdict, problems, steps }: CheckedEquation, name: string): string {
  const problem = problems.find(({ severity }) => severity === "error");
  if (verdict === "holds") return `latex.backward.${name} holds (${[...new Set(steps.map(({ method }) => method))].join(", ")})`;
  return `latex.backward.${name} ${verdict === "fails" ? "does not follow from latex.forward" : "is not decided"}${problem === undefined ? "" : `: ${problem.message}`}`;
}

const codeSide = ({ agrees }: Agreement): Side => (agrees === null ? "unknown" : agrees ? "right" : "wrong");

const forwardPart = (forward: Agreement): LayerPart => ({ name: "forward", agree: forward.agrees, paper: codeSide(forward), code: codeSide(forward), message: forward.agrees === true ? `forward equals latex.forward ${forward.message}` : forward.message });

/** The code is compared with the truth, so that the paper's slip is not held against it. */
function partOf({ name, claim, code }: GradientEvidence): LayerPart {
  const sides = [claim.side, codeSide(code)];
  const agree = sides.includes("wrong") ? false : sides.includes("unknown") ? null : true;
  return { name: `backward.${name}`, agree, paper: claim.side, code: codeSide(code), message: `${claim.message}; ${code.agrees === true ? `backward agrees ${code.message}` : code.message}` };
}

const verdictOf = (parts: readonly LayerPart[]): LayerCheck["verdict"] =>
  parts.some(({ agree }) => agree === false) ? "fails" : parts.some(({ agree }) => agree === null) ? "undecided" : "holds";

function summaryOf(parts: readonly LayerPart[]): string {
  const wrong = (side: "paper" | "code"): string => parts.filter((each) => each[side] === "wrong").map(({ name }) => (side === "paper" ? `latex.${name}` : name)).join(", ");
  const [paper, code] = [wrong("paper"), wrong("code")];
  if (paper !== "" && code !== "") return `paper and code are wrong (${paper}; ${code})`;
  if (code !== "") return `the paper is right and the code is wrong (${code})`;
  if (paper !== "") return `the code is right and the paper is wrong (${paper})`;
  if (verdictOf(parts) === "fails") return "paper and code are two different layers";
  return verdictOf(parts) === "holds" ? "paper and code agree" : "not decided";
}
