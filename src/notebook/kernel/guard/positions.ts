/**
 * From positions in what tslab runs back to positions in what the author wrote. tslab compiles in two steps, TypeScript to ES modules
 * to CommonJS, and throws the source maps away; we have both steps made with one and read them back to back.
 */
import { SourceMap, type SourceMapPayload } from "node:module";
import { resolve } from "node:path";
import { type Files, withoutDocs } from "./without-docs.js";

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

/** One file's two maps. `lineOffset`: lines that tslab puts before the author's first. */
function twoStep(esm: SourceMap, commonjs: SourceMap, lineOffset: number): Mapping {
  return (position) => {
    const module = findOrigin(commonjs, position);
    const source = module && findOrigin(esm, module);
    return source && { line: source.line - lineOffset, column: source.column };
  };
}

function findOrigin(map: SourceMap, { line, column }: Position): Position | null {
  const entry = map.findEntry(line - 1, column - 1);
  return "originalLine" in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : null;
}

const INLINE_MAP = /\n\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;
const MAP_COMMENT = /\n?\/\/# sourceMappingURL=\S+\s*$/;
const CELL_SOURCE = "__tslab__.ts";

/** The part of the TypeScript compiler that tslab uses and we look into. */
export interface Compiler {
  readonly createWatchCompilerHost: (...args: unknown[]) => unknown;
  readonly transpileModule: (input: string, options: TranspileOptions) => TranspileOutput;
}
interface TranspileOptions {
  readonly compilerOptions?: object;
}
interface TranspileOutput {
  readonly outputText: string;
  readonly sourceMapText?: string;
}

/** Remembers how every file that tslab compiled leads back to its source. */
export class Positions {
  private readonly files = new Map<string, { readonly name: string; readonly mapping: Mapping }>();
  /** The cell compiled last: its code, and where it came from. */
  private compiled: { readonly code: string; readonly mapping: Mapping } | null = null;

  /** @param keepsDocs somebody may ask the kernel what a name means */
  constructor(private readonly keepsDocs: boolean) {}

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

  /** The compiler as tslab is to see it: the same output, its maps kept. */
  guardedCompiler<Real extends Compiler>(ts: Real): Real {
    return {
      ...ts,
      createWatchCompilerHost: (roots: unknown, options: object, files: Files, ...rest: unknown[]) =>
        ts.createWatchCompilerHost(roots, { ...options, inlineSourceMap: true }, this.keepsDocs ? files : withoutDocs(files), ...rest),
      transpileModule: (input: string, options: TranspileOptions) => this.transpile(ts, input, options),
    };
  }

  private transpile(ts: Compiler, input: string, options: TranspileOptions): TranspileOutput {
    const inline = INLINE_MAP.exec(input)?.[1];
    if (inline === undefined) return ts.transpileModule(input, options);
    const output = ts.transpileModule(input.replace(INLINE_MAP, "\n"), { ...options, compilerOptions: { ...options.compilerOptions, sourceMap: true } });
    const outputText = output.outputText.replace(MAP_COMMENT, "\n");
    this.remember(JSON.parse(Buffer.from(inline, "base64").toString()) as SourceMapPayload, output.sourceMapText, outputText);
    return { ...output, outputText };
  }

  private remember(esm: SourceMapPayload, commonjs: string | undefined, code: string): void {
    const source = esm.sources[0];
    if (source === undefined || commonjs === undefined) return;
    const maps = [new SourceMap(esm), new SourceMap(JSON.parse(commonjs) as SourceMapPayload)] as const;
    if (source.endsWith(CELL_SOURCE)) this.compiled = { code, mapping: twoStep(...maps, 1) };
    else this.files.set(sideModule(source), { name: inFolder(source), mapping: twoStep(...maps, 0) });
  }
}

/** A module's path from the notebook's folder, which it stands in or below. Sources are relative to where it is as if put, below a folder `outDir` there. */
const inFolder = (source: string): string => source.replace(/^(?:\.\.\/)+/, "");

/** The name under which tslab runs a module of the notebook's own: its source's, ending in .js, where nothing stands. */
const sideModule = (source: string): string => resolve(inFolder(source)).replace(/\.tsx?$/, ".js");
