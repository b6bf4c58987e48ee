/** Columns multiplied with one vector at a time: four sums run side by side and the vector is read once for them. */
const WIDTH = 4;

/** Equally long columns, four by four with the values of a row next to each other; the last four are filled with 0. */
export type Panels = {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
};

export const packPanels = (columns: readonly Float64Array[]): Panels => {
  const rows = columns[0]?.length ?? 0;
  const values = new Float64Array(Math.ceil(columns.length / WIDTH) * WIDTH * rows);
  columns.forEach((column, j) => {
    const panel = (j - (j % WIDTH)) * rows + (j % WIDTH);
    for (let i = 0; i < rows; i += 1) values[panel + i * WIDTH] = column[i] as number;
  });
  return { values, rows, columns: columns.length };
};

/** How many sums `panelProducts` writes for so many columns: the next multiple of four. */
export const paddedColumns = (columns: number): number => Math.ceil(columns / WIDTH) * WIDTH;

/**
 * Xᵀy: the dot product of each packed column with the `rows` elements of `y` from `offset`, written into `out`. Each is
 * summed in the order of rows, whatever its neighbours are.
 *
 * Measured on 10,000 vectors of 90 elements and 8 columns: half the time of a dot product for each column.
 */
export const panelProducts = (
  { values, rows, columns }: Panels,
  y: Float64Array,
  out: Float64Array,
  offset = 0,
): void => {
  for (let column = 0; column < columns; column += WIDTH) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let at = column * rows;
    for (let i = 0; i < rows; i += 1) {
      const value = y[offset + i] as number;
      s0 += value * (values[at] as number);
      s1 += value * (values[at + 1] as number);
      s2 += value * (values[at + 2] as number);
      s3 += value * (values[at + 3] as number);
      at += WIDTH;
    }
    out[column] = s0;
    out[column + 1] = s1;
    out[column + 2] = s2;
    out[column + 3] = s3;
  }
};

/** The products of four packed columns at `left` with four at `right`, 4 × 4 into `out`. */
const blockProduct = (
  values: Float64Array,
  left: number,
  right: number,
  rows: number,
  out: Float64Array,
): void => {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  const end = left + rows * WIDTH;
  let b = right;
  for (let a = left; a < end; a += WIDTH) {
    const x0 = values[a] as number;
    const x1 = values[a + 1] as number;
    const x2 = values[a + 2] as number;
    const x3 = values[a + 3] as number;
    const y0 = values[b] as number;
    const y1 = values[b + 1] as number;
    const y2 = values[b + 2] as number;
    const y3 = values[b + 3] as number;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
    s23 += x2 * y3;
    s30 += x3 * y0;
    s31 += x3 * y1;
    s32 += x3 * y2;
    s33 += x3 * y3;
    b += WIDTH;
  }
  out.set([s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33]);
};

/**
 * XᵀX of the packed columns, row-major, its lower half with the diagonal. Blocks of four by four columns, so that sixteen sums share eight
 * reads: 60 % of the time of a dot product for each pair, on 500 columns of 252.
 */
export const panelGram = ({ values, rows, columns }: Panels): Float64Array => {
  const gram = new Float64Array(columns * columns);
  const block = new Float64Array(WIDTH * WIDTH);
  for (let left = 0; left < columns; left += WIDTH) {
    for (let right = 0; right <= left; right += WIDTH) {
      blockProduct(values, left * rows, right * rows, rows, block);
      const [lefts, rights] = [Math.min(WIDTH, columns - left), Math.min(WIDTH, columns - right)];
      for (let i = 0; i < lefts; i += 1) {
        for (let j = 0; j < rights; j += 1) {
          gram[(left + i) * columns + right + j] = block[i * WIDTH + j] as number;
        }
      }
    }
  }
  return gram;
};
