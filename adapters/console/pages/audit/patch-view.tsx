import { useState } from 'preact/hooks';
import type { Patch } from '../../api/audit.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { type PatchLine, patchLines } from './patch.ts';
import { Readable, scalarText, words } from './readable.tsx';

const TONES: Readonly<Record<PatchLine['kind'], Tone>> = { added: 'good', removed: 'bad', changed: 'warn' };
const AT_ONCE = 30;

const Value = ({ value, mark }: { readonly value: unknown; readonly mark: '−' | '+' }) => (
  <div class={mark === '−' ? 'diff-before' : 'diff-after'}>
    <span class="diff-mark" aria-hidden="true">
      {mark}
    </span>
    <span class="visually-hidden">{mark === '−' ? 'before: ' : 'after: '}</span>
    {typeof value === 'object' && value !== null ? <Readable value={value} /> : scalarText(value)}
  </div>
);

/** A JSON patch line by line, what was above what is. */
export const PatchView = ({ before, patch }: { readonly before: unknown; readonly patch: Patch }) => {
  const [shown, setShown] = useState(AT_ONCE);
  const lines = patchLines(before, patch);
  if (lines.length === 0) return <p class="muted small">It left the state as it was.</p>;
  return (
    <div class="stack-tight">
      <ul class="diff">
        {lines.slice(0, shown).map(({ kind, path, before: was, after }, at) => (
          <li key={at}>
            <p class="row small">
              <Badge tone={TONES[kind]}>{kind}</Badge>
              <span class="diff-path">{path.length === 0 ? 'Everything' : path.map(words).join(' › ')}</span>
            </p>
            {kind === 'added' ? null : <Value value={was} mark="−" />}
            {kind === 'removed' ? null : <Value value={after} mark="+" />}
          </li>
        ))}
      </ul>
      {lines.length <= shown ? null : (
        <div class="actions">
          <Button small onClick={() => setShown(shown + AT_ONCE)}>
            Show more of {lines.length} changes
          </Button>
        </div>
      )}
    </div>
  );
};
