import { type PortfolioForm, parsePortfolioForm } from '../../../domain/portfolio/form.ts';
import { ACCOUNT_TYPES } from '../../../domain/portfolio/position.ts';

const good: PortfolioForm = {
  portfolioName: ' Growth ',
  accountName: ' Schwab Taxable ',
  accountType: 'taxable',
  equityBalance: ' 100000.50 ',
  description: '',
};

describe('the create-portfolio form', () => {
  it('gives typed, trimmed values', () => {
    expect(parsePortfolioForm(good)).toEqual({
      ok: true,
      value: {
        portfolioName: 'Growth',
        accountName: 'Schwab Taxable',
        accountType: 'taxable',
        equityBalance: '100000.5',
        description: null,
      },
    });
  });

  it.each(ACCOUNT_TYPES)('knows the account type %s in any case', (type) => {
    expect(parsePortfolioForm({ ...good, accountType: ` ${type.toUpperCase()} ` })).toMatchObject({
      value: { accountType: type },
    });
  });

  it.each(['0.01', '1', '1000000000', '1000000000.00', '+5', '007', '.5'])(
    'takes the equity %j',
    (equityBalance) => {
      expect(parsePortfolioForm({ ...good, equityBalance }).ok).toBe(true);
    },
  );

  it.each<[Partial<PortfolioForm>, string]>([
    [{ portfolioName: undefined }, 'ERR_PORT_002'],
    [{ portfolioName: '  ' }, 'ERR_PORT_002'],
    [{ portfolioName: 'x'.repeat(256) }, 'ERR_PORT_003'],
    [{ portfolioName: 'a\r\nb' }, 'ERR_PORT_012'],
    [{ portfolioName: 'a\u202eb' }, 'ERR_PORT_012'],
    [{ accountName: undefined }, 'ERR_PORT_011'],
    [{ accountName: '\t' }, 'ERR_PORT_011'],
    [{ accountName: 'x'.repeat(101) }, 'ERR_PORT_010'],
    [{ accountName: 'a\u0000b' }, 'ERR_PORT_012'],
    [{ accountType: undefined }, 'ERR_PORT_009'],
    [{ accountType: 'savings' }, 'ERR_PORT_009'],
    [{ accountType: '__proto__' }, 'ERR_PORT_009'],
    [{ equityBalance: undefined }, 'ERR_PORT_004'],
    [{ equityBalance: ' ' }, 'ERR_PORT_004'],
    [{ equityBalance: '0' }, 'ERR_PORT_005'],
    [{ equityBalance: '-0' }, 'ERR_PORT_005'],
    [{ equityBalance: '0.00' }, 'ERR_PORT_005'],
    [{ equityBalance: '-1' }, 'ERR_PORT_005'],
    [{ equityBalance: 'NaN' }, 'ERR_PORT_005'],
    [{ equityBalance: 'Infinity' }, 'ERR_PORT_005'],
    [{ equityBalance: '1e5' }, 'ERR_PORT_005'],
    [{ equityBalance: '0x10' }, 'ERR_PORT_005'],
    [{ equityBalance: '1,000' }, 'ERR_PORT_005'],
    [{ equityBalance: '$1000' }, 'ERR_PORT_005'],
    [{ equityBalance: '١٢' }, 'ERR_PORT_005'],
    [{ equityBalance: '1.005' }, 'ERR_PORT_005'],
    [{ equityBalance: '1000000000.01' }, 'ERR_PORT_006'],
    [{ equityBalance: '9'.repeat(10_000) }, 'ERR_PORT_006'],
    [{ description: 'x'.repeat(1001) }, 'ERR_PORT_013'],
    [{ description: 'bell\u0007' }, 'ERR_PORT_012'],
  ])('refuses %j with %s', (change, code) => {
    expect(parsePortfolioForm({ ...good, ...change })).toEqual({
      ok: false,
      error: expect.objectContaining({ code }),
    });
  });

  it('says how long a name may be and how long it is, in characters as people count them', () => {
    expect(parsePortfolioForm({ ...good, accountName: '🦊'.repeat(100) }).ok).toBe(true);
    expect(parsePortfolioForm({ ...good, accountName: '🦊'.repeat(101) })).toMatchObject({
      error: { code: 'ERR_PORT_010', details: { max_length: 100, actual_length: 101 } },
    });
  });

  it('takes a description of several lines', () => {
    expect(parsePortfolioForm({ ...good, description: ' one\ntwo\t3 ' })).toMatchObject({
      value: { description: 'one\ntwo\t3' },
    });
  });
});
