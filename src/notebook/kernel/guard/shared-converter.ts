/**
 * tslab's converter, from cells to what Node runs, where the client that started the kernel has one for all its kernels: a compiler that has
 * read its libraries and is warm. It is tslab's own, in another thread of the client. Whoever gets no answer has a converter of their own, as
 * tslab does without us: where the client's stumbled, took too long or ended, and for what it is not asked.
 */
import type { CompiledFile } from "./keep-maps.js";

/** What tslab makes of a cell. */
export interface Converted {
  /** Local modules that the cell imports, compiled for the first time or anew. */
  readonly sideOutputs?: readonly SideOutput[];
  readonly [field: string]: unknown;
}
interface SideOutput {
  readonly path: string;
  readonly data: string;
}

export interface Converter {
  readonly convert: (declarations: string, source: string) => Converted;
  readonly close: () => void;
  readonly inspect: (...args: unknown[]) => unknown;
  readonly complete: (...args: unknown[]) => unknown;
  readonly addModule: (...args: unknown[]) => unknown;
}

interface ConverterOptions {
  readonly isJS?: boolean;
  readonly isBrowser?: boolean;
}

/** tslab's converter.js, as far as the kernel uses it. */
export interface ConverterModule {
  readonly createConverter: (options?: ConverterOptions) => Converter;
  readonly isCompleteCode: (content: string) => unknown;
}

/** Who asks: which tslab, and for which folder. */
export interface Asker {
  /** tslab's converter.js. */
  readonly module: string;
  /** The notebook's. */
  readonly folder: string;
}

/** Without a cell: there will be some, and a kernel counts as started when they can be. */
export interface Question extends Asker {
  readonly cell?: { readonly declarations: string; readonly source: string };
}

/** To a question with a cell. */
export interface Answer {
  readonly converted: Converted;
  readonly files: readonly CompiledFile[];
}

/** Waits for the answer; null where there is none, and will be none. */
export type Ask = (question: Question) => Answer | null;

/** tslab's module as the kernel is to see it; `load` gives the real one, which loads TypeScript. */
export const sharedConverter = (load: () => ConverterModule, ask: Ask, asker: Asker, remember: (file: CompiledFile) => void): ConverterModule => ({
  createConverter: (options = {}) => (options.isJS === true || options.isBrowser === true ? load().createConverter(options) : asking(() => load().createConverter(options), ask, asker, remember)),
  isCompleteCode: (content) => load().isCompleteCode(content),
});

/** tslab's metadata.js. */
export interface MetadataModule {
  readonly getCodeMetadata: (source: string) => object;
}

/** Tags of documentation tell tslab what to make of a cell (`@module`): it reads them with TypeScript, which a cell without documentation does not need. */
export const lazyMetadata = (load: () => MetadataModule): MetadataModule => ({
  getCodeMetadata: (source) => (source.includes("/**") ? load().getCodeMetadata(source) : {}),
});

/** Asks as long as it is answered, and then goes on with its own. */
function asking(create: () => Converter, ask: Ask, asker: Asker, remember: (file: CompiledFile) => void): Converter {
  let own: Converter | null = null;
  /** Modules that came by the shared one, by their path: what is the same is not run anew. */
  const received = new Map<string, string>();
  const ourOwn = (): Converter => (own ??= withoutRepeats(create(), received));
  if (ask(asker) === null) ourOwn();
  return {
    convert: (declarations, source) => {
      const answer = own === null ? ask({ ...asker, cell: { declarations, source } }) : null;
      if (answer === null) return ourOwn().convert(declarations, source);
      for (const { path, data } of answer.converted.sideOutputs ?? []) received.set(path, data);
      for (const file of answer.files) remember(file);
      return answer.converted;
    },
    close: () => own?.close(),
    inspect: (...args) => ourOwn().inspect(...args),
    complete: (...args) => ourOwn().complete(...args),
    addModule: (...args) => ourOwn().addModule(...args),
  };
}

function withoutRepeats(real: Converter, received: Map<string, string>): Converter {
  const isNew = ({ path, data }: SideOutput): boolean => {
    const isSame = received.get(path) === data;
    received.delete(path);
    return !isSame;
  };
  return {
    ...real,
    convert: (declarations, source) => {
      const { sideOutputs, ...converted } = real.convert(declarations, source);
      return { ...converted, ...(sideOutputs !== undefined && { sideOutputs: sideOutputs.filter(isNew) }) };
    },
  };
}
