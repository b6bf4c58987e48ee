import fc from 'fast-check';
import { SEED } from './random.ts';

const runs = process.env.FUZZ_RUNS;

/** The same cases in every run, so that only a change makes a test fail; `npm run test:explore` looks further. */
fc.configureGlobal({ seed: SEED, ...(runs !== undefined && { numRuns: Number(runs) }) });
