/** On every page whose figures rest on a simulated market. */
export const SimulatedBanner = ({ simulated }: { readonly simulated: boolean }) =>
  simulated ? (
    <div class="note note-warn" role="note">
      <p>
        <strong>Simulated prices.</strong> The market behind these figures is made up; nothing here is a real
        quote.
      </p>
    </div>
  ) : null;
