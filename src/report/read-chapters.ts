/** From a configuration to its notebooks: all are read before any is run, so that bad input costs no time. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { kernelFor } from "../notebook/kernel/kernel-spec.js";
import type { Notebook } from "../notebook/nbformat.js";
import { NotebookError } from "../notebook/notebook-error.js";
import { readNotebook } from "../notebook/read-notebook.js";
import { utf8Text } from "../notebook/utf8-text.js";
import type { ReportConfiguration } from "./configuration.js";
import { nearestWord } from "../notebook/did-you-mean.js";
import { ReportError, systemReason } from "./report-error.js";

/** A notebook of the report before it is run. */
export interface SourceChapter {
  /** As the report and messages name it: relative to the project, with slashes. */
  readonly path: string;
  readonly file: string;
  readonly notebook: Notebook;
}

/**
 * @param isServed they run on a server, whose kernels count
 * @throws {ReportError} if a chapter is missing or cannot be read
 * @throws {NotebookError} if it is no notebook, or names a kernel that is not known
 */
export function readChapters(configuration: ReportConfiguration, isServed = false): readonly SourceChapter[] {
  const root = projectFolder(configuration.path);
  return configuration.chapters.map((file) => {
    const path = relative(root, file).split(sep).join("/");
    const notebook = readNotebook(textOf(bytesOf(file, path, configuration), path), path);
    if (!isServed) kernelFor(notebook, path, dirname(file));
    return { path, file, notebook };
  });
}

function textOf(bytes: Buffer, path: string): string {
  const text = utf8Text(bytes);
  if (typeof text === "string") return text;
  throw new NotebookError(path, `${text.line === undefined ? "" : `line ${text.line}, column ${text.column}: `}${text.problem}`);
}

function bytesOf(file: string, path: string, configuration: ReportConfiguration): Buffer {
  try {
    const stats = statSync(file);
    if (!stats.isFile() && !stats.isDirectory()) throw new Error("it is a pipe or a device, not a file"); // reading it might never end
    return readFileSync(file);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new ReportError(configuration.path, isMissing ? `the chapter ${path} does not exist${besides(file)}` : `the chapter ${path} cannot be read: ${systemReason(error)}`);
  }
}

/** What stands in the folder instead. */
function besides(file: string): string {
  if (!existsSync(dirname(file))) return "; nor does its folder. Chapters are named relative to the configuration's folder";
  const notebooks = readdirSync(dirname(file)).filter((name) => name.endsWith(".ipynb"));
  const nearest = nearestWord(basename(file), notebooks);
  if (nearest !== null) return `; is "${nearest}" meant?`;
  return notebooks.length === 0 ? "; its folder holds no notebooks" : `; its folder holds ${notebooks.join(", ")}`;
}

/** The nearest folder, from the configuration's upwards, with a package.json; the configuration's own where there is none. */
export function projectFolder(configuration: string): string {
  const start = dirname(resolve(configuration));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) return start;
  }
}
