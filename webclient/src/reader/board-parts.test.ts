// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { boardParts, wordsOf } from './board-parts.ts';

function page(html: string): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = html;
  return root;
}

const line = (words: { text: string }[]) => words.map(({ text }) => text).join(' ');

describe('R73 the board', () => {
  it('keeps punctuation with its word, and the word that is read lit', () => {
    const pieces = [
      { text: 'Momo', lit: false },
      { text: ', ', lit: false },
      { text: 'madu', lit: true },
      { text: '!', lit: false },
    ];
    expect(wordsOf(pieces)).toEqual([
      { text: 'Momo,', lit: false },
      { text: 'madu!', lit: true },
    ]);
    expect(wordsOf([{ text: '  \n ', lit: false }])).toEqual([]);
  });

  it('says what the page says, in its order, and nothing that is hidden', () => {
    const root = page(
      '<h1>Sarang lebah</h1><p class="sentence"><span class="word">Momo</span> <span class="word lit">naik</span>.</p>' +
        '<p class="aside" hidden>diam</p><div hidden><button>jauh</button></div><svg><text>tak</text></svg>' +
        '<button class="primary">Dengarkan</button><button aria-label="Lanjut" disabled><svg></svg></button>',
    );
    const parts = boardParts([root]);
    expect(parts.map(({ kind, words }) => `${kind}: ${line([...words])}`)).toEqual([
      'title: Sarang lebah',
      'text: Momo naik.',
      'button: Dengarkan',
      'button: Lanjut',
    ]);
    expect(parts[1]!.words[1]).toEqual({ text: 'naik.', lit: true });
    expect(parts.map(({ strong }) => strong)).toEqual([false, false, true, false]);
    expect(parts[3]!.act).toBe(null);
  });

  it('presses the page’s own button', () => {
    const root = page('<button>Betul</button>');
    let pressed = 0;
    root.querySelector('button')!.addEventListener('click', () => pressed++);
    boardParts([root])[0]!.act!();
    expect(pressed).toBe(1);
  });
});
