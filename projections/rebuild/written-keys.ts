/**
 * Remembers keys in a fixed space (a Bloom filter of 8 MiB, 7 bits per key): "never written" is certain, "perhaps
 * written" costs one look. One key in 10^7 is mistaken at a million keys, one in a hundred at seven million; beyond
 * that more and more looks are in vain, and nothing else changes.
 */
export type WrittenKeys = {
  readonly add: (key: string) => void;
  readonly perhaps: (key: string) => boolean;
};

const BITS = 2 ** 26;
const PROBES = 7;

/** FNV-1a from two seeds: the second is the step from probe to probe. */
const hash = (key: string, seed: number): number => {
  let value = seed;
  for (let index = 0; index < key.length; index += 1)
    value = Math.imul(value ^ key.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return value ^ (value >>> 13);
};

export const createWrittenKeys = (): WrittenKeys => {
  const words = new Uint32Array(BITS / 32);
  return {
    add: (key) => {
      let bit = hash(key, 0x811c9dc5);
      const step = hash(key, 0x9747b28c) | 1;
      for (let probe = 0; probe < PROBES; probe += 1) {
        const at = bit & (BITS - 1);
        words[at >>> 5] = (words[at >>> 5] ?? 0) | (1 << (at & 31));
        bit = (bit + step) | 0;
      }
    },
    perhaps: (key) => {
      let bit = hash(key, 0x811c9dc5);
      const step = hash(key, 0x9747b28c) | 1;
      for (let probe = 0; probe < PROBES; probe += 1) {
        const at = bit & (BITS - 1);
        if (((words[at >>> 5] ?? 0) & (1 << (at & 31))) === 0) return false;
        bit = (bit + step) | 0;
      }
      return true;
    },
  };
};
