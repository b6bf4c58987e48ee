import fc from 'fast-check';
import { createEventParser } from '../../../adapters/console/api/event-stream.ts';
import { forgetPosition, latestPosition, notePosition } from '../../../adapters/console/api/position.ts';
import { problemOf } from '../../../adapters/console/api/problem.ts';
import { nextOf, signInPath } from '../../../adapters/console/sign-in-path.ts';
import { formatEvent } from '../../../adapters/http/events/server-sent-event.ts';

describe('server-sent events', () => {
  it('are put together wherever the stream was cut', () => {
    const event = fc.record({
      id: fc.bigInt({ min: 0n, max: 10n ** 17n }).map(String),
      event: fc.constantFrom('requested', 'completed'),
      data: fc.dictionary(fc.string(), fc.string()),
    });
    fc.assert(
      fc.property(fc.array(event), fc.array(fc.nat()), (events, cuts) => {
        const text = `retry: 2000\n\n${events.map(formatEvent).join(': still here\n\n')}`;
        const places = [
          0,
          ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b),
          text.length,
        ];
        const parse = createEventParser();
        const seen = places.slice(1).flatMap((end, at) => parse(text.slice(places[at], end)));
        expect(seen.map(({ data, ...rest }) => ({ ...rest, data: JSON.parse(data) as object }))).toEqual(
          events,
        );
      }),
    );
  });
});

describe('a refusal', () => {
  it('is what the envelope says', () => {
    const body = {
      error: {
        code: 'ERR_PORT_001',
        message: 'taken',
        details: { a: 1 },
        documentation_url: '/docs/errors#ERR_PORT_001',
      },
    };
    expect(problemOf(409, body, 'c')).toEqual({
      status: 409,
      code: 'ERR_PORT_001',
      message: 'taken',
      details: { a: 1 },
      documentationUrl: '/docs/errors#ERR_PORT_001',
      correlationId: 'c',
    });
  });

  it.each([[null], ['<html>'], [{}], [{ error: 'no' }], [[1]]])(
    'is one also where a proxy answered %j',
    (body) => {
      expect(problemOf(502, body, null)).toMatchObject({
        status: 502,
        code: 'HTTP 502',
        documentationUrl: null,
      });
    },
  );
});

describe('reading what was written', () => {
  it('waits for the furthest place, whatever order the answers come in', () => {
    for (const position of ['9', '100', '20', null, 'nonsense']) notePosition(position);
    expect(latestPosition()).toBe('100');
    forgetPosition();
    expect(latestPosition()).toBeNull();
  });
});

describe('signing in', () => {
  it('leads back to where one was', () => {
    expect(signInPath('/')).toBe('/sign-in');
    const path = signInPath('/portfolios/a?x=1');
    expect(nextOf(new URL(path, 'http://here').searchParams.get('next') ?? undefined)).toBe(
      '/portfolios/a?x=1',
    );
  });

  it.each([[undefined], ['https://evil.example'], ['//evil.example'], ['/\\evil.example'], ['evil']])(
    'leads to nobody else: %s',
    (next) => {
      expect(nextOf(next)).toBe('/');
    },
  );
});
