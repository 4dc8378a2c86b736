// One text in every language of the book, side by side where there is room.
import { useId } from 'preact/hooks';
import { liveTexts } from '../ui/language.ts';
import type { Spoken } from './draft.ts';
import type { Editing } from './editing.ts';
import { languageName } from './languages.ts';

const t = liveTexts({ lacking: 'Belum diisi.' }, { lacking: 'Not filled in yet.' });

interface SpokenFieldProps {
  editing: Editing;
  label: string;
  hint?: string;
  /** Path of the text in the document, under which the server says that it is missing. */
  where: string;
  value: Spoken;
  onChange: (value: Spoken) => void;
  /** Lines of a longer text; without it the text is one line. */
  lines?: number;
  most?: number;
  /** Stands under each input, made from its text. */
  below?: (text: string, language: string) => string;
}

export function SpokenField({ editing, label, hint, where, value, onChange, lines, most, below }: SpokenFieldProps) {
  const id = useId();
  return (
    <fieldset class="spoken-field" aria-describedby={hint && `${id}-hint`}>
      <legend>{label}</legend>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class="tongues">
        {editing.languages.map((language) => {
          const path = `${where}.${language}`;
          const lacking = editing.strict.value && editing.missing.value.some((lack) => lack.where === path);
          const shared = {
            lang: language,
            value: value[language] ?? '',
            'data-where': path,
            'aria-label': `${label}, ${languageName(language)}`,
            maxLength: most ?? 400,
            ...(lacking ? { 'aria-invalid': true as const, 'aria-describedby': `${id}-${language}` } : {}),
            onInput: (event: { currentTarget: { value: string } }) =>
              onChange({ ...value, [language]: event.currentTarget.value }),
          };
          return (
            <div key={language} class="field">
              {editing.languages.length > 1 && (
                <span class="tongue" aria-hidden="true">
                  {languageName(language)}
                </span>
              )}
              {lines ? <textarea rows={lines} {...shared} /> : <input type="text" autoComplete="off" {...shared} />}
              {below && <p class="hint">{below(value[language] ?? '', language)}</p>}
              {lacking && (
                <p class="problem" id={`${id}-${language}`}>
                  {t('lacking')}
                </p>
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
