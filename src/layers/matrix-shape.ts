/** Rows and columns, as in m × n. A column vector is (m, 1), a scalar (1, 1). */
export type Shape = readonly [rows: number, columns: number];
