import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Duplex } from "node:stream";
import { after, describe, it } from "node:test";
import { serveCompiler } from "../../../../src/notebook/kernel/compiler/shared-compiler.js";
import { FrameReader, packFrames } from "../../../../src/notebook/kernel/guard/frames.js";
import type { Answer, Question } from "../../../../src/notebook/kernel/guard/shared-converter.js";

const module = join(dirname(createRequire(import.meta.url).resolve("tslab/package.json")), "dist", "converter.js");

const alive = setInterval(() => {}, 1000); // a kernel's process would be: the compiler itself keeps no program from ending
after(() => clearInterval(alive));

/** A kernel's end of the conversation. */
function kernel() {
  const answers: ((answer: Answer) => void)[] = [];
  const reader = new FrameReader(([frame]) => answers.shift()?.(JSON.parse(String(frame)) as Answer));
  const stream: Duplex = new Duplex({ read: () => {}, write: (chunk: Buffer, _, done) => (reader.take(chunk), done()) });
  serveCompiler(stream);
  const tell = (text: string): void => void stream.push(packFrames([text]));
  return { stream, tell, ask: (question: Question) => new Promise<Answer>((resolve) => (answers.push(resolve), tell(JSON.stringify(question)))) };
}

const cell = (source: string): Question => ({ module, folder: process.cwd(), cell: { declarations: "", source } });
const compiles = async ({ ask }: ReturnType<typeof kernel>): Promise<void> => assert.match(String((await ask(cell("const x = 1;"))).converted["output"]), /x = 1/);

describe("the compiler that kernels share", () => {
  it("answers several, each what it asked", async () => {
    const [one, two] = [kernel(), kernel()];
    const [first, second] = await Promise.all([one.ask(cell("const a = 1;")), two.ask(cell("const b = 2;"))]);
    assert.deepEqual([first, second].map(({ converted }) => /[ab] = \d/.exec(String(converted["output"]))?.[0]), ["a = 1", "b = 2"]);
    two.stream.destroy();
    await once(two.stream, "close");
    await compiles(one);
    one.stream.destroy();
  });

  it("where it stumbles, ends the conversation with all, and another one takes its place", { timeout: 60_000 }, async () => {
    const [one, two] = [kernel(), kernel()];
    await compiles(one);
    one.tell("no JSON");
    await Promise.all([once(one.stream, "close"), once(two.stream, "close")]);
    const next = kernel();
    await compiles(next);
    next.stream.destroy();
  });

  it("where tslab throws, ends it with that kernel alone", async () => {
    const [one, two] = [kernel(), kernel()];
    one.tell(JSON.stringify({ ...cell("1"), module: "/no/such/tslab/dist/converter.js" }));
    await once(one.stream, "close");
    await compiles(two);
    two.stream.destroy();
  });

  it("is ended with a kernel that was killed while it waited: it may never come to an end", async () => {
    const [one, two] = [kernel(), kernel()];
    await compiles(two);
    one.tell(JSON.stringify(cell("2")));
    await new Promise(setImmediate); // asked
    one.stream.destroy();
    await once(two.stream, "close");
  });
});
