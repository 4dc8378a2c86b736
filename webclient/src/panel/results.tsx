// What remains of a group: its figures by child, page and task, its hour to look at again, files to keep, and forgetting.
import './results.css';
import { useEffect, useState } from 'preact/hooks';
import type { Results } from '../generated/api.ts';
import { get, remove } from '../net/http.ts';
import { Button, ButtonLink, notify, problemText, Waiting } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { ResultsChildren } from './results-children.tsx';
import { Question } from './results-question.tsx';
import { ResultsPages, ResultsTasks } from './results-tasks.tsx';
import { addressOf, follow, go, replayOf } from './route.ts';

const t = liveTexts(
  {
    title: 'Hasil kegiatan',
    back: 'Kembali ke kelompok',
    all: 'Semua kelompok',
    children: 'anak',
    solved: 'tugas berhasil',
    finished: 'halaman selesai dibaca',
    csv: 'Tabel jawaban (CSV)',
    pagesCsv: 'Tabel anak dan halaman (CSV)',
    pdf: 'Untuk dicetak (PDF)',
    xapi: 'Pernyataan xAPI',
    keep: 'Simpan hasil',
    each: 'Setiap anak',
    pages: 'Setiap halaman',
    tasks: 'Setiap tugas',
    replay: 'Lihat lagi',
    replayHint: 'Tanpa nama dan tanpa kesalahan siapa pun; boleh ditunjukkan di layar besar.',
    replayStart: 'Lihat bagaimana kita membaca',
    nobody: 'Belum ada anak yang bergabung.',
    forget: 'Lupakan kelompok ini',
    forgetAsk:
      'Lupakan kelompok ini untuk selamanya? Semua jawaban dan hasilnya dihapus dari server. Ini tidak dapat dibatalkan.',
    forgetHint: 'Menghapus semua yang tersimpan tentang kelompok ini.',
    forgotten: 'Kelompok ini sudah dilupakan.',
    yes: 'Lupakan',
  },
  {
    title: 'Results',
    back: 'Back to the group',
    all: 'All groups',
    children: 'children',
    solved: 'tasks solved',
    finished: 'pages read to the end',
    csv: 'Table of answers (CSV)',
    pagesCsv: 'Table of children and pages (CSV)',
    pdf: 'To print (PDF)',
    xapi: 'xAPI statements',
    keep: 'Keep the results',
    each: 'Each child',
    pages: 'Each page',
    tasks: 'Each task',
    replay: 'Look again',
    replayHint: 'Without names and without anybody’s mistakes; it may be shown on the big screen.',
    replayStart: 'See how we read',
    nobody: 'No child has joined yet.',
    forget: 'Forget this group',
    forgetAsk:
      'Forget this group for ever? All its answers and results are deleted from the server. This cannot be undone.',
    forgetHint: 'Deletes everything that is kept about this group.',
    forgotten: 'This group was forgotten.',
    yes: 'Forget',
  },
);

const base = (group: string): string => `/api/reports/groups/${group}`;

/** The results at an address of their own, also while the group goes on. */
export function ResultsScreen({ id }: { id: string }) {
  return (
    <div class="results-screen">
      <h1>{t('title')}</h1>
      <p class="commands">
        <ButtonLink icon="back" href={addressOf(id)} onClick={follow}>
          {t('back')}
        </ButtonLink>
      </p>
      <ResultsOf group={id} />
    </div>
  );
}

/** Loads and shows the results of a group. */
export function ResultsOf({ group }: { group: string }) {
  const [results, setResults] = useState<Results | null>(null);
  const [problem, setProblem] = useState<unknown>();
  const load = () => {
    setProblem(undefined);
    get<Results>(`${base(group)}/results`).then(setResults, setProblem);
  };
  // In the language that is chosen now: what tasks and pages are called comes from the server.
  useEffect(load, [group, language.value]);
  if (!results) return <Waiting problem={problem} onRetry={load} />;
  return (
    <div class="results">
      <Sums results={results} />
      <Keep group={group} />
      {results.children.length === 0 && <p>{t('nobody')}</p>}
      {results.children.length > 0 && (
        <Section title={t('each')}>
          <ResultsChildren results={results} onForgotten={load} />
        </Section>
      )}
      {results.pages.length > 0 && (
        <Section title={t('pages')}>
          <ResultsPages results={results} />
        </Section>
      )}
      {results.tasks.length > 0 && (
        <Section title={t('tasks')}>
          <ResultsTasks results={results} />
        </Section>
      )}
      {results.children.length > 0 && (
        <Section title={t('replay')}>
          <p class="hint">{t('replayHint')}</p>
          <p class="commands">
            <ButtonLink icon="play" href={replayOf(group)} onClick={follow}>
              {t('replayStart')}
            </ButtonLink>
          </p>
        </Section>
      )}
      {results.ended_at !== null && <ForgetGroup group={group} />}
    </div>
  );
}

function Section({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Sums({ results }: { results: Results }) {
  const sum = (count: (child: Results['children'][number]) => number) =>
    results.children.reduce((all, child) => all + count(child), 0);
  const figures = [
    [results.children.length, t('children')],
    [sum((child) => child.solved), t('solved')],
    [sum((child) => child.finished.length), t('finished')],
  ] as const;
  return (
    <>
      <p class="hint">
        {results.book_title} · <code>{results.code}</code> ·{' '}
        {new Date(results.opened_at).toLocaleDateString(language.value, { dateStyle: 'long' })}
      </p>
      <dl class="figures">
        {figures.map(([figure, what]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Keep({ group }: { group: string }) {
  const files = [
    ['results.pdf', 'pdf', 'primary'],
    ['children.csv', 'pagesCsv', 'plain'],
    ['results.csv', 'csv', 'plain'],
    ['results.xapi.json', 'xapi', 'plain'],
  ] as const;
  return (
    <nav class="commands" aria-label={t('keep')}>
      {files.map(([file, word, look]) => (
        <ButtonLink key={file} look={look} icon="download" href={`${base(group)}/${file}`} download>
          {t(word)}
        </ButtonLink>
      ))}
      <ButtonLink href="/panel" onClick={follow}>
        {t('all')}
      </ButtonLink>
    </nav>
  );
}

function ForgetGroup({ group }: { group: string }) {
  const [asking, ask] = useState(false);
  const forget = async () => {
    try {
      await remove(base(group));
      notify(t('forgotten'));
      go('/panel');
    } catch (problem) {
      notify(problemText(problem), true);
    }
  };
  return (
    <section class="forget">
      <Button look="danger" icon="trash" onClick={() => ask(true)}>
        {t('forget')}
      </Button>
      <p class="hint">{t('forgetHint')}</p>
      <Question open={asking} title={t('forget')} yes={t('yes')} onYes={forget} onClose={() => ask(false)}>
        {t('forgetAsk')}
      </Question>
    </section>
  );
}
