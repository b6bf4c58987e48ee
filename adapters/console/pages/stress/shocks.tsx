import { useId } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { percent, signedMoney, signedPercent, toneOf } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { ComputedFigure } from '../../components/sourced.tsx';
import { Tile, Tiles } from '../../components/tiles.tsx';
import { type Draft, type DraftAction, OWN_SCENARIO, SHOCKS, type ShockId } from './draft.ts';
import type { Tried } from './use-what-if.ts';

/** A yield moves by basis points, anything else by percent. */
export const shockText = (factor: ShockId, value: number): string => {
  if (factor !== 'ir_beta') return signedPercent(value, 0);
  const points = Math.round(value * 10_000);
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${Math.abs(points)} bp`;
};

const Slider = ({
  shock,
  value,
  onValue,
}: {
  readonly shock: (typeof SHOCKS)[number];
  readonly value: number;
  readonly onValue: (value: number) => void;
}) => {
  const id = useId();
  return (
    <div class="slider">
      <div class="row-apart">
        <label for={id}>{shock.name}</label>
        <output for={id}>{shockText(shock.id, value)}</output>
      </div>
      <input
        id={id}
        type="range"
        min={-shock.reach}
        max={shock.reach}
        step={shock.step}
        value={value}
        aria-valuetext={shockText(shock.id, value)}
        onInput={(event) => onValue(Number(event.currentTarget.value))}
      />
    </div>
  );
};

type Props = {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly tried: Tried;
};

/** A scenario of one's own: what it would do to what is held, and to what is tried out below. */
export const Shocks = ({ draft, dispatch, tried: { found, problem, stale } }: Props) => {
  const own = found?.stress.scenarios.find(({ name }) => name === OWN_SCENARIO);
  const isShocked = Object.keys(draft.shocks).length > 0;
  return (
    <Panel
      title="Your own shock"
      aside={
        isShocked ? (
          <Button small kind="quiet" onClick={() => dispatch({ type: 'clear shocks' })}>
            Back to zero
          </Button>
        ) : null
      }
    >
      <div class="fields">
        {SHOCKS.map((shock) => (
          <Slider
            key={shock.id}
            shock={shock}
            value={draft.shocks[shock.id] ?? 0}
            onValue={(value) => dispatch({ type: 'shock', factor: shock.id, value })}
          />
        ))}
      </div>
      {isShocked && problem !== null ? <ProblemNote problem={problem} /> : null}
      <div aria-live="polite" class={stale ? 'stale' : undefined}>
        {!isShocked || found === null || own === undefined ? (
          <p class="muted">Move a slider to see what it would do.</p>
        ) : (
          <Tiles>
            {(
              [
                ['Conditional', own.conditional.before, 'the others move along'],
                ['Direct', own.direct.before, 'the shocked factors alone'],
                ['With your changes', own.conditional.after, 'conditional, with what is tried below'],
              ] as const
            ).map(([label, loss, under]) => (
              <Tile key={label} label={label} under={`${signedPercent(loss?.fraction_of_equity)} · ${under}`}>
                <ComputedFigure
                  of={found}
                  label={`the ${label.toLowerCase()} result of your own shock`}
                  class={toneOf(loss?.pnl)}
                  how={{
                    formula: 'Σ β × move of the factor × equity',
                    convention: found.convention,
                    observations: found.stress.observations,
                    inputs: Object.entries(draft.shocks).map(([factor, value]) => [
                      factor,
                      factor === 'ir_beta' ? shockText('ir_beta', value) : percent(value, 0),
                    ]),
                  }}
                >
                  {signedMoney(loss?.pnl)}
                </ComputedFigure>
              </Tile>
            ))}
          </Tiles>
        )}
      </div>
    </Panel>
  );
};
