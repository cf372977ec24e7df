import type { Command } from "./command.js";

/** The commands, each loaded when it is called. */
export const commands: readonly Command[] = [
  { name: "init", summary: "start a report of your own in an empty folder", run: async (args, terminal) => (await import("./init.js")).init(args, terminal) },
  { name: "check", summary: "decide every equation of Markdown, notebook and TeX files", run: async (args, terminal) => (await import("./check.js")).check(args, terminal) },
  { name: "derive", summary: "work out a gradient step by step, each step decided", run: async (args, terminal) => (await import("./derive.js")).derive(args, terminal) },
  { name: "report", summary: "run the notebooks, check them, write report.html and report.pdf", run: async (args, terminal) => (await import("./report.js")).report(args, terminal) },
  { name: "preview", summary: "a local page of the report that follows your edits", run: async (args, terminal) => (await import("./preview.js")).preview(args, terminal) },
  { name: "cache", summary: "remove the stored results of notebooks: backproof cache clean", run: async (args, terminal) => (await import("./cache.js")).cache(args, terminal) },
  { name: "kernel", summary: "register the TypeScript kernel with Jupyter: backproof kernel install", run: async (args, terminal) => (await import("./kernel.js")).kernel(args, terminal) },
  { name: "doctor", summary: "what a build needs, what is missing, how to get it", run: async (args, terminal) => (await import("./doctor.js")).doctor(args, terminal) },
];
