import fc from 'fast-check';
import { type CapitalFlow, netFlowBetween, parseFlowAmount } from '../../../domain/portfolio/capital-flow.ts';
import { type PortfolioCommand, portfolioDecider } from '../../../domain/portfolio/decider.ts';
import type { PortfolioEvent } from '../../../domain/portfolio/events.ts';
import { given } from '../../support/given.ts';

const created: PortfolioEvent = {
  type: 'PortfolioCreated',
  data: {
    portfolioId: 'p1',
    userId: 'u1',
    portfolioName: 'Growth',
    accountName: 'Schwab',
    accountType: 'taxable',
    equityBalance: '100000',
    equityAsOf: '2024-06-28',
    description: null,
    currency: 'USD',
  },
};
const flow: CapitalFlow = {
  flowId: 'f1',
  kind: 'CONTRIBUTION',
  amount: '5000.00',
  date: '2024-07-01',
  notes: 'bonus',
};
const recorded: PortfolioEvent = {
  type: 'CapitalFlowRecorded',
  data: { portfolioId: 'p1', ...flow, recordedOn: '2024-07-02' },
};
const removed: PortfolioEvent = {
  type: 'CapitalFlowRemoved',
  data: { portfolioId: 'p1', flowId: 'f1' },
};
const archived: PortfolioEvent = { type: 'PortfolioArchived', data: { portfolioId: 'p1', userId: 'u1' } };

const stated = {
  portfolioId: 'p1',
  ...flow,
  amount: '5000',
  today: '2024-07-02',
  equityWithoutFlows: '100000.00',
};
const record = (more: Partial<typeof stated> = {}): PortfolioCommand => ({
  type: 'RecordCapitalFlow',
  ...stated,
  ...more,
});
const correct = (more: Partial<typeof stated> = {}): PortfolioCommand => ({
  type: 'CorrectCapitalFlow',
  ...stated,
  ...more,
});
const remove = (today = '2024-07-02', flowId = 'f1'): PortfolioCommand => ({
  type: 'RemoveCapitalFlow',
  portfolioId: 'p1',
  flowId,
  today,
});
const withdrawal = { flowId: 'f2', kind: 'WITHDRAWAL', date: '2024-07-02' } as const;

describe('recording a capital flow', () => {
  it('is one event, with the amount in cents and the day on which it was recorded', () =>
    given(portfolioDecider, [created]).when(record()).then(recorded));

  it('changes nothing when the same command comes again, even after the flow was removed', () => {
    given(portfolioDecider, [created, recorded]).when(record()).thenNothing();
    given(portfolioDecider, [created, recorded, removed]).when(record()).thenNothing();
  });

  it.each(['0', '0.00', '-5', 'NaN', '1e3', '', '12,5', '0.001', '1.005', `1${'0'.repeat(14)}`])(
    'refuses the amount %j',
    (amount) => given(portfolioDecider, [created]).when(record({ amount })).thenRefused('EQUITY_001'),
  );

  it('takes today and any day before, and refuses tomorrow', () => {
    given(portfolioDecider, [created])
      .when(record({ date: '2024-07-02' }))
      .thenTypes('CapitalFlowRecorded');
    given(portfolioDecider, [created])
      .when(record({ date: '1999-12-31' }))
      .thenTypes('CapitalFlowRecorded');
    given(portfolioDecider, [created])
      .when(record({ date: '2024-07-03' }))
      .thenRefused('EQUITY_002');
  });

  it('takes a withdrawal of all there is, and refuses one cent more', () => {
    given(portfolioDecider, [created])
      .when(record({ ...withdrawal, amount: '100000.00' }))
      .thenTypes('CapitalFlowRecorded');
    given(portfolioDecider, [created])
      .when(record({ ...withdrawal, amount: '100000.01' }))
      .thenRefused('EQUITY_003');
  });

  it('takes a withdrawal of any size up to the day of the stated equity, which is what it left', () =>
    given(portfolioDecider, [created])
      .when(record({ ...withdrawal, date: '2024-06-28', amount: '900000' }))
      .thenTypes('CapitalFlowRecorded'));

  it('counts the flows that no valuation has seen yet, up to the day of the withdrawal', () => {
    given(portfolioDecider, [created, recorded])
      .when(record({ ...withdrawal, amount: '105000' }))
      .thenTypes('CapitalFlowRecorded');
    given(portfolioDecider, [created, recorded])
      .when(record({ ...withdrawal, date: '2024-06-30', amount: '105000' }))
      .thenRefused('EQUITY_003');
  });

  it('needs a portfolio that is open', () => {
    given(portfolioDecider, []).when(record()).thenRefused('EQUITY_004');
    given(portfolioDecider, [created, archived]).when(record()).thenRefused('ERR_PORT_014');
  });
});

describe('correcting a capital flow', () => {
  const past = [created, recorded];

  it('tells the whole flow as it is now, and nothing when it is the same', () => {
    given(portfolioDecider, past)
      .when(correct({ amount: '50.5', notes: null as never }))
      .then({
        type: 'CapitalFlowCorrected',
        data: { portfolioId: 'p1', ...flow, amount: '50.50', notes: null },
      });
    given(portfolioDecider, past).when(correct()).thenNothing();
  });

  it('is possible for seven days after the recording, whatever was corrected in between', () => {
    const corrected: PortfolioEvent = {
      type: 'CapitalFlowCorrected',
      data: { portfolioId: 'p1', ...flow, amount: '1.00' },
    };
    given(portfolioDecider, [...past, corrected])
      .when(correct({ today: '2024-07-09' }))
      .thenTypes('CapitalFlowCorrected');
    given(portfolioDecider, [...past, corrected])
      .when(correct({ today: '2024-07-10' }))
      .thenRefused('EQUITY_006');
  });

  it('is held to the rules of recording', () => {
    given(portfolioDecider, past)
      .when(correct({ amount: '-1' }))
      .thenRefused('EQUITY_001');
    given(portfolioDecider, past)
      .when(correct({ date: '2024-07-03' }))
      .thenRefused('EQUITY_002');
  });

  it('does not count the flow itself when a contribution becomes a withdrawal', () =>
    given(portfolioDecider, past)
      .when(correct({ kind: 'WITHDRAWAL' as never, amount: '100000.01' }))
      .thenRefused('EQUITY_003'));

  it('refuses a flow that is not there or not there any more', () => {
    given(portfolioDecider, past)
      .when(correct({ flowId: 'f9' }))
      .thenRefused('EQUITY_008');
    given(portfolioDecider, [...past, removed])
      .when(correct())
      .thenRefused('EQUITY_009');
  });
});

describe('removing a capital flow', () => {
  it('is one event, possible for thirty days after the recording', () => {
    given(portfolioDecider, [created, recorded]).when(remove()).then(removed);
    given(portfolioDecider, [created, recorded]).when(remove('2024-08-01')).then(removed);
    given(portfolioDecider, [created, recorded]).when(remove('2024-08-02')).thenRefused('EQUITY_007');
  });

  it('refuses a flow that is not there or not there any more', () => {
    given(portfolioDecider, [created]).when(remove('2024-07-02', 'f9')).thenRefused('EQUITY_008');
    given(portfolioDecider, [created, recorded, removed]).when(remove()).thenRefused('EQUITY_009');
  });
});

describe('the net flow between two days', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2024-06-${String(n).padStart(2, '0')}`);
  const flows = fc.array(
    fc.record({
      flowId: fc.uuid(),
      kind: fc.constantFrom('CONTRIBUTION' as const, 'WITHDRAWAL' as const),
      amount: fc.integer({ min: 1, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2)),
      date: day,
      notes: fc.constant(null),
    }),
    { maxLength: 8 },
  );

  it('leaves out the first day and takes in the last', () => {
    const of = (from: string, to: string) => netFlowBetween([flow], from, to).toFixed(2);
    expect(of('2024-06-30', '2024-07-01')).toBe('5000.00');
    expect(of('2024-07-01', '2024-07-31')).toBe('0.00');
    expect(of('2024-07-31', '2024-06-01')).toBe('-5000.00');
  });

  it('is the sum over any days in between, in whatever order', () => {
    fc.assert(
      fc.property(flows, day, day, day, (some, a, b, c) => {
        const whole = netFlowBetween(some, a, c);
        const parts = netFlowBetween(some, a, b).plus(netFlowBetween(some, b, c));
        expect(parts.toFixed(2)).toBe(whole.toFixed(2));
      }),
    );
  });
});

describe('an amount as people write it', () => {
  it('is exact to the cent', () => {
    expect(parseFlowAmount(' 12345678901234.5 ')).toEqual({ ok: true, value: '12345678901234.50' });
    expect(parseFlowAmount('.01')).toEqual({ ok: true, value: '0.01' });
    expect(parseFlowAmount('7.100')).toEqual({ ok: true, value: '7.10' });
  });
});
