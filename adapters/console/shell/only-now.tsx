import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { useLookAt } from './use-as-of.ts';

export const OnlyNow = () => {
  const lookAt = useLookAt();
  return (
    <Page
      title="This is done now"
      lead="You are looking at a moment in the past, and nothing of the past can be changed."
    >
      <div class="actions">
        <Button kind="primary" onClick={() => lookAt(null)}>
          Back to now
        </Button>
      </div>
    </Page>
  );
};
