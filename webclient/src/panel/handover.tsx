// The page that the code for another device leads to. It does nothing until its button is pressed, so that a preview of
// the link does not use it up.
import { useState } from 'preact/hooks';
import type { Me, Redeemed } from '../generated/api.ts';
import { post, whoAmI } from '../net/http.ts';
import { Button, ButtonLink, LanguageSwitch, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { me } from '../ui/sign-in.tsx';
import { addressOf, replace } from './route.ts';

const t = liveTexts(
  {
    title: 'Lanjut memimpin di sini?',
    what: 'Perangkat ini masuk dengan akun Anda selama 12 jam, dan kelompok Anda terbuka. Lanjutkan hanya di perangkat Anda sendiri.',
    go: 'Lanjut di perangkat ini',
    signIn: 'Masuk dengan kata sandi',
  },
  {
    title: 'Go on leading here?',
    what: 'This device is signed in with your account for 12 hours, and your group opens. Go on only with a device of your own.',
    go: 'Go on with this device',
    signIn: 'Sign in with a password',
  },
);

export function HandoverPage({ code }: { code: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const redeem = async () => {
    setPending(true);
    setProblem(undefined);
    try {
      await whoAmI();
      const { group } = await post<Redeemed>('/api/live/handover', { code });
      const signedIn: Me = await whoAmI();
      me.value = signedIn;
      // The code leaves the history with this page.
      replace(addressOf(group));
    } catch (refusal) {
      setProblem(refusal);
    }
    setPending(false);
  };
  return (
    <div class="door handover-page">
      <h1>{t('title')}</h1>
      <p>{t('what')}</p>
      <p class="problem" role="alert">
        {problem === undefined ? '' : problemText(problem)}
      </p>
      {problem === undefined ? (
        <Button look="primary" icon="phone" pending={pending} onClick={redeem}>
          {t('go')}
        </Button>
      ) : (
        <ButtonLink look="primary" href="/panel">
          {t('signIn')}
        </ButtonLink>
      )}
      <LanguageSwitch />
    </div>
  );
}
