// `npm test`: lint, types, then every test that needs only Node. Arguments narrow the run: `npm test -- gradcheck`.
import { run } from "./run-tests.mjs";

process.exitCode = await run({ end: ".test.js", only: process.argv.slice(2) });
