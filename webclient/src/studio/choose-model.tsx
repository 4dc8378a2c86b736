// Which of the models in a zip of several: asked once the server has looked into it.
import './upload.css';
import { Dialog } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { nameFromFile } from './draft.ts';

const t = liveTexts(
  {
    title: 'Model yang mana?',
    hint: 'ZIP ini berisi {n} model. Pilih yang akan berdiri di halaman. Yang lain dapat diambil nanti dari ZIP yang sama.',
  },
  {
    title: 'Which model?',
    hint: 'There are {n} models in this ZIP. Choose the one that is to stand on the page. The others can be taken from the same ZIP later.',
  },
);

export interface Asked {
  /** Their paths in the zip. */
  readonly models: readonly string[];
  readonly answer: (chosen: string | null) => void;
}

export function ChooseModel({ asked }: { asked: Asked | null }) {
  return (
    <Dialog open={asked !== null} title={t('title')} onClose={() => asked?.answer(null)}>
      {asked && (
        <>
          <p class="hint">{t('hint', { n: asked.models.length })}</p>
          <ul class="model-choices">
            {asked.models.map((path) => (
              <li key={path}>
                <button type="button" onClick={() => asked.answer(path)}>
                  <Sign name="cube" />
                  <b>{nameFromFile(path.split('/').at(-1)!)}</b>
                  <span class="hint">{path}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
