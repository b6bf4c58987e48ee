import type { ComponentChildren } from 'preact';
import { usePageTitle } from '../../components/page.tsx';
import { Brand } from '../../shell/brand.tsx';

/** Lines that fold into one: the picture of the thing, drawn rather than fetched. */
const Folds = () => (
  <svg class="folds" viewBox="0 0 480 220" aria-hidden="true">
    {Array.from({ length: 9 }, (_, line) => {
      const y = 16 + line * 23;
      return (
        <path
          key={line}
          d={`M0 ${y} C 120 ${y + (line % 3) * 14 - 14}, 190 ${y}, 250 ${110 + (line - 4) * 7} S 400 110, 480 110`}
          fill="none"
          stroke="currentColor"
          stroke-width={line === 4 ? 2.5 : 1}
          opacity={line === 4 ? 1 : 0.4}
        />
      );
    })}
    <circle cx="476" cy="110" r="4" fill="currentColor" />
  </svg>
);

type Props = {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
};

/** A page of somebody who is not signed in. */
export const Threshold = ({ title, lead, children }: Props) => {
  const heading = usePageTitle(title);
  return (
    <div class="threshold">
      <header class="threshold-side">
        <Brand />
        <p class="pitch">From a broker’s file to risk numbers that can say where they came from.</p>
        <Folds />
        <p class="fine">
          Every change is an event, every figure can be taken apart: formula, inputs, prices, and the moment
          it was written down.
        </p>
      </header>
      <main class="threshold-main" id="main">
        <div class="stack">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead == null ? null : <p class="muted">{lead}</p>}
          {children}
        </div>
      </main>
    </div>
  );
};
