import type { Preview } from '../../api/types.ts';
import { Badge } from '../../components/badge.tsx';
import { counted, day, money } from '../../components/format.ts';
import { Tile, Tiles } from '../../components/tiles.tsx';

const TOTAL_NAMES = { market_value: 'Market value', cost_basis: 'Cost', cash: 'Cash' } as const;

/** Which file it is taken for, how sure that is, and whether its own totals agree with what was read. */
export const FileSummary = ({ preview }: { readonly preview: Preview }) => {
  const { format, accounts, counts, totals, as_of, symbols } = preview;
  const positions = accounts.reduce((sum, { num_positions }) => sum + num_positions, 0);
  return (
    <Tiles>
      <Tile
        label="Recognised as"
        under={`${Math.round(format.confidence * 100)} % of its layout found${as_of === null ? '' : `, of ${day(as_of)}`}`}
      >
        <span class="tile-text">{format.broker ?? format.name}</span>
      </Tile>
      <Tile
        label="Positions"
        under={`${counted(accounts.length, 'account')}; ${counted(counts.skipped, 'row')} skipped, ${counts.assumed} with an assumption`}
      >
        {positions}
      </Tile>
      {totals
        .filter(({ read, stated }) => read !== null || stated !== null)
        .map(({ name, read, stated, agrees }) => (
          <Tile
            key={name}
            label={TOTAL_NAMES[name]}
            under={
              agrees === null ? (
                'the file states no total'
              ) : agrees ? (
                <Badge tone="good">agrees with the file</Badge>
              ) : (
                <Badge tone="warn">the file says {money(stated)}</Badge>
              )
            }
          >
            {money(read)}
          </Tile>
        ))}
      <Tile
        label="Symbols"
        under={
          symbols.unknown.length + symbols.pending.length === 0
            ? 'all are known'
            : `${symbols.unknown.length + symbols.pending.length} will be looked up`
        }
      >
        {symbols.known.length + symbols.pending.length + symbols.unknown.length}
      </Tile>
    </Tiles>
  );
};
