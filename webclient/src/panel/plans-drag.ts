// Moving a step of a plan by pointer: it takes the place of the one over which the pointer is.

/** From where a row is taken hold of, until it is let go; `move` is told the place to take, from 0. */
export function drag(event: PointerEvent, move: (to: number) => void): void {
  const row = (event.currentTarget as HTMLElement).closest('li');
  const list = row?.parentElement;
  if (!row || !list || event.button > 0) return;
  event.preventDefault();
  row.classList.add('dragged');
  const abort = new AbortController();
  const { signal } = abort;
  const follow = ({ clientY }: PointerEvent) => {
    const rows = [...list.children];
    const to = rows.findIndex((other) => clientY < other.getBoundingClientRect().bottom);
    const over = rows[to === -1 ? rows.length - 1 : to];
    if (!over || over === row || !passed(row, over, clientY)) return;
    move(rows.indexOf(over));
  };
  const release = () => {
    row.classList.remove('dragged');
    abort.abort();
  };
  // On the window: the row itself is taken out of the document and put back when it changes its place.
  addEventListener('pointermove', follow, { signal });
  addEventListener('pointerup', release, { signal });
  addEventListener('pointercancel', release, { signal });
}

/** Whether the pointer is beyond the middle of the other row: or rows of different heights would change to and fro. */
function passed(row: Element, over: Element, y: number): boolean {
  const { top, height } = over.getBoundingClientRect();
  const upward = over.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
  return upward ? y < top + height / 2 : y > top + height / 2;
}
