import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import type { Queryable } from '../../projections/projection.ts';
import { OperatorError } from '../operator-error.ts';

/** Refuses a real provider on a database that was filled from the simulated market, and the reverse. */
export const refuseMixedPrices = async (db: Queryable, provider: MarketDataProvider): Promise<void> => {
  const { rows } = await db.query<{ source: string }>(
    'select source from read.symbol_prices where simulated <> $1 limit 1',
    [provider.simulated],
  );
  const [other] = rows;
  if (other === undefined) return;
  throw new OperatorError(
    `This database holds prices of "${other.source}", and MARKET_DATA_PROVIDER=${provider.name} is of another kind: made-up and real prices are never mixed. Choose another DATA_DIR or DATABASE_URL, or set MARKET_DATA_PROVIDER=${other.source}.`,
  );
};
