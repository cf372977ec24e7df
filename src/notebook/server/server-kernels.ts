/**
 * Which kernel of a server runs a notebook.
 */
import { GUARDED_KERNEL, kernelName, type KernelSpec } from "../kernel/kernel-spec.js";
import type { Notebook } from "../nbformat.js";
import { NotebookError } from "../notebook-error.js";
import type { JupyterServer } from "./jupyter-server.js";
import { ServerError } from "./server-error.js";

interface KernelSpecs {
  readonly kernelspecs: { readonly [name: string]: { readonly spec?: { readonly language?: string } } };
}

const OURS = ["tslab", "typescript", GUARDED_KERNEL];

/**
 * TypeScript's is the guarded one: tslab as it is loses output, and nobody would notice.
 * @throws {ServerError} if the server cannot be used, or has not got it
 * @throws {NotebookError} if the notebook names a kernel that the server has not got
 */
export async function serverKernelFor(server: JupyterServer, notebook: Notebook, path: string): Promise<KernelSpec> {
  const specs = await kernelsOf(server);
  const name = kernelName(notebook);
  const isOurs = OURS.includes(name);
  const wanted = isOurs ? GUARDED_KERNEL : name;
  if (!Object.hasOwn(specs, wanted)) {
    if (isOurs) throw new ServerError(server.url, `it has no kernel "${GUARDED_KERNEL}", the TypeScript kernel that loses no output; on its machine, in the project: npx backproof kernel install --server`);
    throw new NotebookError(path, `metadata.kernelspec.name is "${name}", a kernel that the server ${server.url} has not; it has ${Object.keys(specs).sort().map((each) => `"${each}"`).join(", ")}`);
  }
  return { name: wanted, argv: [], language: specs[wanted]?.spec?.language?.toLowerCase() ?? "", interruptMode: "signal", numbersMessages: isOurs };
}

/** @throws {ServerError} if the server cannot be used */
export async function kernelsOf(server: JupyterServer): Promise<KernelSpecs["kernelspecs"]> {
  const { kernelspecs } = ((await server.ask("GET", "/api/kernelspecs")) ?? {}) as Partial<KernelSpecs>;
  if (typeof kernelspecs !== "object") throw new ServerError(server.url, "this is no Jupyter server: it does not tell its kernels");
  return kernelspecs;
}
