// `npm run report`: the report of this repository. Arguments go on to the command: `npm run report -- --strict`.
process.argv.splice(2, 0, "report");
await import("./backproof.mjs");
