/**
 * tslab's converters, one for each kernel that asks. One whose kernel has ended is the next one's of the same folder, where nothing of the
 * notebook is left in it: what a converter knows beside libraries is which local modules it has compiled.
 */
import Module, { createRequire } from "node:module";
import { type CompiledFile, type Compiler, keepingCompiler } from "../guard/keep-maps.js";
import type { Answer, Asker, Converter, ConverterModule } from "../guard/shared-converter.js";
import { withoutDocs } from "../guard/without-docs.js";
import { ReadFiles } from "./read-files.js";

type Load = (request: string, parent: { readonly filename?: string } | undefined, isMain: boolean) => unknown;

/** The compiler of TypeScript, as far as it asks the system where it is. */
interface SystemCompiler extends Compiler {
  readonly sys: { getCurrentDirectory: () => string };
}

/** One of tslab's, with what it told of itself. */
interface KeptConverter {
  readonly asker: Asker;
  readonly convert: (declarations: string, source: string) => Answer;
  readonly close: () => void;
  /** Is it as if it were new? */
  readonly isSpare: () => boolean;
}

export class Converters {
  private readonly ofKernels = new Map<number, KeptConverter>();
  private readonly spare: KeptConverter[] = [];
  private readonly workshop = new Workshop();

  of(kernel: number, asker: Asker): KeptConverter {
    const converter = this.ofKernels.get(kernel) ?? this.takeSpare(asker) ?? this.workshop.make(asker);
    this.ofKernels.set(kernel, converter);
    return converter;
  }

  leave(kernel: number): void {
    const converter = this.ofKernels.get(kernel);
    this.ofKernels.delete(kernel);
    if (converter !== undefined) this.spare.push(converter);
  }

  drop(kernel: number): void {
    this.ofKernels.get(kernel)?.close();
    this.ofKernels.delete(kernel);
  }

  /** What cannot be used again goes. */
  private takeSpare({ module, folder }: Asker): KeptConverter | null {
    for (const used of this.spare.filter((each) => !each.isSpare())) {
      this.spare.splice(this.spare.indexOf(used), 1);
      used.close();
    }
    const k = this.spare.findIndex(({ asker }) => asker.module === module && asker.folder === folder);
    return k < 0 ? null : this.spare.splice(k, 1)[0]!;
  }
}

/** Makes converters: tslab's modules, with a compiler that keeps its maps and tells what it reads. */
class Workshop {
  private folder = process.cwd();
  private files: CompiledFile[] = [];
  private read = new ReadFiles();

  constructor() {
    const modules = Module as unknown as { _load: Load };
    const load = modules._load;
    modules._load = (request, parent, isMain) => {
      const loaded = load(request, parent, isMain);
      return request === "@tslab/typescript-for-tslab" ? this.ours(loaded as SystemCompiler) : loaded;
    };
  }

  make(asker: Asker): KeptConverter {
    const read = (this.read = new ReadFiles());
    this.folder = asker.folder;
    const { createConverter } = createRequire(asker.module)(asker.module) as ConverterModule;
    const real = createConverter({ isJS: false, isBrowser: false });
    let hasModules = false;
    const convert = (declarations: string, source: string): Answer => {
      const answer = this.compile(real, declarations, source);
      hasModules ||= (answer.converted.sideOutputs ?? []).length > 0;
      return answer;
    };
    return { asker, convert, close: real.close, isSpare: () => !hasModules && read.areUnchanged() };
  }

  private compile(real: Converter, declarations: string, source: string): Answer {
    this.files = [];
    const converted = real.convert(declarations, source);
    return { converted, files: this.files };
  }

  private ours(ts: SystemCompiler): SystemCompiler {
    ts.sys.getCurrentDirectory = () => this.folder; // where the kernel is, and not this process
    return keepingCompiler(ts, { keep: (file) => void this.files.push(file), files: (files) => this.read.watched(withoutDocs(files)) });
  }
}
