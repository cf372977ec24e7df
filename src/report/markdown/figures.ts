/** Images in prose as figures: `![Its caption](file.png){#fig-x}` in a paragraph of its own, or an image beside a paragraph `Figure: …`. */
import type { Token } from "markdown-it";
import type { Block } from "../model.js";
import { textOf } from "../walk.js";
import type { Reading } from "./context.js";
import { readInlines } from "./inlines.js";

type Figure = Extract<Block, { readonly kind: "figure" }>;

/** @returns a figure, or what is told of an image that cannot be had; null if a paragraph's tokens are not an image with a label */
export function readFigure([image, ...rest]: readonly Token[], reading: Reading): Block | null {
  const isText = rest.every(({ type }) => type === "text" || type === "softbreak");
  const id = isText ? /^\s*\{#([A-Za-z][\w:.-]*)\}\s*$/.exec(rest.map(({ content }) => content).join(""))?.[1] : undefined;
  if (image?.type !== "image" || id === undefined) return null;
  const shown: Block = { kind: "paragraph", children: readInlines([image], reading), leadsIn: false }, figure = loneImage(shown);
  if (figure === null) return shown;
  const caption = readInlines(image.children ?? [], reading);
  return { ...figure, id, caption, alt: textOf(caption) };
}

/** A paragraph that is an image and nothing else, as a figure. */
export function loneImage(block: Block): Figure | null {
  const [image, ...rest] = block.kind === "paragraph" ? block.children : [];
  return image?.kind !== "image" || rest.length > 0 ? null : { kind: "figure", number: null, id: null, caption: [], alt: image.alt, picture: { kind: "image", source: image.source } };
}
