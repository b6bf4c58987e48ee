import { createApi, portfolioForm, signIn } from './api.ts';

/** A session after which the simulated market has prices of every one of them. */
export const ONBOARDED_AS_OF = '2026-11-20T23:00:00Z';

const SYMBOLS = ['AAPL', 'MSFT', 'SPY', 'XOM', 'JPM', 'KO', 'CAT', 'PFE', 'T', 'GE', 'IBM', 'F'];
const HELD = 3;

/** The same for the same number: long and short, entered on several days. */
const portfolioOf = (number: number) => ({
  accountName: `Account ${number}`,
  equity: String(50_000 + 1000 * (number % 50)),
  csv: [
    'Symbol,Quantity,Entry Price Per Share,Entry Date',
    ...Array.from({ length: HELD }, (_, held) => {
      const symbol = SYMBOLS[(number + held * 5) % SYMBOLS.length];
      const quantity = (held === 2 ? -1 : 1) * (10 + ((number * 7 + held * 3) % 40));
      const day = String(10 + ((number + held) % 9)).padStart(2, '0');
      return `${symbol},${quantity},${(90 + ((number * 13) % 60)).toFixed(2)},2026-11-${day}`;
    }),
    '',
  ].join('\n'),
});

const PORTFOLIOS_EACH = 10;

/** A connection that was kept alive may just be closing, and on a busy machine often is: the call is made once more. */
const patiently = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await call();
  } catch {
    return call();
  }
};

/**
 * As people do it over the API: they register and sign in, and then all at once import their portfolios and have them
 * calculated. Resolves with the portfolios' ids when all are imported.
 */
export const onboard = async (url: string, portfolios: number): Promise<readonly string[]> => {
  const people = await Promise.all(
    Array.from({ length: Math.ceil(portfolios / PORTFOLIOS_EACH) }, (_, person) =>
      signIn(createApi(url), `person-${person}@example.com`),
    ),
  );
  const importOne = async (number: number): Promise<string> => {
    const person = people[Math.floor(number / PORTFOLIOS_EACH)];
    const created = await patiently(() =>
      person!.post<{ portfolio_id: string }>(
        '/api/v1/onboarding/create-portfolio',
        portfolioForm({ ...portfolioOf(number), autoCalculate: true }),
        { 'idempotency-key': `portfolio-${number}` },
      ),
    );
    if (created.status !== 201)
      throw new Error(`portfolio ${number}: ${created.status} ${JSON.stringify(created.body)}`);
    return created.body.portfolio_id;
  };
  return Promise.all(Array.from({ length: portfolios }, (_, number) => importOne(number)));
};
