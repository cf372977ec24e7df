export { type CacheOptions, type Decision, executeCached } from "./cache/execute-cached.js";
export { ResultStore } from "./cache/result-store.js";
export { type ExecuteOptions, type Progress, executeNotebook } from "./execute.js";
export { type KernelSpec, type KnownKernels, builtInKernels, kernelFor, tslabSpec } from "./kernel/kernel-spec.js";
export * from "./nbformat.js";
export { NotebookError } from "./notebook-error.js";
export { readNotebook } from "./read-notebook.js";
export * from "./run.js";
export { withoutOutputs, writeNotebook } from "./write-notebook.js";
