// Tells a screen reader who joined and who asks for help, in one sentence every few seconds at most.
import { effect } from '@preact/signals';
import { gather, nothing } from '../core/news.ts';
import type { Row } from '../generated/protocol.ts';
import { faceName } from '../ui/animals.ts';
import { announce } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';

const t = liveTexts(
  {
    joined: '{count} anak bergabung, sekarang {all}.',
    help: '{names} minta bantuan.',
  },
  {
    joined: '{count} joined, now {all}.',
    help: '{names} asks for help.',
  },
);

/** ms that news are gathered before they are told. */
const GATHER = 3_000;

export function tellNews(connection: Connection): () => void {
  let before: readonly Row[] | null = null;
  let news = nothing;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    timer = undefined;
    const names = news.helps.map((face) => faceName(face, language.peek())).join(', ');
    const sentences = [
      news.helps.length > 0 ? t('help', { names }) : '',
      news.joined > 0 ? t('joined', { count: news.joined, all: before?.length ?? 0 }) : '',
    ];
    news = nothing;
    announce(sentences.filter(Boolean).join(' '));
  };

  const stop = effect(() => {
    const rows = connection.room.value?.rows;
    if (!rows) return;
    // What was there when the panel opened is on the page, and is no news.
    if (before) news = gather(news, before, rows);
    before = rows;
    if (news !== nothing && timer === undefined) timer = setTimeout(tell, GATHER);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
