import { firstRowsOf } from '../fingerprint.ts';
import type { OtherFormat } from '../format.ts';
import { titlesIn } from '../titles.ts';

/** Surer than a table that merely looks like a history, less sure than a layout of positions found in full. */
const NAMED = 0.95;

const ANYWHERE =
  'Download your positions (holdings, portfolio) instead of transactions, or fill in our template.';

/** A history that has all of these titles, in lower case, in one row. */
const history = (id: string, broker: string, titles: readonly string[], instead = ANYWHERE): OtherFormat => ({
  id: `${id}-transactions`,
  what: `a transaction history of ${broker}`,
  instead,
  recognise: (file) =>
    firstRowsOf(file).some(({ fields }) => {
      if (fields.length < titles.length) return false;
      const names = titlesIn(fields);
      return titles.every((title) => names.has(title));
    })
      ? NAMED
      : 0,
});

const SCHWAB = 'On schwab.com choose Accounts > Positions > Export instead of Transaction history.';
const FIDELITY = 'On fidelity.com choose Portfolio > Positions > Download instead of Activity & Orders.';
const MERRILL = 'On merrilledge.com choose Portfolio > Holdings > Download instead of Activity.';
const VANGUARD = 'In the Download center choose the account holdings instead of transactions alone.';
const IBKR = 'Run an activity statement or a Flex query that has the section Open Positions.';
const DEGIRO = 'Choose Portfolio > Export instead of Transactions.';

/** Histories whose titles nobody else uses together. */
export const namedHistories: readonly OtherFormat[] = [
  history(
    'schwab',
    'Charles Schwab',
    ['date', 'action', 'symbol', 'description', 'quantity', 'price', 'fees & comm', 'amount'],
    SCHWAB,
  ),
  history('fidelity', 'Fidelity', ['run date', 'action', 'symbol', 'settlement date'], FIDELITY),
  history(
    'merrill',
    'Merrill',
    ['trade date', 'settlement date', 'account registration', 'description 1', 'symbol/cusip #'],
    MERRILL,
  ),
  history('robinhood', 'Robinhood', [
    'activity date',
    'process date',
    'settle date',
    'instrument',
    'trans code',
  ]),
  history(
    'vanguard',
    'Vanguard',
    ['account number', 'trade date', 'transaction type', 'investment name', 'shares'],
    VANGUARD,
  ),
  history('vanguard-uk-cash', 'Vanguard UK (cash)', ['date', 'details', 'amount', 'balance'], VANGUARD),
  history('ibkr-trades', 'Interactive Brokers', ['trades', 'header', 'datadiscriminator', 'date/time'], IBKR),
  history(
    'ibkr-history',
    'Interactive Brokers',
    ['transaction history', 'header', 'date', 'transaction type'],
    IBKR,
  ),
  history(
    'ibkr-flex-trades',
    'Interactive Brokers',
    ['buy/sell', 'tradedate', 'quantity', 'tradeprice'],
    IBKR,
  ),
  history('degiro', 'DEGIRO', ['product', 'isin', 'order id'], DEGIRO),
  history('freetrade', 'Freetrade', ['title', 'type', 'timestamp', 'buy / sell', 'ticker', 'isin']),
  history('trading212', 'Trading 212', ['action', 'time', 'isin', 'ticker', 'no. of shares']),
  history('avanza', 'Avanza', ['datum', 'konto', 'typ av transaktion']),
  history('bitvavo', 'Bitvavo', ['timezone', 'date', 'type', 'quote currency', 'transaction id']),
  history('bux', 'BUX', ['transaction category', 'transaction type', 'transfer type', 'asset quantity']),
  history('coinbase', 'Coinbase', ['timestamp', 'transaction type', 'asset', 'quantity transacted']),
  history('cointracking', 'CoinTracking', ['type', 'buy', 'cur.', 'sell', 'exchange', 'date']),
  history('cryptocom', 'Crypto.com', ['timestamp (utc)', 'transaction description', 'transaction kind']),
  history('delta', 'Delta', ['date', 'way', 'base amount', 'quote amount']),
  history('disnat', 'Disnat', ['date de transaction', 'type de transaction', 'symbole', 'quantité']),
  history('finpension', 'finpension', ['date', 'category', 'asset name', 'number of shares', 'cash flow']),
  history('investengine', 'InvestEngine', ['security / isin', 'transaction type', 'trade date/time']),
  history('investimental', 'Investimental', ['order id', 'order number', 'side', 'symbol', 'volume']),
  history('parqet', 'Parqet', ['datetime', 'price', 'shares', 'type', 'identifier', 'holding']),
  history('rabobank', 'Rabobank', ['portefeuille', 'naam', 'datum', 'type mutatie']),
  history('relai', 'Relai', ['date', 'transaction type', 'btc amount', 'btc price']),
  history('revolut', 'Revolut', ['symbol', 'type', 'quantity', 'price', 'value', 'fees', 'date']),
  history('revolut-trading', 'Revolut', [
    'date',
    'ticker',
    'type',
    'quantity',
    'price per share',
    'total amount',
  ]),
  history('saxo', 'Saxo', ['trade date', 'value date', 'type', 'instrument', 'event', 'amount']),
  history('ghostfolio', 'Ghostfolio', ['date', 'code', 'price', 'action', 'fee']),
  history('wealthfolio', 'Wealthfolio', ['date', 'symbol', 'quantity', 'activitytype', 'unitprice']),
  history('etrade', 'E*TRADE', ['transactiondate', 'transactiontype', 'securitytype', 'symbol', 'amount']),
];
