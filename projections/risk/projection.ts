import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type { CompactExposures } from '../../domain/risk/compact-exposures.ts';
import type { CompactStress } from '../../domain/risk/compact-stress.ts';
import type {
  CoverageGap,
  FactorExposuresCalculated,
  PortfolioStressTested,
  PortfolioVolatilityCalculated,
} from '../../domain/risk/events.ts';
import type { PortfolioVolatility } from '../../domain/risk/portfolio-volatility.ts';
import { defineProjection } from '../projection.ts';

type Exposed = RecordedEvent<FactorExposuresCalculated>;
type Volatile = RecordedEvent<PortfolioVolatilityCalculated>;
type Stressed = RecordedEvent<PortfolioStressTested>;

type RiskParts = {
  readonly exposures: CompactExposures | null;
  readonly gaps: readonly CoverageGap[] | null;
  readonly exposures_event_id: string | null;
  readonly volatility: PortfolioVolatility | null;
  readonly volatility_event_id: string | null;
  readonly stress: CompactStress | null;
  readonly stress_event_id: string | null;
  readonly engine_version: string | null;
  /** Of the stream, after the last of them. */
  readonly revision: string;
};

const NOTHING: RiskParts = {
  exposures: null,
  gaps: null,
  exposures_event_id: null,
  volatility: null,
  volatility_event_id: null,
  stress: null,
  stress_event_id: null,
  engine_version: null,
  revision: '0',
};

const keyColumns = ({ data }: Exposed | Volatile | Stressed) => ({
  portfolio_id: data.portfolioId,
  date: data.date,
});

const exposureGroup = (event: Exposed) => ({
  group: keyColumns(event),
  rows: event.data.exposures.exposures.map((exposure) => ({
    factor: exposure.factor,
    beta: exposure.beta,
    dollars: exposure.dollars,
    coverage: exposure.coverage,
    r_squared: exposure.rSquared,
    observations: exposure.observations,
    event_id: event.eventId,
  })),
});

const stressGroup = (event: Stressed) => ({
  group: keyColumns(event),
  rows: event.data.stress.scenarios.map((scenario) => ({
    scenario_id: scenario.scenarioId,
    name: scenario.name,
    category: scenario.category,
    severity: scenario.severity,
    status: scenario.status,
    conditional_dollars: scenario.conditional?.dollars ?? null,
    conditional_fraction: scenario.conditional?.fractionOfEquity ?? null,
    direct_dollars: scenario.direct?.dollars ?? null,
    direct_fraction: scenario.direct?.fractionOfEquity ?? null,
    event_id: event.eventId,
  })),
});

/** The part that each event brings. */
const partOf = (event: Exposed | Volatile | Stressed): Partial<RiskParts> => {
  switch (event.type) {
    case 'FactorExposuresCalculated': {
      const { exposures, gaps } = event.data;
      return { exposures, gaps, exposures_event_id: event.eventId };
    }
    case 'PortfolioVolatilityCalculated':
      return { volatility: event.data.volatility, volatility_event_id: event.eventId };
    case 'PortfolioStressTested':
      return { stress: event.data.stress, stress_event_id: event.eventId };
    default:
      return event satisfies never;
  }
};

/**
 * The risk of a portfolio on a date: as it was told (`risk`), and in rows for those who ask the database. A date that
 * is calculated again is replaced. The parts are json and not jsonb: nothing looks inside them, and a row of twenty
 * positions takes the database two thirds of the time.
 */
export const risk = defineProjection<
  FactorExposuresCalculated | PortfolioVolatilityCalculated | PortfolioStressTested
>({
  name: 'risk',
  version: 4,
  partition: 'portfolio',
  tables: ['risk', 'factor_exposures', 'stress_results'],
  dated: { risk: 'date', factor_exposures: 'date', stress_results: 'date' },
  ddl: `
    create table risk (
      portfolio_id        text  not null,
      date                date  not null,
      exposures           json,
      gaps                json,
      exposures_event_id  uuid,
      volatility          json,
      volatility_event_id uuid,
      stress              json,
      stress_event_id     uuid,
      engine_version      text,
      revision            bigint not null,
      last_position       bigint not null,
      primary key (portfolio_id, date)
    );

    create table factor_exposures (
      portfolio_id text not null,
      date         date not null,
      factor       text not null,
      beta         double precision,
      dollars      numeric,
      coverage     double precision,
      r_squared    double precision,
      observations int,
      event_id     uuid not null,
      primary key (portfolio_id, date, factor)
    );

    create table stress_results (
      portfolio_id         text not null,
      date                 date not null,
      scenario_id          text not null,
      name                 text not null,
      category             text not null,
      severity             text not null,
      status               text not null,
      conditional_dollars  numeric,
      conditional_fraction double precision,
      direct_dollars       numeric,
      direct_fraction      double precision,
      event_id             uuid not null,
      primary key (portfolio_id, date, scenario_id)
    );
  `,
  eventTypes: ['FactorExposuresCalculated', 'PortfolioVolatilityCalculated', 'PortfolioStressTested'],
  apply: async (page, tables) => {
    await tables.fold<(typeof page)[number], RiskParts>(page, {
      table: 'risk',
      keyOf: keyColumns,
      load: [
        'exposures',
        'gaps',
        'exposures_event_id',
        'volatility',
        'volatility_event_id',
        'stress',
        'stress_event_id',
        'engine_version',
      ],
      fold: (row, event) => ({
        ...(row ?? NOTHING),
        ...partOf(event),
        engine_version: event.metadata.engineVersion ?? null,
        revision: String(event.revision),
      }),
    });
    const exposed = page.filter((event): event is Exposed => event.type === 'FactorExposuresCalculated');
    await tables.replaceGroups('factor_exposures', exposed.map(exposureGroup));
    const stressed = page.filter((event): event is Stressed => event.type === 'PortfolioStressTested');
    await tables.replaceGroups('stress_results', stressed.map(stressGroup));
  },
});
