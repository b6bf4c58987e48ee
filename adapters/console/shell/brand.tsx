export const Brand = () => (
  <a class="brand" href="/">
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M20 4H5l7 8-7 8h15" fill="none" stroke="currentColor" stroke-width="2.5" />
      <path d="M12 12h8" fill="none" stroke="currentColor" stroke-width="2.5" opacity="0.45" />
    </svg>
    Sigmafold
  </a>
);
