import { join } from "node:path";
import { ResultStore } from "../notebook/cache/result-store.js";

/** Where results are kept between builds: `.cache/backproof` in the project. */
export const resultStore = (root: string): ResultStore => new ResultStore(join(root, ".cache", "backproof"));
