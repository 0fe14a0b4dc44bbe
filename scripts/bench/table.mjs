const columns = [46, 12, 12, 12, 12, 12, 16];

/** Prints a row of the benchmark's tables: a title and figures. */
export function row(cells) {
  console.log(
    cells.map((cell, index) => (index === 0 ? cell.padEnd(columns[0]) : cell.padStart(columns[index]))).join(''),
  );
}

/** Milliseconds. */
export const ms = (value, digits = 0) => `${value.toFixed(digits)} ms`;

/** A ratio. */
export const times = (value) => `${value.toFixed(2)} ×`;
