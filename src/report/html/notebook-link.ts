/** A chapter's notebook, to be downloaded from the page: the file beside it, or the one in it where it was sent without its folder. */
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { readNotebook, withoutOutputs, writeNotebook } from "../../notebook/index.js";
import type { OutputFile } from "../output-files.js";
import { escapeHtml } from "./escape.js";

/** With JavaScript the link gives the notebook that is in the page, packed and without its outputs, which would weigh much; else the file beside. */
export function notebookHtml({ name, content }: OutputFile): string {
  const file = basename(name);
  const bare = writeNotebook(withoutOutputs(readNotebook(String(content), name)));
  return `<p class="notebook"><a href="${escapeHtml(name.split("/").map(encodeURIComponent).join("/"))}" download="${escapeHtml(file)}">Download this chapter as a notebook</a><script type="application/octet-stream">${gzipSync(bare, { level: 9 }).toString("base64")}</script></p>`;
}
