/**
 * One notebook of the preview: what its cells gave, which of that its code still gives, and the run that brings it up to date.
 */
import { dirname } from "node:path";
import { type CacheOptions, type Decision, executeCached } from "../notebook/cache/execute-cached.js";
import { type Inputs, inputsOf, type Known } from "../notebook/cache/inputs.js";
import { type ExecuteOptions, executeNotebook, type Progress } from "../notebook/execute.js";
import { kernelFor } from "../notebook/kernel/kernel-spec.js";
import type { Notebook } from "../notebook/nbformat.js";
import type { ExecutedNotebook } from "../notebook/run.js";
import type { SourceChapter } from "../report/read-chapters.js";
import { carried, type CellResults, codesOf, commonStart, resultsOf, withResults } from "./cell-results.js";
import type { Standby } from "./standby.js";

export interface ChapterOptions {
  readonly standby: Standby;
  readonly cache: Omit<CacheOptions, "onDecision" | "known">;
  readonly limits: Pick<ExecuteOptions, "cellSeconds" | "notebookSeconds" | "outputLimit" | "notebookOutputLimit" | "keepGoing" | "kernel">;
  readonly onProgress: (path: string, progress: Progress) => void;
  readonly onDecision: (path: string, decision: Decision) => void;
  /** There is more to show. */
  readonly onResults: (path: string) => void;
  /** It could not be run at all. */
  readonly onFault: (error: Error) => void;
}

/** What the notebook's results depend on, as far as it is seen. */
interface State {
  readonly codes: readonly string[];
  readonly known: Known;
  readonly inputs: Inputs;
  readonly files: readonly string[];
  /** Its cells can read what is not seen. */
  readonly isOpen: boolean;
}

export class Chapter {
  notebook: Notebook;
  results: CellResults = [];
  /** The first so many results are what the code gives now. */
  fresh = 0;
  /** The first cell that was edited last, in the order of running. */
  edited: number | null = null;
  private state: State | null = null;
  /** The state that all results are of, or that the run under way is for. */
  private target: State | null = null;
  private run: { readonly abort: AbortController; readonly done: Promise<void> } | null = null;

  constructor(
    private source: SourceChapter,
    private readonly options: () => ChapterOptions,
  ) {
    this.notebook = source.notebook;
  }

  get path(): string {
    return this.source.path;
  }

  /** The local files that decide what its cells give. */
  get files(): readonly string[] {
    return this.state?.files ?? [];
  }

  get isRunning(): boolean {
    return this.run !== null;
  }

  get hasFailed(): boolean {
    return this.results.some((result) => result !== null && result.run.outcome.status !== "ok");
  }

  get executeOptions(): ExecuteOptions & { readonly cwd: string } {
    return { ...this.options().limits, path: this.path, cwd: dirname(this.source.file) };
  }

  /** The notebook as it is now, with what is known of its cells. */
  get executed(): ExecutedNotebook {
    return withResults(this.notebook, this.path, this.results);
  }

  /**
   * Takes the notebook as it is now; where its results are not what it gives any more, runs it, and answers true.
   * @param change "notebooks": no other file changed since the last time, so only the cells can make a difference; "files": others did;
   * "unseen": nothing is known to have changed
   */
  update(source: SourceChapter, change: "notebooks" | "files" | "unseen"): boolean {
    this.source = source;
    this.notebook = source.notebook;
    const codes = codesOf(source.notebook);
    if (change === "notebooks" && this.state !== null && commonStart(this.state.codes, codes) === codes.length && this.state.codes.length === codes.length) return false;
    const before = this.state;
    this.state = this.look(codes);
    if (before !== null && this.target !== null && isEqual(this.target, this.state) && !(this.state.isOpen && change === "files")) return false;
    this.results = carried(this.results, before?.codes ?? [], codes);
    const start = commonStart(before?.codes ?? [], codes);
    if (before !== null && start < codes.length) this.edited = start;
    this.fresh = before === null || start === codes.length || !isSameAround(before, this.state) ? 0 : Math.min(this.fresh, start);
    this.start(this.state);
    return true;
  }

  /** Looks again: what it depends on may have changed without a notice. */
  recheck(): void {
    if (!this.isRunning) this.update(this.source, "unseen");
  }

  async close(): Promise<void> {
    this.run?.abort.abort();
    await this.run?.done;
  }

  private look(codes: readonly string[]): State {
    const { path, cwd, kernel } = this.executeOptions;
    const known = inputsOf({ notebook: this.notebook, folder: cwd, kernel: kernel ?? kernelFor(this.notebook, path, cwd), data: this.options().cache.data, root: this.options().cache.root });
    const seen = "unknown" in known ? known.seen : known;
    return { codes, known, inputs: seen?.inputs ?? {}, files: seen?.files ?? [], isOpen: "unknown" in known };
  }

  private start(target: State): void {
    const before = this.run;
    before?.abort.abort();
    const abort = new AbortController();
    const done = (before?.done ?? Promise.resolve()).then(() => this.execute(target.known, abort.signal));
    this.target = target;
    const run = { abort, done };
    this.run = run;
    void done.finally(() => {
      if (this.run === run) this.run = null;
      if (!abort.signal.aborted) this.options().onResults(this.path);
    });
  }

  private async execute(known: Known, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { standby, cache, onDecision, onProgress, onResults, onFault } = this.options();
    const { notebook, executeOptions } = this;
    /** Cells beyond those that ran so far keep what they gave before. */
    const take = (executed: ExecutedNotebook): void => {
      if (signal.aborted) return;
      const results = resultsOf(executed);
      this.fresh = executed.runs.length;
      this.results = results.map((result, k) => result ?? this.results[k] ?? null);
    };
    const run = async (given: Notebook, options: ExecuteOptions): Promise<ExecutedNotebook> => {
      const ahead = await standby.take(given, executeOptions);
      return executeNotebook(given, { ...options, ...(ahead === null ? {} : { ahead }) });
    };
    const onAdvance = (snapshot: () => ExecutedNotebook): void => {
      take(snapshot());
      if (!signal.aborted) onResults(this.path);
    };
    try {
      take(await executeCached(notebook, { ...executeOptions, signal, onAdvance, onProgress: (progress) => onProgress(this.path, progress) }, { ...cache, known, onDecision: (decision) => onDecision(this.path, decision) }, run));
    } catch (error) {
      if (!signal.aborted) onFault(error as Error);
    }
  }
}

const isEqual = (a: State, b: State): boolean => JSON.stringify(Object.entries(a.inputs).sort()) === JSON.stringify(Object.entries(b.inputs).sort()) && a.isOpen === b.isOpen && a.codes.join() === b.codes.join();

/** Nothing but cells, and what only one of the two needs, makes a difference. */
const isSameAround = (a: State, b: State): boolean => Object.entries(a.inputs).every(([part, digest]) => part.startsWith("cell ") || b.inputs[part] === undefined || b.inputs[part] === digest);
