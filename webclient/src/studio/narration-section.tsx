// Below the story: who reads it, in each language. The voice itself is made in a dialog.
import './narration.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Button, Dialog, Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import type { Editing } from './editing.ts';
import { languageName } from './languages.ts';
import { NarrationDesk } from './narration-desk.ts';
import { NarrationHeard } from './narration-heard.tsx';
import { NarrationRecording } from './narration-recording.tsx';
import { NarrationSending, NarrationStart } from './narration-start.tsx';
import { NarrationTapping } from './narration-tapping.tsx';

const t = liveTexts(
  {
    legend: 'Suara pembaca',
    hint: 'Bacakan cerita dengan suara Anda sendiri. Tanpa rekaman, perangkat anak yang membacakannya, jika bisa.',
    noText: 'Tulis ceritanya dulu.',
    none: 'Belum direkam.',
    fits: 'Sudah direkam, {length}.',
    misfit: 'Ceritanya berubah setelah direkam.',
    waiting: 'Ada rekaman yang belum dipakai.',
    record: 'Rekam suara',
    hear: 'Dengarkan',
    repair: 'Perbaiki suara',
    goOn: 'Lanjutkan',
    dialog: 'Suara, {language}',
  },
  {
    legend: 'Reading voice',
    hint: 'Read the story in your own voice. Without a recording the child’s device reads it, if it can.',
    noText: 'Write the story first.',
    none: 'Not recorded yet.',
    fits: 'Recorded, {length}.',
    misfit: 'The story was changed after it was recorded.',
    waiting: 'There is a recording that is not in use yet.',
    record: 'Record a voice',
    hear: 'Listen',
    repair: 'Repair the voice',
    goOn: 'Go on',
    dialog: 'Voice, {language}',
  },
);

export function NarrationSection({ editing }: { editing: Editing }) {
  return (
    <fieldset class="spoken-field narration">
      <legend>{t('legend')}</legend>
      <p class="hint">{t('hint')}</p>
      <div class="tongues">
        {editing.languages.map((language) => (
          <Voice key={language} editing={editing} language={language} />
        ))}
      </div>
    </fieldset>
  );
}

/** 0:07 */
const clock = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.round((ms % 60_000) / 1000)).padStart(2, '0')}`;

function Voice({ editing, language }: { editing: Editing; language: string }) {
  const desk = useMemo(() => new NarrationDesk(editing, language), [editing, language]);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const warn = (event: Event) => desk.unsaved && event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
      desk.close();
    };
  }, [desk]);
  const close = () => {
    desk.rest();
    setOpen(false);
  };
  const state = desk.state.value;
  const noText = desk.lines.value.length === 0;
  const waiting = desk.stage.value === 'takes' && desk.takes.all.value.some((take) => take !== null);
  const length = clock(desk.voice.value?.sentences.at(-1)?.at(-1)?.[1] ?? 0);
  const said = noText && state === 'none' ? 'noText' : waiting ? 'waiting' : state;
  const does = waiting ? 'goOn' : state === 'none' ? 'record' : state === 'fits' ? 'hear' : 'repair';
  return (
    <div class="voice" data-where={`narration.${language}`} data-voice={state} tabIndex={-1}>
      {editing.languages.length > 1 && <span class="tongue">{languageName(language)}</span>}
      <p class={state === 'misfit' ? 'problem' : 'hint'}>
        {state === 'fits' && <Icon name="check" />}
        {t(said, { length })}
      </p>
      <Button
        aria-label={`${t(does)}, ${languageName(language)}`}
        disabled={noText && state === 'none'}
        onClick={() => setOpen(true)}
      >
        {does === 'hear' ? <Icon name="play" /> : <Sign name="mic" />}
        {t(does)}
      </Button>
      <Dialog wide open={open} title={t('dialog', { language: languageName(language) })} onClose={close}>
        <Desk desk={desk} onClose={close} />
      </Dialog>
    </div>
  );
}

function Desk({ desk, onClose }: { desk: NarrationDesk; onClose: () => void }) {
  // Steps back in the editor may have taken the voice away or brought it back.
  const there = desk.voice.value !== undefined;
  const stage = desk.stage.value;
  switch (stage === 'heard' && !there ? 'start' : stage === 'start' && there ? 'heard' : stage) {
    case 'start':
      return <NarrationStart desk={desk} />;
    case 'takes':
      return <NarrationRecording desk={desk} />;
    case 'sending':
      return <NarrationSending desk={desk} />;
    case 'heard':
      return <NarrationHeard desk={desk} onClose={onClose} />;
    case 'tapping':
      return <NarrationTapping desk={desk} />;
  }
}
