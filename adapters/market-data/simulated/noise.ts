/**
 * Random numbers that are a function of a key and a counter, so that a day's draw does not depend on which days were
 * drawn before. The mixer is MurmurHash3's 32-bit finaliser (Appleby), the text hash FNV-1a.
 */
const mix = (value: number): number => {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** A key for a stream of draws. */
export const keyOf = (seed: number, name: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return mix(h ^ mix(seed + 0x9e3779b9));
};

/** Uniform on (0, 1), both ends excluded. */
export const uniform = (key: number, counter: number): number =>
  (mix(key ^ mix(Math.imul(counter, 0x9e3779b1) + 0x7f4a7c15)) + 0.5) / 4294967296;

/** Standard normal, by Box and Muller. */
export const normal = (key: number, counter: number): number =>
  Math.sqrt(-2 * Math.log(uniform(key, 2 * counter))) * Math.cos(2 * Math.PI * uniform(key, 2 * counter + 1));
