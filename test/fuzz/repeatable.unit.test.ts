import fc from 'fast-check';
import { SEED } from '../support/random.ts';

it('tries the same cases in every run, from the seed that a failure names', () => {
  const seen: number[] = [];
  const property = fc.property(fc.integer(), (n) => {
    seen.push(n);
    return n < 5000;
  });
  expect(() => fc.assert(property)).toThrow(`seed: ${SEED},`);
  const first = seen.splice(0);
  expect(() => fc.assert(property)).toThrow(`seed: ${SEED},`);
  expect(seen).toEqual(first);
});
