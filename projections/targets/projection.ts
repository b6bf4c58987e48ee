import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type { PortfolioArchived } from '../../domain/portfolio/events.ts';
import type { TargetPriceRemoved, TargetPricesSet } from '../../domain/targets/events.ts';
import { defineProjection } from '../projection.ts';

const targetRows = ({ data, metadata, eventId }: RecordedEvent<TargetPricesSet>) =>
  data.targets.map(({ targetId, symbol, positionType, prices, userPrice }) => ({
    target_id: targetId,
    portfolio_id: data.portfolioId,
    symbol,
    position_type: positionType,
    eoy: prices.eoy,
    next_year: prices.nextYear,
    downside: prices.downside,
    user_price: userPrice,
    updated_at: metadata.occurredAt,
    event_id: eventId,
  }));

type TargetRow = ReturnType<typeof targetRows>[number];

/** The targets that are set, as they were set last; an archived portfolio has none. */
export const targets = defineProjection<TargetPricesSet | TargetPriceRemoved | PortfolioArchived>({
  name: 'targets',
  version: 1,
  partition: 'portfolio',
  tables: ['target_prices'],
  ddl: `
    create table target_prices (
      target_id     text           primary key,
      portfolio_id  text           not null,
      symbol        text           not null,
      position_type text           not null,
      eoy           numeric,
      next_year     numeric,
      downside      numeric,
      user_price    numeric,
      updated_at    timestamptz(3) not null,
      event_id      text           not null,
      constraint uq_target_of_portfolio unique (portfolio_id, symbol, position_type)
    );
  `,
  eventTypes: ['TargetPricesSet', 'TargetPriceRemoved', 'PortfolioArchived'],
  apply: async (page, tables) => {
    let set = new Map<string, TargetRow>();
    const removed: { target_id: string }[] = [];
    const archived: { portfolio_id: string }[] = [];
    for (const event of page) {
      switch (event.type) {
        case 'TargetPricesSet':
          for (const row of targetRows(event)) set.set(row.target_id, row);
          break;
        case 'TargetPriceRemoved':
          removed.push({ target_id: event.data.targetId });
          set.delete(event.data.targetId);
          break;
        case 'PortfolioArchived': {
          const { portfolioId } = event.data;
          archived.push({ portfolio_id: portfolioId });
          set = new Map([...set].filter(([, row]) => row.portfolio_id !== portfolioId));
          break;
        }
        default:
          event satisfies never;
      }
    }
    await tables.remove('target_prices', ['target_id'], removed);
    await tables.remove('target_prices', ['portfolio_id'], archived);
    await tables.upsert('target_prices', ['target_id'], [...set.values()]);
  },
});
