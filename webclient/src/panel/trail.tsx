// What children have done together, as footprints along a way: a part of them filled. No figures: nobody is ranked.

export function Trail({ part, steps }: { part: number; steps: number }) {
  const filled = part > 0 ? Math.max(1, Math.floor(part * steps)) : 0;
  return (
    <svg class="trail" viewBox={`-6 0 ${steps * 20 + 6} 40`} aria-hidden="true" focusable="false" data-filled={filled}>
      {Array.from({ length: steps }, (_, i) => {
        const side = i % 2 === 0 ? 12 : 28;
        return (
          <g key={side + i} class={i < filled ? 'done' : ''} transform={`translate(${10 + i * 20} ${side}) rotate(90)`}>
            <ellipse rx="4.4" ry="6.4" />
            <ellipse cy="10.5" rx="3" ry="2.6" />
          </g>
        );
      })}
    </svg>
  );
}
