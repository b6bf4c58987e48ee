import { fail, ok, type Result } from '../../../domain/result.ts';

const MAX_DEPTH = 32;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Names that reach an object's prototype when a careless reader copies them. */
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);

/** The index after the string that opens at `start`. */
const endOfString = (json: string, start: number): number => {
  let i = start + 1;
  while (json[i] !== '"') i += json[i] === '\\' ? 2 : 1;
  return i + 1;
};

const isFollowedByColon = (json: string, from: number): boolean => {
  let i = from;
  while (' \t\r\n'.includes(json[i] ?? 'x')) i += 1;
  return json[i] === ':';
};

/**
 * JSON as RFC 8259 wants senders to write it: no duplicate names (of which every parser keeps another one), no number
 * beyond a double, no names of the prototype, no depth that exhausts a stack. Says in words what is wrong.
 */
export const parseStrictJson = (json: string): Result<unknown, string> => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return fail('The body is not valid JSON.');
  }
  // From here on the text is known to be well formed; this pass looks only for what JSON.parse lets through.
  const open: (Set<string> | null)[] = [];
  let i = 0;
  while (i < json.length) {
    const char = json[i] as string;
    if (char === '"') {
      const end = endOfString(json, i);
      const names = open.at(-1);
      if (names != null && isFollowedByColon(json, end)) {
        const name = JSON.parse(json.slice(i, end)) as string;
        if (DANGEROUS.has(name)) return fail(`The name "${name}" is not allowed.`);
        if (names.has(name)) return fail(`The name "${name.slice(0, 100)}" is there twice.`);
        names.add(name);
      }
      i = end;
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? new Set() : null);
      if (open.length > MAX_DEPTH) return fail(`The body is nested deeper than ${MAX_DEPTH} levels.`);
      i += 1;
    } else if (char === '}' || char === ']') {
      open.pop();
      i += 1;
    } else if (char === '-' || (char >= '0' && char <= '9')) {
      NUMBER.lastIndex = i;
      const number = NUMBER.exec(json)?.[0] ?? char;
      if (!Number.isFinite(Number(number))) return fail('A number in the body is too large.');
      i += number.length;
    } else {
      i += 1;
    }
  }
  return ok(value);
};
