/** The outcome of holding a layer's code against its LaTeX, as plain data. */

/** The paper is a layer's `latex`, the code its `forward` and `backward`. */
export type Side = "right" | "wrong" | "unknown";

export interface LayerPart {
  /** `forward`, `backward.W` */
  readonly name: string;
  /** Its equation, as the layer carries it; results that were kept may be older and lack it. */
  readonly latex?: string;
  /** Paper and code say the same; null where that is not known. */
  readonly agree: boolean | null;
  readonly paper: Side;
  readonly code: Side;
  /** Why: what each side gives, and where. */
  readonly message: string;
}

export interface LayerCheck {
  readonly kind: "layer-check";
  readonly layer: string;
  /** `holds` if paper and code are right in every part; `undecided` never counts as holding. */
  readonly verdict: "holds" | "fails" | "undecided";
  /** "the paper is right and the code is wrong" */
  readonly summary: string;
  readonly parts: readonly LayerPart[];
}
