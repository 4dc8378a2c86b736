// What the page says and offers now, read from the page itself, so that a board in the room never says anything else.
import type { BoardPart } from '../stage/board.ts';

const TOLD =
  'h1, h2, .sentence, .prompt, .count, .aside, .kind, .says > p, .calm > p, .end p, .room-size, .hint p, button';

export function boardParts(roots: readonly HTMLElement[]): BoardPart[] {
  const found = roots.flatMap((root) => [
    ...root.querySelectorAll<HTMLElement>(TOLD),
    ...(root.matches(TOLD) ? [root] : []),
  ]);
  // The same element is not told twice; what is hidden is not told.
  return [...new Set(found)]
    .filter((element) => !element.closest('[hidden], [inert]'))
    .map(partOf)
    .filter(({ words }) => words.length > 0);
}

function partOf(element: HTMLElement): BoardPart {
  if (element instanceof HTMLButtonElement) {
    const label = element.getAttribute('aria-label') ?? element.textContent ?? '';
    const chosen = element.getAttribute('aria-pressed') === 'true';
    return {
      kind: 'button',
      words: wordsOf([{ text: label, lit: false }]),
      strong: chosen || element.classList.contains('primary') || element.classList.contains('right'),
      act: element.disabled ? null : () => element.click(),
    };
  }
  const pieces = [...element.childNodes].map((node) => ({
    text: node.textContent ?? '',
    lit: node instanceof HTMLElement && node.classList.contains('lit'),
  }));
  return { kind: kindOf(element), words: wordsOf(pieces), strong: element.matches('.kind'), act: null };
}

function kindOf(element: HTMLElement): BoardPart['kind'] {
  if (element.matches('h1')) return 'title';
  return element.matches('h2, .sentence, .kind, .says > p, .calm > p') ? 'text' : 'note';
}

/** Pieces of a line, cut where it has spaces: a comma stays with the word before it. */
export function wordsOf(pieces: readonly { readonly text: string; readonly lit: boolean }[]): BoardPart['words'] {
  const words: { text: string; lit: boolean }[] = [];
  let open = false;
  for (const { text, lit } of pieces) {
    for (const part of text.split(/(\s+)/)) {
      if (part === '') continue;
      if (/^\s/.test(part)) {
        open = false;
        continue;
      }
      const last = open ? words.at(-1) : undefined;
      if (last) Object.assign(last, { text: last.text + part, lit: last.lit || lit });
      else words.push({ text: part, lit });
      open = true;
    }
  }
  return words;
}
