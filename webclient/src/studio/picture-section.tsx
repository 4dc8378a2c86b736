// The page's picture: for those who read without the scene, with its description for those who do not see it.
import { announce } from '../ui/controls.tsx';
import { localized } from '../ui/i18n.ts';
import { language, liveTexts } from '../ui/language.ts';
import { CreditForm } from './credit-form.tsx';
import { setPicture } from './draft.ts';
import type { Editing } from './editing.ts';
import { PictureChooser } from './picture-chooser.tsx';
import { SpokenField } from './spoken-field.tsx';

const t = liveTexts(
  {
    legend: 'Gambar halaman',
    hint: 'Untuk anak yang membaca tanpa adegan 3D, dan untuk layar guru. Boleh kosong.',
    described: 'Keterangan gambar',
    describedHint: 'Apa yang tampak, dalam satu kalimat. Dibacakan kepada yang tidak melihatnya.',
    lost: 'Berkas gambar ini tidak ada di perpustakaan.',
    arrived: 'Gambar sudah di halaman. Tulis keterangannya.',
    removed: 'Gambar dihapus dari halaman. “Urungkan” mengembalikannya.',
  },
  {
    legend: 'Picture of the page',
    hint: 'For children who read without the 3D scene, and for the educator’s screens. May be left empty.',
    described: 'Description of the picture',
    describedHint: 'What it shows, in one sentence. Read aloud to those who do not see it.',
    lost: 'The file of this picture is not in the library.',
    arrived: 'The picture is on the page. Write its description.',
    removed: 'The picture was taken off the page. “Undo” brings it back.',
  },
);

export function PictureSection({ editing }: { editing: Editing }) {
  const { picture } = editing.scene.value;
  const asset = picture ? editing.assets.value[picture.asset] : undefined;
  const description = picture ? localized(picture.description, language.value, editing.languages) : '';
  return (
    <fieldset class="spoken-field picture-section" data-where="picture.asset" tabIndex={-1}>
      <legend>{t('legend')}</legend>
      <p class="hint">{t('hint')}</p>
      <PictureChooser
        library={editing.book.library_id}
        picture={
          picture &&
          (asset?.file ? (
            <img class="drawn" src={asset.file.url} alt={description} />
          ) : (
            <p class="problem">{t('lost')}</p>
          ))
        }
        onChoose={(chosen) => {
          editing.learn(chosen);
          editing.edit((scene) => setPicture(scene, chosen.sha256));
          announce(t('arrived'));
        }}
        onRemove={() => {
          editing.edit((scene) => ({ ...scene, picture: null }));
          announce(t('removed'));
        }}
      />
      {picture && (
        <SpokenField
          editing={editing}
          label={t('described')}
          hint={t('describedHint')}
          where="picture.description"
          value={picture.description}
          onChange={(said) =>
            editing.edit(
              (scene) => ({ ...scene, picture: scene.picture && { ...scene.picture, description: said } }),
              'picture',
            )
          }
        />
      )}
      {asset && <CreditForm key={asset.sha256} editing={editing} asset={asset} where="picture.asset" />}
    </fieldset>
  );
}
