/** Drawn figures kept between builds: loading plotly and drawing take longer than all else that is written. */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./theme-files.js";

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
  const version = versionOfDrawing();
  return {
    get: (parts, draw) => {
      const file = join(folder, `${createHash("sha256").update(JSON.stringify([version, ...parts])).digest("hex")}.svg`);
      const kept = contentOf(file);
      if (kept !== null) return kept;
      const svg = draw();
      keep(folder, file, svg);
      return svg;
    },
  };
}

/** What decides how a figure is drawn: the sources that dist/ was made of, or the package's version, and plotly's. */
function versionOfDrawing(): string {
  const root = packageFolder(), stamp = join(root, "dist", ".sources");
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : readFileSync(join(root, "package.json"), "utf8");
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

function keep(folder: string, file: string, svg: string): void {
  const aside = join(folder, `${randomUUID()}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(aside, svg);
    renameSync(aside, file);
    const names = readdirSync(folder).filter((name) => name.endsWith(".svg"));
    if (names.length > KEPT) for (const { path } of names.map((name) => ({ path: join(folder, name), made: statSync(join(folder, name)).mtimeMs })).sort((a, b) => a.made - b.made).slice(0, names.length - KEPT)) rmSync(path, { force: true });
  } catch {
    removeIfThere(aside);
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its folder is none.
  }
}
