import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { after, describe, it } from "node:test";
import { kernelFor, tslabSpec } from "../../../src/notebook/index.js";
import { notebook } from "../notebooks.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "nb-")));
after(() => rmSync(folder, { recursive: true }));
const jupyter = join(folder, "jupyter");
for (const [name, text] of [["snake", '{ "argv": ["snake", "{connection_file}"], "language": "snake" }'], ["broken", "{}"]] as const) {
  mkdirSync(join(jupyter, "kernels", name), { recursive: true });
  writeFileSync(join(jupyter, "kernels", name, "kernel.json"), text);
}
const named = (name: string) => notebook([], { kernelspec: { name, display_name: name } });

describe("the kernel of a notebook", () => {
  it("is tslab, by either name or none", () => {
    for (const each of [named("tslab"), named("typescript"), notebook([])]) assert.equal(kernelFor(each, "a.ipynb", folder).name, "tslab");
  });

  it("may be one that the caller knows", () => {
    const mine = { ...tslabSpec(folder), name: "mine" };
    assert.equal(kernelFor(named("mine"), "a.ipynb", folder, { mine: () => mine }), mine);
  });

  for (const name of ["python9", "", "constructor", "__proto__"]) {
    it(`is refused if its name is "${name}"`, () => {
      assert.throws(() => kernelFor(named(name), "a.ipynb", folder, undefined, [jupyter]), {
        name: "NotebookError",
        message: `a.ipynb: metadata.kernelspec.name is "${name}", a kernel that is not installed here; there are "tslab", "typescript", "backproof", "broken", "snake"`,
      });
    });
  }

  it("may be one that is installed for Jupyter", () => {
    assert.deepEqual(kernelFor(named("snake"), "a.ipynb", folder, undefined, [jupyter]).argv, ["snake", "{connection_file}"]);
  });

  it("is refused if its kernel.json is damaged", () => {
    assert.throws(() => kernelFor(named("broken"), "a.ipynb", folder, undefined, [jupyter]), {
      name: "NotebookError",
      message: `a.ipynb: metadata.kernelspec.name is "broken": ${join(jupyter, "kernels", "broken", "kernel.json")} says in no "argv" how the kernel is started`,
    });
  });

  it("is the tslab of the notebook's folder, else the one of this package", () => {
    // Not in the temporary folder itself: what lies above it on a machine is not ours, and Node remembers what it found there.
    const bare = parse(folder).root;
    assert.match(tslabSpec(bare).argv.join(" "), new RegExp(`${process.cwd()}.*/tslab/bin/tslab kernel --config-path=\\{connection_file\\}$`));
    const project = join(folder, "project");
    const own = join(project, "node_modules", "tslab");
    mkdirSync(join(own, "bin"), { recursive: true });
    writeFileSync(join(own, "package.json"), '{ "name": "tslab", "version": "1.0.22" }');
    writeFileSync(join(own, "bin", "tslab"), "");
    assert.equal(tslabSpec(project).argv[3], join(own, "bin", "tslab"));
  });
});
