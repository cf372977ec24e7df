import { setFlagsFromString } from "node:v8";

/** Bytes of bytecode that a function runs before V8 thinks of optimising it; 132 KB by default. */
const BUDGET = 1_000_000;

/**
 * Has V8 optimise functions later than by default: for programs that run for seconds, most of them in functions that are called a few
 * times, as a compiler does or a checker of formulas. Each spends up to a third of its processor time on machine code that hardly
 * runs (V8 makes it on a second thread: one program alone does not wait for it, two on two processors do).
 */
export function optimiseLater(): void {
  setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
