// `npm run preview`: the preview of this repository's report; what notebooks import is compiled again when its source is edited.
process.argv.splice(2, 0, "preview", "--build", "node scripts/build.mjs --if-stale");
await import("./backproof.mjs");
