import { z } from 'zod';
import type { EquitySeries } from '../../../../application/analytics/equity-series.ts';
import { day, fraction, money } from '../scalars.ts';

const aligned = 'One for each date';

export const seriesFields = {
  convention: z.string(),
  observations: z.int().meta({ description: 'Daily returns that there are' }),
  total_pnl: money.meta({ description: 'Since the first snapshot of each portfolio' }),
  realized_pnl: money.meta({ description: 'The part of it that was realised' }),
  dates: z.array(day).meta({ description: 'Valued sessions, oldest first' }),
  equity_balance: z.array(money).meta({ description: aligned }),
  daily_return: z.array(fraction.nullable()).meta({ description: aligned }),
  drawdown: z.array(fraction).meta({ description: `${aligned}; zero or negative` }),
  portfolios: z.array(z.int()).meta({ description: `${aligned}: how many portfolios are part of it` }),
};

export const seriesBody = (series: EquitySeries) => ({
  convention:
    'Equity at each close. Daily returns on equity and flow at the start of the day; drawdown of the wealth that they make, so that a deposit or withdrawal is none.',
  observations: series.observations,
  total_pnl: series.totalPnl,
  realized_pnl: series.realizedPnl,
  dates: [...series.dates],
  equity_balance: [...series.equity],
  daily_return: [...series.returns],
  drawdown: [...series.drawdowns],
  portfolios: [...series.portfolios],
});
