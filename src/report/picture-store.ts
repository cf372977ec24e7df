/** Drawn figures kept between builds: loading plotly and drawing take longer than all else that is written. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keepFile, makersVersion } from "./kept-file.js";

export interface PictureStore {
  /** The SVG kept for what `parts` say, else what `draw` gives, kept from now on. */
  readonly get: (parts: readonly unknown[], draw: () => string) => string;
}

/** More pictures than these are tidied away, those that were made first. */
const KEPT = 400;

/** Nothing is kept. */
export const noStore: PictureStore = { get: (_, draw) => draw() };

/** @param folder made when something is kept; where it cannot be written nothing is, and nothing fails */
export function pictureStore(folder: string): PictureStore {
  const version = makersVersion();
  return {
    get: (parts, draw) => {
      const name = `${createHash("sha256").update(JSON.stringify([version, ...parts])).digest("hex")}.svg`;
      const kept = contentOf(join(folder, name));
      if (kept !== null) return kept;
      const svg = draw();
      keepFile(folder, name, svg, KEPT);
      return svg;
    },
  };
}

/** A file that was cut off ends otherwise. */
function contentOf(file: string): string | null {
  try {
    const svg = readFileSync(file, "utf8");
    return svg.startsWith("<svg") && svg.trimEnd().endsWith("</svg>") ? svg : null;
  } catch {
    return null;
  }
}
