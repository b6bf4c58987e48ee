import fc from 'fast-check';
import { INVITE } from '../support/api.ts';
import type { Random } from '../support/random.ts';

export type Schema = { readonly [key: string]: unknown };

/** Ids and names that the server has told of, by the name of their field. */
export type Known = (field: string) => readonly string[];

const DATES = ['2024-06-28', '2024-01-16', '2024-02-29', '2023-12-31', '2020-03-16'];
const INSTANTS = ['2024-06-28T21:00:00Z', '2024-01-02T03:04:05.678Z', '2024-06-28T17:00:00-04:00'];

/** Fields that a call rarely makes sense without, though the document lets them be left out. */
const USUAL = new Set([
  ...[
    'portfolio_name',
    'account_name',
    'account_type',
    'equity_balance',
    'symbol',
    'quantity',
    'entry_price',
  ],
  ...['entry_date', 'exit_date', 'exit_price', 'position_type', 'target_eoy', 'amount', 'reason', 'csv_file'],
]);

/** What only a person would know, or a number where the document says text. */
const GIVEN: Readonly<Record<string, readonly string[]>> = {
  invite_code: [INVITE],
  password: ['Correct1Horse'],
  current_password: ['Correct1Horse'],
  equity_balance: ['100000.00', '2500'],
  quantity: ['100', '-5', '0.5'],
  entry_price: ['158.25', '12'],
  amount: ['250.00', '1'],
};

const ofPattern = new Map<string, readonly string[]>();
const matching = (pattern: string): readonly string[] => {
  const known = ofPattern.get(pattern);
  if (known !== undefined) return known;
  const samples = fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 1, numRuns: 20 });
  ofPattern.set(pattern, samples);
  return samples;
};

/** Values that a JSON Schema of the document allows: its examples, its edges, and what lies between. */
export const createValues = (components: Readonly<Record<string, Schema>>, known: Known) => {
  const resolve = (schema: Schema): Schema => {
    const { $ref } = schema;
    if (typeof $ref !== 'string') return schema;
    const found = components[$ref.replace('#/components/schemas/', '')];
    if (found === undefined) throw new Error(`${$ref} is not in the document`);
    return resolve(found);
  };

  const text = (schema: Schema, random: Random, field: string): string => {
    const candidates = known(field);
    if (candidates.length > 0 && random.chance(0.8)) return random.pick(candidates);
    if (schema.format === 'uuid') return crypto.randomUUID();
    if (schema.format === 'date') return random.pick(DATES);
    if (schema.format === 'date-time') return random.pick(INSTANTS);
    if (schema.format === 'email') return `a${random.below(1000)}@example.com`;
    if (typeof schema.pattern === 'string') return random.pick(matching(schema.pattern));
    if (field === 'account_name') return `Account ${random.below(1_000_000)}`;
    if (field.includes('date') && random.chance(0.8)) return random.pick(DATES);
    const least = typeof schema.minLength === 'number' ? schema.minLength : 0;
    const most = typeof schema.maxLength === 'number' ? schema.maxLength : 40;
    return random.pick([
      'AAPL',
      '12.5',
      '100',
      'Growth',
      'x'.repeat(Math.min(most, 5000)),
      'x'.repeat(least),
    ]);
  };

  const number = (schema: Schema, random: Random): number => {
    const least = typeof schema.minimum === 'number' ? schema.minimum : -1000;
    const most = typeof schema.maximum === 'number' ? schema.maximum : 1000;
    const between = least + (most - least) * (random.below(1000) / 1000);
    const value = random.pick([least, most, between, Math.min(most, Math.max(least, 1))]);
    return schema.type === 'integer' ? Math.floor(value) : value;
  };

  const object = (schema: Schema, random: Random): Record<string, unknown> => {
    const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
    const required = (schema.required ?? []) as readonly string[];
    const wanted = Object.entries(properties).filter(
      ([name]) => required.includes(name) || random.chance(USUAL.has(name) ? 0.95 : 0.15),
    );
    const made = Object.fromEntries(wanted.map(([name, part]) => [name, value(part, random, name)]));
    const { additionalProperties: more } = schema;
    if (typeof more !== 'object' || more === null) return made;
    const names = ['AAPL', 'market_beta_90d', 'symbol', 'x'].filter(() => random.chance(0.5));
    return {
      ...made,
      ...Object.fromEntries(names.map((name) => [name, value(more as Schema, random, name)])),
    };
  };

  const value = (given: Schema, random: Random, field = ''): unknown => {
    const schema = resolve(given);
    const usual = GIVEN[field];
    if (usual !== undefined && random.chance(0.8)) return random.pick(usual);
    // Nobody's yet: whoever has an account keeps their password and their mailbox to themselves.
    if (field === 'email') return `someone${random.below(1_000_000)}@example.com`;
    const examples = 'example' in schema ? [schema.example] : ((schema.examples ?? []) as readonly unknown[]);
    if (examples.length > 0 && random.chance(0.6)) return random.pick(examples);
    if ('const' in schema) return schema.const;
    if (Array.isArray(schema.enum)) return random.pick(schema.enum);
    const choices = (schema.oneOf ?? schema.anyOf) as readonly Schema[] | undefined;
    if (choices !== undefined) return value(random.pick(choices), random, field);
    const type = Array.isArray(schema.type) ? random.pick(schema.type as readonly string[]) : schema.type;
    switch (type) {
      case 'string':
        return text(schema, random, field);
      case 'integer':
      case 'number':
        return number({ ...schema, type }, random);
      case 'boolean':
        return random.chance(0.5);
      case 'array': {
        const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
        return Array.from({ length: least + random.below(3) }, () =>
          value((schema.items ?? {}) as Schema, random, field),
        );
      }
      case 'object':
        return object(schema, random);
      default:
        return null;
    }
  };
  return { value, resolve };
};

export type Values = ReturnType<typeof createValues>;
