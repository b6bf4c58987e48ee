import { errorCodes } from '../../../domain/errors/catalogue.ts';
import { codesOf, errorsOf, importRows, option, positionOf, type SparseRow, stock } from './rows.ts';

const CASES: readonly (readonly [what: string, row: SparseRow, errors: readonly string[]])[] = [
  ['no symbol', stock({ symbol: '' }), ['Symbol ERR_POS_001']],
  [
    'a private asset without symbol',
    stock({ symbol: '', investmentClass: 'PRIVATE' }),
    ['Symbol ERR_POS_001'],
  ],
  ['a symbol of 101 characters', stock({ symbol: 'A'.repeat(101) }), ['Symbol ERR_POS_002']],
  ['a blank in the symbol', stock({ symbol: 'VT MGX' }), ['Symbol ERR_POS_003']],
  ['a slash', stock({ symbol: 'BRK/B' }), ['Symbol ERR_POS_003']],
  ['a direction override', stock({ symbol: 'AA\u202ePL' }), ['Symbol ERR_POS_003']],
  ['a zero-width space', stock({ symbol: 'AA\u200bPL' }), ['Symbol ERR_POS_003']],
  ['a Cyrillic А', stock({ symbol: 'ААPL' }), ['Symbol ERR_POS_003']],
  ['a Kelvin sign, whose lower case is k', stock({ symbol: '\u212a' }), ['Symbol ERR_POS_003']],
  ['a dotless i, whose upper case is I', stock({ symbol: 'ıbm' }), ['Symbol ERR_POS_003']],
  ['a formula', stock({ symbol: '=HYPERLINK("http://x")' }), ['Symbol ERR_POS_003']],
  ['nothing but punctuation', stock({ symbol: '--' }), ['Symbol ERR_POS_003']],
  ['a line break in the symbol', stock({ symbol: 'AA\nPL' }), ['Symbol ERR_POS_003']],
  ['no quantity', stock({ quantity: '' }), ['Quantity ERR_POS_004']],
  ...[
    'LOTS',
    '1e308',
    '1e-400',
    '0x10',
    '١٢',
    '--5',
    '5-',
    '(5)',
    '1,000',
    '$5',
    'N/A',
    'NaN',
    'Infinity',
    '+-5',
    '.',
    '-',
    '5 000',
    '１２',
  ].map((quantity) => [`the quantity ${quantity}`, stock({ quantity }), ['Quantity ERR_POS_005']] as const),
  ...['0', '-0', '+0', '0.000000', '.0', '00'].map(
    (quantity) => [`the quantity ${quantity}`, stock({ quantity }), ['Quantity ERR_POS_006']] as const,
  ),
  ['7 decimals', stock({ quantity: '185.1234567' }), ['Quantity ERR_POS_007']],
  ['15 digits of quantity', stock({ quantity: '-100000000000000' }), ['Quantity ERR_POS_030']],
  ['no price', stock({ entryPrice: '' }), ['Entry Price Per Share ERR_POS_008']],
  ['a word for a price', stock({ entryPrice: 'EXPENSIVE' }), ['Entry Price Per Share ERR_POS_009']],
  ['an exponent in a price', stock({ entryPrice: '1e20' }), ['Entry Price Per Share ERR_POS_009']],
  ['a price of zero', stock({ entryPrice: '0' }), ['Entry Price Per Share ERR_POS_010']],
  ['a negative price', stock({ entryPrice: '-1' }), ['Entry Price Per Share ERR_POS_010']],
  ['a price of too many decimals', stock({ entryPrice: '63.12345' }), ['Entry Price Per Share ERR_POS_011']],
  ['a price of seven decimals', stock({ entryPrice: '.0000001' }), ['Entry Price Per Share ERR_POS_011']],
  ['a price of 13 digits', stock({ entryPrice: '1000000000000' }), ['Entry Price Per Share ERR_POS_030']],
  ['no entry date', stock({ entryDate: '' }), ['Entry Date ERR_POS_012']],
  ...[
    '2024-02-30',
    '2023-02-29',
    '0000-00-00',
    '20240115',
    '15/01/2024',
    '01/02/2024',
    '2024-1-5',
    '2024-01-15T00:00:00Z',
    '2024-01-15 10:00',
    '10000-01-01',
  ].map((entryDate) => [`the date ${entryDate}`, stock({ entryDate }), ['Entry Date ERR_POS_013']] as const),
  ['tomorrow', stock({ entryDate: '2026-11-22' }), ['Entry Date ERR_POS_014']],
  ['the end of time', stock({ entryDate: '9999-12-31' }), ['Entry Date ERR_POS_014']],
  ['more than 100 years ago', stock({ entryDate: '1926-11-20' }), ['Entry Date ERR_POS_015']],
  ['the year 1924', stock({ entryDate: '1924-01-01' }), ['Entry Date ERR_POS_015']],
  ['an unknown class', stock({ investmentClass: 'CRYPTO' }), ['Investment Class ERR_POS_016']],
  ['a prototype for a class', stock({ investmentClass: '__proto__' }), ['Investment Class ERR_POS_016']],
  ['a subtype of no class', stock({ investmentSubtype: 'FUND' }), ['Investment Subtype ERR_POS_017']],
  [
    'a private subtype of a public class',
    stock({ investmentClass: 'PUBLIC', investmentSubtype: 'ART' }),
    ['Investment Subtype ERR_POS_017'],
  ],
  [
    'a put in the subtype of a call',
    option({ investmentSubtype: 'PUT' }),
    ['Investment Subtype ERR_POS_017'],
  ],
  [
    'a share in the subtype of an option',
    option({ investmentSubtype: 'STOCK' }),
    ['Investment Subtype ERR_POS_017'],
  ],
  ['no underlying', option({ underlying: '' }), ['Underlying Symbol ERR_POS_019']],
  ['an underlying with a blank', option({ underlying: 'S PY' }), ['Underlying Symbol ERR_POS_003']],
  ['an underlying that is no root', option({ underlying: 'SPY7' }), ['Underlying Symbol ERR_POS_003']],
  [
    'an underlying of 101 characters',
    option({ underlying: 'A'.repeat(101) }),
    ['Underlying Symbol ERR_POS_002'],
  ],
  ['no strike', option({ strike: '' }), ['Strike Price ERR_POS_020']],
  ['a word for a strike', option({ strike: 'ATM' }), ['Strike Price ERR_POS_020']],
  ['a strike of 4 decimals', option({ strike: '450.0001' }), ['Strike Price ERR_POS_020']],
  ['a strike of zero', option({ strike: '0' }), ['Strike Price ERR_POS_028']],
  ['a negative strike', option({ strike: '-450' }), ['Strike Price ERR_POS_028']],
  ['a strike of 6 digits', option({ strike: '100000' }), ['Strike Price ERR_POS_030']],
  ['no expiration', option({ expiration: '' }), ['Expiration Date ERR_POS_021']],
  ['an expiration that is no day', option({ expiration: '2027-02-29' }), ['Expiration Date ERR_POS_021']],
  ['an expiration in another century', option({ expiration: '2127-03-19' }), ['Expiration Date ERR_POS_021']],
  ['an expiration before entry', option({ expiration: '2026-02-01' }), ['Expiration Date ERR_POS_029']],
  ['no option type', option({ optionType: '' }), ['Option Type ERR_POS_022']],
  ['another option type', option({ optionType: 'STRADDLE' }), ['Option Type ERR_POS_022']],
  [
    'an option with nothing but its class',
    option({ underlying: '', strike: '', expiration: '', optionType: '' }),
    [
      'Underlying Symbol ERR_POS_019',
      'Strike Price ERR_POS_020',
      'Expiration Date ERR_POS_021',
      'Option Type ERR_POS_022',
    ],
  ],
  ['a symbol of another strike', option({ symbol: 'SPY270319C00460000' }), ['Symbol ERR_POS_031']],
  ['a symbol of another underlying', option({ symbol: 'QQQ270319C00450000' }), ['Symbol ERR_POS_031']],
  ['a descriptive symbol of a put', option({ symbol: 'SPY_P450_20270319' }), ['Symbol ERR_POS_031']],
  [
    'a mini contract',
    option({ symbol: 'SPY7270319C00450000', underlying: '', strike: '', expiration: '', optionType: '' }),
    ['Symbol ERR_POS_031'],
  ],
  [
    'an option symbol of a day that does not exist',
    stock({ symbol: 'SPY250230C00450000' }),
    ['Symbol ERR_POS_031'],
  ],
  ['an exit before entry', stock({ exitDate: '2024-01-15', exitPrice: '160' }), ['Exit Date ERR_POS_018']],
  ['an exit date that is no day', stock({ exitDate: '215.00', exitPrice: '160' }), ['Exit Date ERR_POS_013']],
  ['an exit tomorrow', stock({ exitDate: '2026-11-22', exitPrice: '160' }), ['Exit Date ERR_POS_027']],
  ['an exit price alone', stock({ exitPrice: '160' }), ['Exit Price Per Share ERR_POS_024']],
  ['an exit date alone', stock({ exitDate: '2024-02-01' }), ['Exit Price Per Share ERR_POS_025']],
  ...['x', '-1', '0', '1.234', '1e3'].map(
    (exitPrice) =>
      [
        `the exit price ${exitPrice}`,
        stock({ exitDate: '2024-02-01', exitPrice }),
        ['Exit Price Per Share ERR_POS_026'],
      ] as const,
  ),
  [
    'an exit price of 13 digits',
    stock({ exitDate: '2024-02-01', exitPrice: '1'.repeat(13) }),
    ['Exit Price Per Share ERR_POS_030'],
  ],
  [
    'an exit at 0 before expiry',
    option({ exitDate: '2026-02-03', exitPrice: '0' }),
    ['Exit Price Per Share ERR_POS_026'],
  ],
  [
    'everything wrong at once, from left to right',
    {
      symbol: 'A B',
      quantity: 'x',
      entryPrice: '-1',
      entryDate: 'y',
      investmentSubtype: 'z',
      exitPrice: 'w',
    },
    [
      'Symbol ERR_POS_003',
      'Quantity ERR_POS_005',
      'Entry Price Per Share ERR_POS_010',
      'Entry Date ERR_POS_013',
      'Investment Subtype ERR_POS_017',
      'Exit Price Per Share ERR_POS_024',
      'Exit Price Per Share ERR_POS_026',
    ],
  ],
];

describe('a row with errors', () => {
  it.each(CASES)('names %s', (_, row, errors) => {
    expect(codesOf(row)).toEqual(errors);
  });

  it('is shown here with every code that a row can have', () => {
    const shown = new Set(CASES.flatMap(([, , errors]) => errors.map((error) => error.split(' ').at(-1))));
    // The later ones are of brokers' files and of changes by hand.
    const rowCodes = errorCodes.filter(
      (code) => code.startsWith('ERR_POS_') && code <= 'ERR_POS_031' && code !== 'ERR_POS_023',
    );
    expect(rowCodes.filter((code) => !shown.has(code))).toEqual([]);
  });

  it('is flat, with the line, the symbol, the field, the value and how to mend it', () => {
    expect(errorsOf([stock(), stock({ symbol: 'KO', entryPrice: '63.12345' })])).toEqual([
      {
        row: 3,
        symbol: 'KO',
        field: 'Entry Price Per Share',
        value: '63.12345',
        code: 'ERR_POS_011',
        message: 'The entry price has more than 2 decimals.',
        fix: 'Round it to at most 2 decimals, or ask the operator to allow more (TEMPLATE_PRICE_DECIMALS).',
      },
    ]);
  });

  it('shows at most 100 characters of what it was given, and never half a character', () => {
    const [long] = errorsOf([stock({ quantity: 'x'.repeat(5000) })]);
    expect(long?.value).toBe('x'.repeat(100));
    const [fox] = errorsOf([stock({ symbol: `x${'🦊'.repeat(200)}` })]);
    expect(fox?.value).toBe(`x${'🦊'.repeat(49)}`);
  });
});

describe('a number', () => {
  it.each([
    ['100', '100'],
    ['+100', '100'],
    ['-25', '-25'],
    [' 5 ', '5'],
    ['007', '7'],
    ['5.', '5'],
    ['.5', '0.5'],
    ['-0.50', '-0.5'],
    ['1.5000000000', '1.5'],
    ['12345678901234.123456', '12345678901234.123456'],
  ])('of quantity %j is exactly %s', (quantity, exact) => {
    expect(positionOf(stock({ quantity })).quantity).toBe(exact);
  });

  it.each([
    ['158.00', 2, '158'],
    ['158.2500', 2, '158.25'],
    ['204.9374', 4, '204.9374'],
    ['0.000001', 6, '0.000001'],
    ['999999999999.99', 2, '999999999999.99'],
  ])('of price %j with %d decimals is exactly %s', (entryPrice, priceDecimals, exact) => {
    expect(positionOf(stock({ entryPrice }), { priceDecimals }).entryPrice).toBe(exact);
  });

  it('may have as many decimals as the setting says, and no more', () => {
    expect(codesOf(stock({ entryPrice: '1.1234567' }), { priceDecimals: 6 })).toEqual([
      'Entry Price Per Share ERR_POS_011',
    ]);
    expect(codesOf(stock({ entryPrice: '1.123' }), { priceDecimals: 3 })).toEqual([]);
  });
});

describe('a date', () => {
  it.each(['2026-11-21', '1926-11-21', '2024-02-29'])('may be %s', (entryDate) => {
    expect(positionOf(stock({ entryDate })).entryDate).toBe(entryDate);
  });

  it('is compared with the New York day that is passed in', () => {
    expect(codesOf(stock({ entryDate: '2026-11-22' }), { today: '2026-11-22' })).toEqual([]);
  });

  it('is compared with a 29 February a century ago', () => {
    expect(codesOf(stock({ entryDate: '1928-02-29' }), { today: '2028-02-29' })).toEqual([]);
    expect(codesOf(stock({ entryDate: '2000-02-28' }), { today: '2100-03-01' })).toEqual([
      'Entry Date ERR_POS_015',
    ]);
  });
});

describe('a good row', () => {
  it('is a stock of unknown subtype when only the required columns are filled', () => {
    expect(positionOf(stock())).toEqual({
      symbol: 'AAPL',
      quantity: '100',
      entryPrice: '158',
      entryDate: '2024-01-16',
      exit: null,
      investmentClass: 'PUBLIC',
      subtype: null,
    });
  });

  it('keeps the sign of a short, and its price positive', () => {
    expect(positionOf(stock({ quantity: '-25', entryPrice: '62.50' }))).toMatchObject({
      quantity: '-25',
      entryPrice: '62.5',
    });
  });

  it.each<[string, SparseRow, object]>([
    [
      'a class in any case',
      stock({ investmentClass: ' public ', investmentSubtype: 'Mutual_Fund' }),
      { investmentClass: 'PUBLIC', subtype: 'MUTUAL_FUND' },
    ],
    [
      'a fund that is cash',
      stock({ symbol: 'spaxx', investmentSubtype: 'CASH' }),
      { symbol: 'SPAXX', investmentClass: 'PUBLIC', subtype: 'CASH' },
    ],
    [
      'cash without ticker',
      stock({ symbol: 'CASH_USD', quantity: '1' }),
      { investmentClass: 'PRIVATE', subtype: 'CASH' },
    ],
    [
      'a money-market fund without ticker',
      stock({ symbol: 'CASH_MM_FUND', investmentSubtype: 'money_market' }),
      { investmentClass: 'PRIVATE', subtype: 'MONEY_MARKET' },
    ],
    ['a real ticker that starts with EQ', stock({ symbol: 'EQIX' }), { investmentClass: 'PUBLIC' }],
    [
      'a class against the shape of the symbol',
      stock({ symbol: 'FO_ART', investmentClass: 'PUBLIC' }),
      { investmentClass: 'PUBLIC' },
    ],
    [
      'crypto by its alias',
      stock({ investmentClass: 'PRIVATE', investmentSubtype: 'Crypto' }),
      { investmentClass: 'PRIVATE', subtype: 'CRYPTOCURRENCY' },
    ],
    ['a share class', stock({ symbol: 'brk.b' }), { symbol: 'BRK.B' }],
  ])('recognises %s', (_, row, expected) => {
    expect(positionOf(row)).toMatchObject(expected);
  });

  it('is closed with exit date and price', () => {
    expect(positionOf(stock({ exitDate: '2024-01-16', exitPrice: '215.00' })).exit).toEqual({
      date: '2024-01-16',
      price: '215',
    });
  });

  it('is an option by its columns, its class or its symbol, under the OCC symbol', () => {
    const expected = {
      symbol: 'SPY270319C00450000',
      investmentClass: 'OPTIONS',
      contract: { underlying: 'SPY', strike: '450', expiration: '2027-03-19', right: 'CALL' },
    };
    const none = { investmentClass: '', underlying: '', strike: '', expiration: '', optionType: '' };
    const rows = [
      option(),
      option({ investmentClass: '' }),
      option({ symbol: 'SPY_C450_20270319' }),
      option({ symbol: 'MYCALL' }),
      option({ optionType: ' call ' }),
      option({ optionType: '', investmentSubtype: 'CALL' }),
      option({ ...none, symbol: 'SPY270319C00450000' }),
      option({ ...none, symbol: 'SPY   270319C00450000' }),
      option({ ...none, symbol: 'spy_c450_20270319' }),
      option({ ...none, symbol: '-SPY270319C450' }),
      option({ ...none, symbol: 'SPY270319C00450000', underlying: 'SPY' }),
    ];
    for (const row of rows) expect(positionOf(row)).toMatchObject(expected);
  });

  it('may be an option that expired worthless', () => {
    const row = option({ expiration: '2026-03-20', exitDate: '2026-03-20', exitPrice: '0' });
    expect(positionOf(row).exit).toEqual({ date: '2026-03-20', price: '0' });
  });
});

describe('a warning', () => {
  const warningsOf = (row: SparseRow) => {
    const imported = importRows([row]);
    if (!imported.ok) throw new Error('the row is good');
    return imported.value.warnings.map(({ row: line, code }) => `${line} ${code}`);
  };

  it('is given for an option that has expired and is still open', () => {
    expect(warningsOf(option({ expiration: '2026-03-20' }))).toEqual(['2 expired_option']);
    expect(warningsOf(option())).toEqual([]);
    expect(warningsOf(option({ expiration: '2026-03-20', exitDate: '2026-03-01', exitPrice: '1' }))).toEqual(
      [],
    );
  });

  it('is given for what looks like an option and is said to be none', () => {
    expect(warningsOf(stock({ symbol: 'SPY270319C00450000', investmentClass: 'PUBLIC' }))).toEqual([
      '2 looks_like_option',
    ]);
    expect(warningsOf(stock({ investmentClass: 'PUBLIC', strike: '450' }))).toEqual([
      '2 option_columns_ignored',
    ]);
  });
});
