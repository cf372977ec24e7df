/**
 * tslab compiles in two steps, TypeScript to ES modules to CommonJS, and throws the source maps away: here both steps make one, and they are
 * kept.
 */
import type { SourceMapPayload } from "node:module";
import type { Files } from "./without-docs.js";

/** A file that was compiled: its code, and what leads from there back to what the author wrote. */
export interface CompiledFile {
  readonly code: string;
  readonly esm: SourceMapPayload;
  /** As JSON. */
  readonly commonjs: string;
}

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

export interface Keeping {
  readonly keep: (file: CompiledFile) => void;
  /** What the compiler is to read files by, in place of what tslab gives it. */
  readonly files: (files: Files) => Files;
}

const INLINE_MAP = /\n\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;
const MAP_COMMENT = /\n?\/\/# sourceMappingURL=\S+\s*$/;

/** The compiler as tslab is to see it: the same output, its maps kept. */
export function keepingCompiler<Real extends Compiler>(ts: Real, { keep, files }: Keeping): Real {
  return {
    ...ts,
    createWatchCompilerHost: (roots: unknown, options: object, from: Files, ...rest: unknown[]) =>
      ts.createWatchCompilerHost(roots, { ...options, inlineSourceMap: true }, files(from), ...rest),
    transpileModule: (input: string, options: TranspileOptions) => transpile(ts, input, options, keep),
  };
}

function transpile(ts: Compiler, input: string, options: TranspileOptions, keep: Keeping["keep"]): TranspileOutput {
  const inline = INLINE_MAP.exec(input)?.[1];
  if (inline === undefined) return ts.transpileModule(input, options);
  const output = ts.transpileModule(input.replace(INLINE_MAP, "\n"), { ...options, compilerOptions: { ...options.compilerOptions, sourceMap: true } });
  const code = output.outputText.replace(MAP_COMMENT, "\n");
  const esm = JSON.parse(Buffer.from(inline, "base64").toString()) as SourceMapPayload;
  if (output.sourceMapText !== undefined) keep({ code, esm, commonjs: output.sourceMapText });
  return { ...output, outputText: code };
}
