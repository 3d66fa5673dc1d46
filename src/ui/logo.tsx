/** The mark of Parvis: paving stones, one of which is being laid. Decorative beside the organisation's name. */
export function Logo() {
  return (
    <svg width="44" height="44" viewBox="0 0 40 40" aria-hidden="true">
      <g class="logo__pave">
        <rect x="2" y="2" width="11" height="11" rx="2" />
        <rect x="15" y="2" width="11" height="11" rx="2" />
        <rect x="2" y="15" width="11" height="11" rx="2" />
        <rect x="2" y="28" width="11" height="10" rx="2" />
      </g>
      <g class="logo__pave--clair">
        <rect x="15" y="15" width="11" height="11" rx="2" />
        <rect x="28" y="2" width="10" height="11" rx="2" />
      </g>
      <rect class="logo__pose" x="25" y="25" width="12" height="12" rx="2" transform="rotate(9 31 31)" />
    </svg>
  )
}
