/** Kernels found as Jupyter finds them, without Python. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { installedKernel, installedKernels } from "../../../src/notebook/kernel/installed-kernels.js";
import { jupyterDataFolders } from "../../../src/notebook/kernel/jupyter-folders.js";

const root = realpathSync(mkdtempSync(join(tmpdir(), "kernels-")));
after(() => rmSync(root, { recursive: true }));
const environment = join(root, "environment");
const [first, second] = [join(root, "own"), join(environment, "share", "jupyter")];

function install(data: string, name: string, content: object | string): string {
  const folder = join(data, "kernels", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kernel.json"), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}

const python = { argv: ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"], language: "python" };
install(second, "python3", python);
install(first, "elsewhere", python);
const octave = install(first, "Octave", { argv: ["{resource_dir}/start", "{prefix}", "{connection_file}"], language: "Octave", interrupt_mode: "message", env: { A: "${HOME}/a:$HOME", B: "${NOT_SET_AT_ALL}" } });
install(first, "twice", { argv: ["one"], language: "x" });
install(second, "twice", { argv: ["two"], language: "x" });
install(first, "damaged", "{");
install(first, "docker", { ...python, metadata: { kernel_provisioner: { provisioner_name: "docker-provisioner" } } });
mkdirSync(join(first, "kernels", "empty"));
mkdirSync(join(environment, "bin"));
writeFileSync(join(environment, "bin", "python3"), "");
const folders = [first, second, join(root, "nowhere")];

describe("an installed kernel", () => {
  it("has the name of its folder, in small letters; a folder without a kernel.json is none", () => {
    assert.deepEqual(installedKernels(folders), ["damaged", "docker", "elsewhere", "octave", "python3", "twice"]);
  });

  it("is started as its kernel.json says", () => {
    assert.deepEqual(installedKernel("octave", folders), {
      name: "octave",
      argv: [`${octave}/start`, root.replace(/\/[^/]*$/, ""), "{connection_file}"],
      language: "octave",
      interruptMode: "message",
      env: { A: `${process.env["HOME"]}/a:${process.env["HOME"]}`, B: "${NOT_SET_AT_ALL}" },
      numbersMessages: false,
      transport: "tcp",
    });
  });

  it("runs in the Python of its environment; without one, in that of the path", () => {
    assert.equal(installedKernel("python3", folders)?.argv[0], join(environment, "bin", "python3"));
    assert.equal(installedKernel("elsewhere", folders)?.argv[0], "python");
  });

  it("is the first of its name, capitals or not; there may be none", () => {
    assert.deepEqual(installedKernel("TWICE", folders)?.argv, ["one"]);
    assert.equal(installedKernel("thrice", folders), null);
  });

  it("is refused if its file is damaged", () => {
    assert.throws(() => installedKernel("damaged", folders), { name: "KernelSpecError", message: /^.*damaged\/kernel\.json cannot be read: .*JSON/ });
  });

  it("is refused if only Python could start it", () => {
    assert.throws(() => installedKernel("docker", folders), {
      name: "KernelSpecError",
      message: `${join(first, "kernels", "docker", "kernel.json")} has the kernel started by "docker-provisioner", which is Python's; give --server, so that a Jupyter server starts it`,
    });
  });
});

describe("Jupyter's folders", () => {
  it("are those it names, the environments', the user's, the system's", () => {
    mkdirSync(join(root, "bin"));
    symlinkSync(join(environment, "bin", "python3"), join(root, "bin", "python3"));
    const env = { JUPYTER_PATH: "/a:/b", VIRTUAL_ENV: "/venv", CONDA_PREFIX: "/conda", PATH: `/nowhere:${join(root, "bin")}` };
    assert.deepEqual(jupyterDataFolders({ platform: "linux", env, home: "/home/me" }), [
      "/a",
      "/b",
      "/venv/share/jupyter",
      "/conda/share/jupyter",
      `${root}/share/jupyter`,
      `${environment}/share/jupyter`,
      "/home/me/.local/share/jupyter",
      "/usr/local/share/jupyter",
      "/usr/share/jupyter",
    ]);
  });
});
