const SHOWN = 8;

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The beginning of an id, which tells those of one page apart; all of it where one points, and for screen readers. */
export const ShortId = ({ id }: { readonly id: string }) =>
  !UUID.test(id) ? (
    <code>{id}</code>
  ) : (
    <code title={id}>
      <span aria-hidden="true">{id.slice(0, SHOWN)}…</span>
      <span class="visually-hidden">{id}</span>
    </code>
  );
