/**
 * From positions in what tslab runs back to positions in what the author wrote: the maps of its two steps, read back to back.
 */
import { SourceMap, type SourceMapPayload } from "node:module";
import { resolve } from "node:path";
import type { CompiledFile } from "./keep-maps.js";

/** Line and column, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A position in what the author wrote: a cell, or a module by its path from the notebook's folder. */
export interface Origin extends Position {
  readonly file: string;
}

type Mapping = (position: Position) => Position | null;

/** One file's two maps, read where they are needed: most cells do not fail. `lineOffset`: lines that tslab puts before the author's first. */
function twoStep({ esm, commonjs }: CompiledFile, lineOffset: number): Mapping {
  return (position) => {
    const module = findOrigin(new SourceMap(JSON.parse(commonjs) as SourceMapPayload), position);
    const source = module && findOrigin(new SourceMap(esm), module);
    return source && { line: source.line - lineOffset, column: source.column };
  };
}

function findOrigin(map: SourceMap, { line, column }: Position): Position | null {
  const entry = map.findEntry(line - 1, column - 1);
  return "originalLine" in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : null;
}

const CELL_SOURCE = "__tslab__.ts";

/** Remembers how every file that tslab compiled leads back to its source. */
export class Positions {
  private readonly files = new Map<string, { readonly name: string; readonly mapping: Mapping }>();
  /** The cell compiled last: its code, and where it came from. */
  private compiled: { readonly code: string; readonly mapping: Mapping } | null = null;

  /** The author's position; null for what tslab puts around the author's code. */
  origin(file: string, position: Position): Origin | null | "unknown file" {
    const known = this.files.get(file);
    if (known === undefined) return "unknown file";
    const found = known.mapping(position);
    return found && { ...found, file: known.name };
  }

  /** Says under which name the cell compiled last is run. `wrapped`: its code with a prefix on its first line. False: it is not that code. */
  nameCell(file: string, wrapped: string): boolean {
    const { compiled } = this;
    const prefix = compiled === null ? -1 : wrapped.indexOf(compiled.code);
    if (compiled === null || prefix < 0) return false;
    const lines = compiled.code.split("\n").length;
    const inCode = ({ line, column }: Position): Position => ({ line, column: line === 1 ? Math.max(1, column - prefix) : column });
    this.files.set(file, { name: file, mapping: (position) => (position.line > lines ? null : compiled.mapping(inCode(position))) });
    return true;
  }

  /** Takes in what was compiled. */
  remember(file: CompiledFile): void {
    const source = file.esm.sources[0];
    if (source === undefined) return;
    if (source.endsWith(CELL_SOURCE)) this.compiled = { code: file.code, mapping: twoStep(file, 1) };
    else this.files.set(sideModule(source), { name: inFolder(source), mapping: twoStep(file, 0) });
  }
}

/** A module's path from the notebook's folder, which it stands in or below. Sources are relative to where it is as if put, below a folder `outDir` there. */
const inFolder = (source: string): string => source.replace(/^(?:\.\.\/)+/, "");

/** The name under which tslab runs a module of the notebook's own: its source's, ending in .js, where nothing stands. */
const sideModule = (source: string): string => resolve(inFolder(source)).replace(/\.tsx?$/, ".js");
