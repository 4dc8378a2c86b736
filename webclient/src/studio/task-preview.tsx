// The puzzle as a child sees it, beside its form: the reader itself in a frame, told of every save.
import './task-preview.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PreviewLink } from '../generated/api.ts';
import { post } from '../net/http.ts';
import { liveTexts } from '../ui/language.ts';
import type { Editing } from './editing.ts';

const t = liveTexts(
  {
    title: 'Seperti dilihat anak',
    frame: 'Teka-teki seperti dilihat anak',
    note: 'Berubah setiap kali tersimpan. Boleh dicoba.',
  },
  {
    title: 'As a child sees it',
    frame: 'The puzzle as a child sees it',
    note: 'It changes with every save. Try it if you like.',
  },
);

/** `task`: id of the one that is worked on. */
export function TaskPreview({ editing, task }: { editing: Editing; task: string | null }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [path, setPath] = useState<string>();
  useEffect(() => {
    let gone = false;
    post<PreviewLink>(`/api/studio/pages/${editing.id}/preview`, {}).then(
      ({ url }) => !gone && setPath(new URL(url).pathname),
      // Without it the form is all the same; the next visit asks again.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [editing]);
  const tell = () => frame.current?.contentWindow?.postMessage({ arlearn: 'preview', task }, location.origin);
  useEffect(tell, [task, editing.savedAt.value]);
  useEffect(() => {
    const ready = ({ origin, source }: MessageEvent) => {
      if (origin === location.origin && source === frame.current?.contentWindow) tell();
    };
    addEventListener('message', ready);
    return () => removeEventListener('message', ready);
  }, [task]);
  if (!path) return null;
  return (
    <aside class="task-preview">
      <h3>{t('title')}</h3>
      <iframe ref={frame} src={path} title={t('frame')} />
      <p class="hint">{t('note')}</p>
    </aside>
  );
}
