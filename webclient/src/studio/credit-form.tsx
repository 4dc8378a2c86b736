// Whose a model, picture or sound is and how it may be used. Each field is kept as it is left, like the page itself.
import './credit-form.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CreditIn, LicenceChoice, StudioAsset } from '../generated/api.ts';
import { get, put } from '../net/http.ts';
import { Field, problemText } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Editing } from './editing.ts';

const t = liveTexts(
  {
    title: 'Asal dan lisensi',
    none: 'belum diisi',
    licence: 'Bagaimana boleh dipakai',
    choose: 'Pilih…',
    author: 'Nama pembuatnya',
    authorNeeded: 'Lisensi ini meminta namanya disebut.',
    source: 'Asalnya',
    sourceHint: 'Alamat tempat mengambilnya. Boleh kosong.',
    notice: 'Berkas ini sendiri menyebut: {notice}',
    forbids:
      'Lisensi ini melarang karyanya diubah, tetapi bentuknya disederhanakan supaya muat di HP. Minta izin pembuatnya, atau pakai model yang lebih ringan.',
    kept: 'Tersimpan.',
  },
  {
    title: 'Origin and licence',
    none: 'not said yet',
    licence: 'How it may be used',
    choose: 'Choose…',
    author: 'Name of its author',
    authorNeeded: 'This licence asks for the name.',
    source: 'Where it comes from',
    sourceHint: 'The address where it was found. May be left empty.',
    notice: 'The file itself says: {notice}',
    forbids:
      'This licence forbids changes, but the shape was simplified to fit phones. Ask its author, or use a lighter model.',
    kept: 'Saved.',
  },
);

/** The licences by language of the interface; they are asked for once. */
const offered = new Map<string, Promise<LicenceChoice[]>>();

function licences(): Promise<LicenceChoice[]> {
  const known = offered.get(language.value);
  if (known) return known;
  const asked = get<LicenceChoice[]>('/api/studio/licences');
  offered.set(language.value, asked);
  asked.catch(() => offered.delete(language.value));
  return asked;
}

interface AboutAsset {
  asset: StudioAsset;
  /** Path of the asset in the scene's document, for what is missing. */
  where: string;
}

/** Of an asset that the page shows or sounds. */
export function CreditForm({ editing, ...about }: AboutAsset & { editing: Editing }) {
  const onKept = (kept: StudioAsset) => {
    editing.learn(kept);
    return editing.recheck();
  };
  const onKeeping = (work: Promise<unknown>) => editing.crediting(work);
  return <CreditFields {...about} library={editing.book.library_id} onKept={onKept} onKeeping={onKeeping} />;
}

interface CreditFieldsProps extends AboutAsset {
  library: string;
  /** The asset with what is said of it now. */
  onKept: (asset: StudioAsset) => void | Promise<void>;
  /** It is on its way; the promise resolves to the refusal, if there is one. */
  onKeeping?: (work: Promise<unknown>) => void;
}

export function CreditFields({ library, asset, where, onKept, onKeeping }: CreditFieldsProps) {
  const [choices, setChoices] = useState<LicenceChoice[]>([]);
  const [told, setTold] = useState(asset.credit);
  const [said, setSaid] = useState<{ text: string; bad: boolean }>();
  useEffect(() => void licences().then(setChoices, () => {}), [language.value]);
  useEffect(() => setTold(asset.credit), [asset.sha256]);
  const chosen = choices.find(({ code }) => code === told.licence);
  const nameless = chosen?.attribution === true && !told.author.trim();

  // It does not close over the field that was just filled, nor is one save overtaken by another: a list of choices that
  // is gone through by its arrows says each.
  const open = useRef(false);
  open.current ||= !asset.credit.licence || nameless;
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const keep = (now: typeof told) => {
    setTold(now);
    last.current = last.current.then(() => save(now));
    onKeeping?.(last.current);
  };
  const save = async ({ author, source, licence }: typeof told) => {
    if (!licence) return undefined;
    setSaid(undefined);
    try {
      const address = `/api/studio/libraries/${library}/assets/${asset.sha256}/credit`;
      const kept = await put<StudioAsset>(address, { author, source, licence } satisfies CreditIn);
      setSaid({ text: t('kept'), bad: false });
      await onKept(kept);
      return undefined;
    } catch (refusal) {
      setSaid({ text: problemText(refusal), bad: true });
      return refusal;
    }
  };

  const line = (name: 'author' | 'source', hint: string, length: number) => (
    <Field
      label={t(name)}
      hint={hint}
      control={(ties) => (
        <input
          {...ties}
          type="text"
          maxLength={length}
          value={told[name]}
          autoComplete="off"
          data-where={`${where}.${name}`}
          onInput={({ currentTarget: { value } }) => setTold({ ...told, [name]: value })}
          onChange={({ currentTarget: { value } }) => keep({ ...told, [name]: value })}
        />
      )}
    />
  );

  return (
    <details class="credit-form" data-apart open={open.current}>
      <summary>
        <b>{t('title')}</b>{' '}
        <span class={chosen ? 'hint' : 'problem'}>
          {chosen ? [chosen.name, told.author].filter(Boolean).join(' · ') : t('none')}
        </span>
      </summary>
      <Field
        label={t('licence')}
        hint={chosen?.says}
        control={(ties) => (
          <select
            {...ties}
            data-where={`${where}.licence`}
            value={told.licence ?? ''}
            onChange={({ currentTarget: { value } }) => keep({ ...told, licence: value as CreditIn['licence'] })}
          >
            {!told.licence && <option value="">{t('choose')}</option>}
            <Choices choices={choices} />
          </select>
        )}
      />
      {asset.credit.forbids && <p class="problem">{t('forbids')}</p>}
      {line('author', nameless ? t('authorNeeded') : '', 200)}
      {line('source', t('sourceHint'), 500)}
      {told.notice && <p class="hint">{t('notice', { notice: told.notice })}</p>}
      <p class={said?.bad ? 'problem' : 'hint'} role="status">
        {said?.text}
      </p>
    </details>
  );
}

/** As options, in their order: those of a kind under its heading. */
function Choices({ choices }: { choices: readonly LicenceChoice[] }) {
  const groups = [...new Set(choices.map(({ group }) => group))];
  return groups.map((group) => {
    const options = choices
      .filter((choice) => choice.group === group)
      .map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ));
    return group ? (
      <optgroup key={group} label={group}>
        {options}
      </optgroup>
    ) : (
      options
    );
  });
}
