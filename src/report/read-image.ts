/** Images that prose names, as data: URIs: the page and the PDF fetch nothing. */
import { readFileSync, realpathSync } from "node:fs";
import { dirname, extname, join, relative, sep } from "node:path";
import { systemReason } from "./report-error.js";

export type ImageReading = { readonly source: string } | { readonly problem: string };

const MIMES: { readonly [extension: string]: string } = { ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml" };

/**
 * @param root nothing outside of this folder is read
 * @param notebook the notebook's path, relative to `root`
 */
export function readImage(source: string, root: string, notebook: string): ImageReading {
  if (/^data:image\/(png|jpeg|gif|svg\+xml)[;,]/.test(source)) return { source };
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(source)) return { problem: "images are not fetched; save it beside the notebook" };
  const mime = MIMES[extname(source).toLowerCase()];
  if (mime === undefined) return { problem: `only ${Object.keys(MIMES).join(", ")} can be shown` };
  try {
    const file = realpathSync(join(root, dirname(notebook), decodeURIComponent(source)));
    if (relative(realpathSync(root), file).split(sep)[0] === "..") return { problem: "it stands outside of the project" };
    return { source: `data:${mime};base64,${readFileSync(file).toString("base64")}` };
  } catch (error) {
    return { problem: systemReason(error) };
  }
}
