// The page's picture: for those who read without the scene, with its description for those who do not see it.
import { useState } from 'preact/hooks';
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
    arrived: 'Gambar sudah di halaman.',
    describe: 'Tulis keterangannya.',
    older: 'Keterangan ini dari gambar sebelumnya. Cocokkan dengan gambar yang baru.',
    removed: 'Gambar dihapus dari halaman. “Urungkan” mengembalikannya.',
  },
  {
    legend: 'Picture of the page',
    hint: 'For children who read without the 3D scene, and for the educator’s screens. May be left empty.',
    described: 'Description of the picture',
    describedHint: 'What it shows, in one sentence. Read aloud to those who do not see it.',
    lost: 'The file of this picture is not in the library.',
    arrived: 'The picture is on the page.',
    describe: 'Write its description.',
    older: 'This description is of the picture before. Make it fit the new one.',
    removed: 'The picture was taken off the page. “Undo” brings it back.',
  },
);

export function PictureSection({ editing }: { editing: Editing }) {
  const { picture } = editing.scene.value;
  const asset = picture ? editing.assets.value[picture.asset] : undefined;
  /** A picture that took the place of another one, whose description nobody has looked at since. */
  const [renewed, setRenewed] = useState<string | null>(null);
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
          const other = picture !== null && picture.asset !== chosen.sha256 && description !== '';
          editing.learn(chosen);
          editing.edit((scene) => setPicture(scene, chosen.sha256));
          setRenewed(other ? chosen.sha256 : null);
          announce([t('arrived'), other ? t('older') : description === '' && t('describe')].filter(Boolean).join(' '));
        }}
        hold={(work) => editing.hold(work)}
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
          onChange={(said) => {
            setRenewed(null);
            editing.edit(
              (scene) => ({ ...scene, picture: scene.picture && { ...scene.picture, description: said } }),
              'picture',
            );
          }}
        />
      )}
      {picture && picture.asset === renewed && <p class="problem">{t('older')}</p>}
      {asset && <CreditForm key={asset.sha256} editing={editing} asset={asset} where="picture.asset" />}
    </fieldset>
  );
}
