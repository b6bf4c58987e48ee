import fc from 'fast-check';
import { parseStrictJson } from '../../../adapters/http/body/strict-json.ts';

const DANGEROUS = ['__proto__', 'constructor', 'prototype'];

const hasDangerousName = (value: unknown): boolean =>
  value !== null &&
  typeof value === 'object' &&
  (Object.keys(value).some((name) => DANGEROUS.includes(name)) ||
    Object.values(value).some(hasDangerousName));

describe('strict JSON', () => {
  it('reads whatever JSON.stringify writes, however it is indented', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(4), (value, indent) => {
        fc.pre(!hasDangerousName(value));
        const json = JSON.stringify(value, null, indent);
        expect(parseStrictJson(json)).toEqual({ ok: true, value: JSON.parse(json) });
      }),
    );
  });

  it('refuses exactly the objects with a name twice', () => {
    const name = fc.string({ maxLength: 2 });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), (names) => {
        fc.pre(!names.some((one) => DANGEROUS.includes(one)));
        const json = `{${names.map((one) => `${JSON.stringify(one)} : [1, {"a":"a"}]`).join(',')}}`;
        expect(parseStrictJson(json).ok).toBe(new Set(names).size === names.length);
      }),
    );
  });

  it('takes the same name in different objects, and names as values, for what they are', () => {
    const json = '[{"a":"a"},{"a":{"a":"\\"a\\":"}},"__proto__",{"b":"constructor"}]';
    expect(parseStrictJson(json)).toEqual({ ok: true, value: JSON.parse(json) });
  });

  it.each(['{"a":{"__proto__":1}}', '{"constructor":1}', '[{"prototype":1}]', '{"\\u005f_proto__":1}'])(
    'refuses a name of the prototype: %s',
    (json) => {
      expect(parseStrictJson(json).ok).toBe(false);
    },
  );

  it.each(['1e400', '-1e400', '[1e999]', '{"a":1e309}'])('refuses a number beyond a double: %s', (json) => {
    expect(parseStrictJson(json)).toMatchObject({ ok: false, error: expect.stringContaining('too large') });
  });

  it('reads 32 levels and no more, and does not mind how many there are', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseStrictJson(nested(32)).ok).toBe(true);
    expect(parseStrictJson(nested(33)).ok).toBe(false);
    expect(parseStrictJson(nested(30_000)).ok).toBe(false);
  });

  it('reads white space between a name and its colon in linear time', () => {
    const json = `{"a"${' '.repeat(60_000)}:1,"a":2}`;
    expect(parseStrictJson(json)).toMatchObject({ ok: false });
  });
});
