// How a voice comes onto the page: recorded sentence by sentence, in one go, or from a file; and its way to the library.
import { useRef } from 'preact/hooks';
import { Button, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import type { NarrationDesk } from './narration-desk.ts';
import { canRecord, type Refusal } from './narration-microphone.ts';
import type { Way } from './narration-takes.ts';

const t = liveTexts(
  {
    what: 'Anak mendengar suara Anda, dan setiap kata menyala saat diucapkan.',
    sentences: 'Rekam per kalimat',
    sentencesHint: 'Satu kalimat satu rekaman. Yang kurang baik cukup diulang sendiri.',
    whole: 'Rekam sekaligus',
    wholeHint: 'Seluruh cerita dalam satu rekaman. Berhentilah sebentar di antara kalimat.',
    upload: 'Unggah berkas suara',
    uploadHint: 'MP3, M4A, WAV, atau OGG, dengan seluruh cerita di dalamnya.',
    asks: 'Peramban akan bertanya apakah halaman ini boleh memakai mikrofon. Pilih “Izinkan”. Rekaman hanya dikirim ke server ini.',
    insecure:
      'Di alamat ini peramban tidak memberi mikrofon. Buka studio lewat alamat https, atau rekam dengan aplikasi perekam lalu unggah berkasnya.',
    denied:
      'Mikrofon tidak diizinkan. Ketuk gambar gembok atau setelan di samping alamat halaman, izinkan mikrofon, lalu coba lagi.',
    none: 'Perangkat ini tidak punya mikrofon. Rekam dengan perangkat lain, lalu unggah berkasnya.',
    busy: 'Mikrofon sedang dipakai aplikasi lain atau tidak menjawab. Tutup aplikasi itu, lalu coba lagi.',
    sending: 'Mengirim {n}%',
    working: 'Menyiapkan suara…',
  },
  {
    what: 'Children hear your voice, and each word lights up as it is spoken.',
    sentences: 'Record sentence by sentence',
    sentencesHint: 'One recording for each sentence. One that did not turn out well is simply spoken again.',
    whole: 'Record in one go',
    wholeHint: 'The whole story in one recording. Rest a moment between sentences.',
    upload: 'Upload a sound file',
    uploadHint: 'MP3, M4A, WAV or OGG, with the whole story in it.',
    asks: 'The browser will ask whether this page may use the microphone. Choose “Allow”. The recording is sent to this server only.',
    insecure:
      'At this address the browser gives no microphone. Open the studio by its https address, or record with a recorder app and upload the file.',
    denied:
      'The microphone is not allowed. Tap the lock or the settings beside the page’s address, allow the microphone, then try again.',
    none: 'This device has no microphone. Record on another one, then upload the file.',
    busy: 'Another app is using the microphone, or it does not answer. Close that app, then try again.',
    sending: 'Sending {n}%',
    working: 'Preparing the voice…',
  },
);

/** Why there is no microphone, and what to do. */
export function Refused({ refusal }: { refusal: Refusal | null }) {
  return (
    <p class="problem" role="alert">
      {refusal && t(refusal)}
    </p>
  );
}

export function NarrationStart({ desk }: { desk: NarrationDesk }) {
  const able = canRecord();
  return (
    <div class="voice-start">
      <p>{t('what')}</p>
      {able && (
        <>
          <RecordChoice desk={desk} way="sentences" />
          <RecordChoice desk={desk} way="whole" />
        </>
      )}
      <div>
        <SoundFile desk={desk} look={able ? 'plain' : 'primary'} />
        <p class="hint">{t('uploadHint')}</p>
      </div>
      {able && <p class="hint">{t('asks')}</p>}
      <Refused refusal={able ? desk.takes.refusal.value : 'insecure'} />
      <Failed problem={desk.problem.value} />
    </div>
  );
}

function RecordChoice({ desk, way }: { desk: NarrationDesk; way: Way }) {
  return (
    <div>
      <Button look={way === 'sentences' ? 'primary' : 'plain'} onClick={() => void desk.record(way)}>
        <Sign name="mic" />
        {t(way)}
      </Button>
      <p class="hint">{t(`${way}Hint`)}</p>
    </div>
  );
}

/** Chooses a sound from this device; where a phone has a recorder of its own, it may offer that. */
export function SoundFile({ desk, look = 'plain' }: { desk: NarrationDesk; look?: 'plain' | 'primary' }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        class="spoken"
        type="file"
        accept="audio/*,.mp3,.m4a,.wav,.ogg,.webm"
        aria-label={t('upload')}
        tabIndex={-1}
        onChange={({ currentTarget: { files } }) => files?.[0] && void desk.upload(files[0])}
      />
      <Button look={look} onClick={() => input.current?.click()}>
        <Sign name="upload" />
        {t('upload')}
      </Button>
    </>
  );
}

export function Failed({ problem }: { problem: unknown }) {
  return (
    <p class="problem" role="alert">
      {problem !== undefined && problemText(problem)}
    </p>
  );
}

export function NarrationSending({ desk }: { desk: NarrationDesk }) {
  const part = desk.part.value;
  return (
    <div class="voice-sending">
      <p role="status">{part < 1 ? t('sending', { n: Math.round(part * 100) }) : t('working')}</p>
      <progress max={1} value={part < 1 ? part : undefined} aria-label={t('working')} />
    </div>
  );
}
