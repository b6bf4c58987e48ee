import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a property does not say how many cases it takes; fast-check's own default is 100. */
const RUNS = '1000';
const PATIENCE_MS = '600000';

const [rounds = '1', ...within] = process.argv.slice(2);

const drawing = (within.length === 0 ? ['test'] : within)
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))))
  .filter((file) => /\.(unit|db|e2e)\.test\.ts$/.test(file))
  .filter((file) => /'fast-check'|support\/random\.ts'/.test(readFileSync(file, 'utf8')))
  .toSorted();

/** Whether all of them passed. */
const explore = (seed: string): boolean => {
  console.log(`\nThe seed is ${seed}. Again: FUZZ_SEED=${seed} FUZZ_RUNS=${RUNS} npm test -- <file>`);
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--testTimeout',
      PATIENCE_MS,
      '--runTestsByPath',
      ...drawing,
    ],
    { stdio: 'inherit', env: { ...process.env, FUZZ_SEED: seed, FUZZ_RUNS: RUNS } },
  );
  return status === 0;
};

const seeds = Array.from({ length: Number(rounds) }, () => String(randomInt(2 ** 31)));
const failing = seeds.filter((seed) => !explore(seed));
console.log(failing.length === 0 ? 'Every round passed.' : `Seeds with a failure: ${failing.join(', ')}`);
if (failing.length > 0) process.exitCode = 1;
