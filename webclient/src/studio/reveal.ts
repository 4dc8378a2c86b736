// The way from what is missing to the field that it is missing from.

/** Scrolls to the field of a path, or to the nearest that holds it, and puts the cursor there. */
export function reveal(where: string): void {
  for (let path = where; path; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
    const field = document.querySelector<HTMLElement>(
      `[data-where="${CSS.escape(path)}"], [data-where^="${CSS.escape(path)}."]`,
    );
    if (!field) continue;
    field.closest('details')?.setAttribute('open', '');
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
    return;
  }
}
