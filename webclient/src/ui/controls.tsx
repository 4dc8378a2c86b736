// The controls that panel and studio share: buttons, fields, dialogs, notices, and the frame of a screen.
import '@fontsource/atkinson-hyperlegible/latin-400.css';
import '@fontsource/atkinson-hyperlegible/latin-700.css';
import './tokens.css';
import './controls.css';
import { signal } from '@preact/signals';
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { LearnerFace } from '../generated/protocol.ts';
import { Problem } from '../net/http.ts';
import { animalSvg, emblemSvg, faceName } from './animals.ts';
import { interfaceLanguages } from './i18n.ts';
import { Icon, type IconName } from './icons.tsx';
import { language, liveTexts, switchLanguage } from './language.ts';

export { Icon, type IconName };

const t = liveTexts(
  {
    offline: 'Server tidak terjangkau. Periksa sambungan Wi-Fi, lalu coba lagi.',
    failed: 'Ada yang tidak berhasil. Coba lagi.',
    again: 'Coba lagi',
    close: 'Tutup',
    language: 'Bahasa',
    loading: 'Sebentar…',
  },
  {
    offline: 'The server cannot be reached. Check the Wi-Fi, then try again.',
    failed: 'Something did not work. Try again.',
    again: 'Try again',
    close: 'Close',
    language: 'Language',
    loading: 'One moment…',
  },
);

/** What went wrong, as a sentence for the person: the server's own where it has one. */
export function problemText(problem: unknown): string {
  if (problem instanceof Problem && problem.code === 'offline') return t('offline');
  return (problem instanceof Problem && problem.message) || t('failed');
}

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'icon'> & {
  /** primary: the one thing to do here. danger: cannot be undone. quiet: without an edge. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  icon?: IconName;
  /** Under way: says so and takes no second press, but keeps the focus. */
  pending?: boolean;
};

export function Button({ look = 'plain', icon, pending, children, class: more, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`button ${look} ${more ?? ''}`}
      aria-busy={pending ? true : undefined}
      aria-disabled={pending ? true : rest['aria-disabled']}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A link that looks like a button, for what leads elsewhere or saves a file. */
export function ButtonLink({
  look = 'plain',
  icon,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { look?: ButtonProps['look']; icon?: IconName }) {
  return (
    <a {...rest} class={`button ${look}`}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** A labelled input with its hint and its problem beside it; `control` gets what ties them together. */
export function Field({
  label,
  hint,
  problem,
  control,
}: {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  control: (ties: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ComponentChildren;
}) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  const ties = {
    id,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(problem ? { 'aria-invalid': true as const } : {}),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {control(ties)}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

/** A dialog over the page while `open`; the browser keeps the focus in it and gives it back. */
export function Dialog({
  open,
  title,
  onClose,
  children,
  wide,
}: {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  wide?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before it is painted, so that no key falls between what is seen and what is open.
  useLayoutEffect(() => {
    const element = dialog.current!;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog ref={dialog} class={wide ? 'wide' : ''} aria-labelledby={id} onClose={onClose}>
      {open && (
        <>
          <header>
            <h2 id={id}>{title}</h2>
            <button type="button" class="button quiet" aria-label={t('close')} onClick={onClose}>
              <Icon name="close" />
            </button>
          </header>
          {children}
        </>
      )}
    </dialog>
  );
}

interface Notice {
  id: number;
  text: string;
  bad: boolean;
}

const notices = signal<Notice[]>([]);
const spoken = signal('');
const SHOWN = 6_000;

/** Says something at the edge of the screen for a few seconds, and to a screen reader. */
export function notify(text: string, bad = false): void {
  const id = (notices.value.at(-1)?.id ?? 0) + 1;
  notices.value = [...notices.value.slice(-2), { id, text, bad }];
  setTimeout(() => {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }, SHOWN);
}

/** Says something to a screen reader only; the same a second time as well, which hears of changes alone. */
export function announce(text: string): void {
  spoken.value = spoken.peek() === text ? `${text}\u00a0` : text;
}

/** Where notices appear; once on a page. */
export function Notices() {
  return (
    <>
      <div class="notices" role="status">
        {notices.value.map((notice) => (
          <p key={notice.id} class={notice.bad ? 'bad' : ''}>
            {notice.text}
          </p>
        ))}
      </div>
      <div class="spoken" aria-live="polite">
        {spoken.value}
      </div>
    </>
  );
}

export function LanguageSwitch() {
  return (
    <fieldset class="languages">
      <legend class="spoken">{t('language')}</legend>
      {interfaceLanguages.map((tag) => (
        <button
          key={tag}
          type="button"
          class="button quiet"
          aria-pressed={language.value === tag}
          onClick={() => switchLanguage(tag)}
        >
          {tag === 'id' ? 'ID' : 'EN'}
          <span class="spoken">{tag === 'id' ? ', Bahasa Indonesia' : ', English'}</span>
        </button>
      ))}
    </fieldset>
  );
}

/** What a screen shows while it has nothing yet, or could not get it. */
export function Waiting({ problem, onRetry }: { problem?: unknown; onRetry?: () => void }) {
  if (problem === undefined) return <p class="waiting">{t('loading')}</p>;
  return (
    <div class="waiting" role="alert">
      <p>{problemText(problem)}</p>
      {onRetry && <Button onClick={onRetry}>{t('again')}</Button>}
    </div>
  );
}

/** A drawing of ours, with nothing in it from outside. */
function Drawing({ svg, class: name }: { svg: string; class: string }) {
  return <span class={name} dangerouslySetInnerHTML={{ __html: svg }} />;
}

/** A learner's face. `named`: where no name stands beside it. */
export function Face({ face, named }: { face: Pick<LearnerFace, 'animal' | 'colour'>; named?: boolean }) {
  const drawing = <Drawing class="face" svg={animalSvg(face.animal, face.colour)} />;
  if (!named) return drawing;
  return (
    <span role="img" class="face" aria-label={faceName(face, language.value)}>
      {drawing}
    </span>
  );
}

/** A book's cover, or its emblem on paper where it has none. */
export function Cover({ cover, emblem }: { cover: string | null; emblem: string }) {
  if (cover) return <img class="cover" src={cover} alt="" />;
  const svg = emblemSvg(emblem);
  if (svg) return <Drawing class="cover" svg={svg} />;
  return (
    <span class="cover">
      <Icon name="book" />
    </span>
  );
}
