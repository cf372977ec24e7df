/** Bytes that one cell may write. */
export const DEFAULT_OUTPUT_LIMIT = 50_000_000;
