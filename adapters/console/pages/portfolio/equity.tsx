import { useMemo } from 'preact/hooks';
import type { EquitySeries } from '../../api/analytics.ts';
import { counted, money, percent, shortMoney } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { TimeSeries } from '../../components/time-series.tsx';

const asMoney = (value: number | null): string => money(value === null ? null : value.toFixed(0));
const asPercent = (value: number | null): string => percent(value, 1);

/** Equity and drawdown over the same days: the pointer on one shows the day on the other. */
export const Equity = ({ series }: { readonly series: EquitySeries }) => {
  const equity = useMemo(
    () => [
      { label: 'Equity', values: series.equity_balance.map(Number), format: asMoney, axisFormat: shortMoney },
    ],
    [series],
  );
  const drawdown = useMemo(
    () => [{ label: 'Drawdown', values: series.drawdown, format: asPercent, filled: true }],
    [series],
  );
  return (
    <Panel title="Equity and drawdown" aside={counted(series.dates.length, 'valued day')}>
      <TimeSeries title="Equity" dates={series.dates} series={equity} sync="equity" />
      <TimeSeries title="Drawdown" dates={series.dates} series={drawdown} sync="equity" height={170} />
      <p class="muted small">{series.convention}</p>
    </Panel>
  );
};
