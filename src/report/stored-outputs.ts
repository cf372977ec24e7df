/** What stands above the outputs of a cell that was not run, on every page. */
export const STORED = "Not run: these outputs were stored in the notebook, and nobody checked them.";
