// The finer choices of a print: size, paper, sheet of labels, page and file. Most people leave them as they are.
import type { PrintKind, StudioBook } from '../generated/api.ts';
import { Field } from '../ui/controls.tsx';
import { language } from '../ui/language.ts';
import { gridsFor, type PrintChoice } from './print-choice.ts';
import { type PrintWord, t } from './print-words.ts';

interface FinerProps {
  book: StudioBook;
  kind: PrintKind;
  choice: PrintChoice;
  onChange: (part: Partial<PrintChoice>) => void;
}

/** Folded; its line says what is chosen. */
export function Finer({ book, kind, choice, onChange }: FinerProps) {
  const grids = gridsFor(kind, choice.size, choice.paper);
  const onePage = ['bookmark', 'single', 'poster'].includes(choice.kind);
  return (
    <details class="print-finer">
      <summary>
        <b>
          {choice.size} mm · {t(choice.paper as PrintWord)} · {choice.file.toUpperCase()}
        </b>
        <span class="hint">{t('finer')}</span>
      </summary>
      <Choice
        name={t('size')}
        value={choice.size}
        onChange={(size) => onChange({ size })}
        options={kind.sizes.map((size) => [size, t(`s${size}` as PrintWord)])}
      />
      <Choice
        name={t('paper')}
        value={choice.paper}
        onChange={(paper) => onChange({ paper })}
        options={kind.papers.map((paper) => [paper, t(paper as PrintWord)])}
      />
      {grids.length > 0 && (
        <Picking
          label={t('grid')}
          value={choice.grid}
          onChange={(grid) => onChange({ grid })}
          hint={t('gridHint', { known: grids.find(({ name }) => name === choice.grid)?.known_as ?? '' })}
          options={grids.map(({ name, labels, width, height }) => [
            name,
            t('gridName', { n: labels, width: mm(width), height: mm(height) }),
          ])}
        />
      )}
      {onePage && (
        <Picking
          label={t('page')}
          value={String(choice.page)}
          onChange={(page) => onChange({ page: Number(page) })}
          options={[
            ['0', t(choice.kind === 'poster' ? 'first' : 'all')],
            ...book.pages.map(({ number }) => [String(number), String(number)] as const),
          ]}
        />
      )}
      <Choice
        name={t('file')}
        value={choice.file}
        onChange={(file) => onChange({ file })}
        options={[
          ['pdf', t('pdf')],
          ['svg', t('svg')],
        ]}
      />
    </details>
  );
}

const mm = (length: number): string => length.toLocaleString(language.value);

interface ChoiceProps<T> {
  name: string;
  value: T;
  options: readonly (readonly [value: T, label: string])[];
  onChange: (value: T) => void;
}

function Choice<T extends string | number>({ name, value, options, onChange }: ChoiceProps<T>) {
  return (
    <fieldset class="ticks">
      <legend>{name}</legend>
      {options.map(([option, label]) => (
        <label key={option}>
          <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

type PickingProps = Omit<ChoiceProps<string>, 'name'> & { label: string; hint?: string };

function Picking({ label, hint, value, options, onChange }: PickingProps) {
  return (
    <Field
      label={label}
      hint={hint}
      control={(ties) => (
        <select {...ties} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    />
  );
}
