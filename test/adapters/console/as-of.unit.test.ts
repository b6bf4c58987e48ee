import fc from 'fast-check';
import { isOnlyNow, momentIn, withMoment } from '../../../adapters/console/as-of-address.ts';
import { momentText } from '../../../adapters/console/components/format.ts';
import { asOf, lookAt, noteMoment, shownMoment } from '../../../adapters/console/state/as-of.ts';

describe('the moment that is looked at', () => {
  afterEach(() => lookAt(null));

  it('is in the address beside what else is there, and leaves no trace when it is now', () => {
    const moment = fc.constantFrom('4711', '2026-11-17', '2026-11-17T21:00:00Z');
    const path = fc.constantFrom('/', '/portfolios/all', '/portfolios/x/audit?tab=changes&event=1');
    fc.assert(
      fc.property(path, moment, moment, (url, first, second) => {
        expect(momentIn(url)).toBeNull();
        expect(momentIn(withMoment(url, first))).toBe(first);
        expect(momentIn(withMoment(withMoment(url, first), second))).toBe(second);
        expect(withMoment(withMoment(url, first), null)).toBe(url);
      }),
    );
  });

  it('is now where the address says nothing', () => {
    expect(momentIn('/portfolios/all?as_of=')).toBeNull();
  });

  it('is told as a date, a time or a place', () => {
    expect(momentText('2026-11-17')).toBe('17 Nov 2026');
    expect(momentText('4711')).toBe('position 4711');
    expect(momentText('2026-11-17T21:00:00Z')).toContain('2026');
  });

  it('takes its time from answers about it, and from none about another', () => {
    const headers = new Headers({ 'x-as-of-position': '7', 'x-as-of-time': '2026-11-17T21:00:00Z' });
    noteMoment(null, headers);
    noteMoment('7', headers);
    expect(shownMoment.value).toBeNull();
    lookAt('7');
    noteMoment('8', headers);
    expect(shownMoment.value).toBeNull();
    noteMoment('7', headers);
    expect(shownMoment.value).toEqual({ position: '7', at: '2026-11-17T21:00:00Z' });
    lookAt('8');
    expect(asOf.value).toBe('8');
    expect(shownMoment.value).toBeNull();
  });

  it('is only now where something is brought in', () => {
    for (const path of ['/import', '/import/progress', '/portfolios/x/import', '/portfolios/x/progress'])
      expect(isOnlyNow(path)).toBe(true);
    for (const path of ['/', '/portfolios/x', '/portfolios/x/risk', '/portfolios/all', '/importance'])
      expect(isOnlyNow(path)).toBe(false);
  });
});
