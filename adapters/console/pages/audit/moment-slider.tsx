import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { instant } from '../../components/format.ts';
import { useLookAt } from '../../shell/use-as-of.ts';
import { asOf, shownMoment } from '../../state/as-of.ts';
import { momentsOf, stopAt } from './moments.ts';
import type { Timeline } from './use-timeline.ts';

/** From the oldest moment that was read to now: by pointer, arrow keys, Home and End, or one moment at a time. */
export const MomentSlider = ({ timeline }: { readonly timeline: Timeline }) => {
  const lookAt = useLookAt();
  const moments = momentsOf(timeline.entries ?? []);
  const now = moments.length;
  const position =
    asOf.value === null
      ? null
      : (shownMoment.value?.position ?? (/^\d+$/.test(asOf.value) ? asOf.value : null));
  const settled = stopAt(moments, position);
  /** Where the pointer is while it drags: nothing is read for what it only passes. */
  const [dragged, setDragged] = useState<number | null>(null);
  useEffect(() => setDragged(null), [settled]);
  if (now === 0) return null;
  const at = Math.min(dragged ?? settled, now);
  const moment = moments[at];
  const said = moment === undefined ? 'Now' : `${instant(moment.at)}: ${moment.sentence}`;
  const goTo = (stop: number): void => lookAt(moments[Math.max(0, stop)]?.position ?? null);
  return (
    <div class="stack-tight">
      <div class="moment-slider">
        <Button small aria-label="One moment back" disabled={at === 0} onClick={() => goTo(at - 1)}>
          ←
        </Button>
        <input
          type="range"
          aria-label="Moment that is shown"
          aria-valuetext={said}
          min={0}
          max={now}
          value={at}
          onInput={(event) => setDragged(Number(event.currentTarget.value))}
          onChange={(event) => goTo(Number(event.currentTarget.value))}
        />
        <Button small aria-label="One moment on" disabled={at >= now} onClick={() => goTo(at + 1)}>
          →
        </Button>
      </div>
      <p class="moment-said">
        {moment === undefined ? (
          <strong>Now</strong>
        ) : (
          <>
            <strong>{instant(moment.at)}</strong> <span class="muted">position {moment.position}</span>
            <br />
            {moment.sentence}
          </>
        )}
      </p>
      {timeline.complete ? null : (
        <div class="actions">
          <Button small kind="quiet" busy={timeline.reading} onClick={timeline.older}>
            Reach further back
          </Button>
          <span class="muted small">The slider begins at {instant(moments[0]?.at)}.</span>
        </div>
      )}
    </div>
  );
};
