// A count drawn against the whole group; the number stands beside it.

export function Bar({ value, of, right }: { value: number; of: number; right?: boolean }) {
  return (
    <span class={right ? 'bar right' : 'bar'} aria-hidden="true">
      <i style={{ width: `${(100 * value) / Math.max(1, of)}%` }} />
    </span>
  );
}
