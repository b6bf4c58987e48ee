import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a script printed and the array it wrote; or why it did not run. */
export type PythonRun<T> =
  | { readonly ran: true; readonly printed: T; readonly output: Float64Array }
  | { readonly ran: false; readonly why: string };

/** Runs a script of this folder on arrays, on one core; `arguments_` follow the files of the arrays and of the output. */
export const runPython = <T>(
  script: string,
  inputs: readonly Float64Array[],
  arguments_: readonly number[],
): PythonRun<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'risk-bench-'));
  try {
    const files = inputs.map((values, i) => {
      const file = join(folder, `input-${i}`);
      writeFileSync(file, Buffer.from(values.buffer, values.byteOffset, values.byteLength));
      return file;
    });
    const out = join(folder, 'output');
    const printed = execFileSync(
      'python3',
      [join(import.meta.dirname, script), ...files, out, ...arguments_.map(String)],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
      },
    );
    const bytes = readFileSync(out);
    const output = new Float64Array(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    );
    return { ran: true, printed: JSON.parse(printed) as T, output };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const missing = /No module named '\w+'|ENOENT/.exec(text)?.[0];
    if (missing === undefined) throw error;
    return { ran: false, why: missing === 'ENOENT' ? 'there is no python3' : missing };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
