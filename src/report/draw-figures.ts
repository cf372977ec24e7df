/** Every picture of a report drawn for one medium, in its face. */
import { createHash } from "node:crypto";
import type { FigureFont } from "../figure/figure.js";
import { cleanSvg } from "../figure/clean-svg.js";
import { renderCellMap } from "../figure/render-cell-map.js";
import { renderFigure } from "../figure/render-figure.js";
import { themed } from "../figure/theme.js";
import type { Block, Picture, Report } from "./model.js";
import { noStore, type PictureStore } from "./picture-store.js";
import type { Problem } from "./problem.js";

/**
 * A figure that cannot be drawn becomes a failure in its place, and a problem of the build.
 * @param font the face of the medium: its widths decide the layout
 * @param memory pictures drawn before in this face: what is in it is not drawn again, what is drawn is added
 * @param store what was drawn by earlier builds
 */
export function drawFigures(report: Report, font: FigureFont, memory: Map<string, Picture> = new Map(), store: PictureStore = noStore): { readonly report: Report; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const idsOf = pictureIds();
  const draw = (where: string) => (block: Block): Block => {
    if (block.kind === "stored") return { ...block, blocks: block.blocks.map(draw(where)) };
    if (block.kind !== "figure") return block;
    try {
      return { ...block, picture: remembered(block.picture, font, idsOf(block.picture), memory, store) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problems.push({ where, message });
      return { kind: "failure", title: "Figure cannot be drawn", message, excerpt: null, where };
    }
  };
  const chapters = report.chapters.map((chapter) => ({ ...chapter, blocks: chapter.blocks.map(draw(chapter.source)) }));
  return { report: { ...report, chapters, appendix: report.appendix.map(draw("appendix")) }, problems };
}

/** The same picture is drawn for the screen and for paper. */
const digests = new WeakMap<Picture, string>();

function digestOf(picture: Picture): string {
  const digest = digests.get(picture) ?? createHash("sha256").update(JSON.stringify(picture)).digest("hex");
  digests.set(picture, digest);
  return digest;
}

/** What is known of a picture without drawing it. */
interface PictureIds {
  /** Of its content, and of its place among those of the same content. */
  readonly key: string;
  /** Of its content alone. */
  readonly digest: string;
  /** What the ids within its SVG begin with. */
  readonly prefix: string;
}

/** A picture's ids come of what it shows, so that it stays as it is drawn when others come and go before it. */
function pictureIds(): (picture: Picture) => PictureIds {
  const counts = new Map<string, number>();
  return (picture) => {
    const digest = digestOf(picture);
    const count = (counts.get(digest) ?? 0) + 1;
    counts.set(digest, count);
    return { key: `${digest} ${count}`, digest, prefix: `p${digest.slice(0, 8)}-${count === 1 ? "" : `${count}-`}` };
  };
}

function remembered(picture: Picture, font: FigureFont, { key, digest, prefix }: PictureIds, memory: Map<string, Picture>, store: PictureStore): Picture {
  const known = memory.get(key) ?? drawn(picture, font, digest, prefix, store);
  memory.delete(key); // what was used last stands last
  memory.set(key, known);
  return known;
}

function drawn(picture: Picture, font: FigureFont, digest: string, idPrefix: string, store: PictureStore): Picture {
  switch (picture.kind) {
    case "plotly": {
      const svg = store.get([digest, font, idPrefix], () => renderFigure(picture.figure, { font, idPrefix }));
      return { kind: "drawn", svg, figure: themed(picture.figure, font) };
    }
    case "cells": return { kind: "drawn", svg: renderCellMap(picture.map, font), figure: null };
    case "svg": return { kind: "drawn", svg: cleanSvg(picture.svg, idPrefix), figure: null };
    default: return picture;
  }
}
