// The sign-in screen of panel and studio, and the gate that shows it to those who are not signed in or may not enter.
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Me } from '../generated/api.ts';
import { Problem, signIn, signOut, whoAmI } from '../net/http.ts';
import { Button, Face, Field, LanguageSwitch, problemText, Waiting } from './controls.tsx';
import { liveTexts } from './language.ts';

const t = liveTexts(
  {
    name: 'Nama pengguna',
    password: 'Kata sandi',
    enter: 'Masuk',
    leave: 'Keluar',
    missing: 'Isi kolom ini.',
    noRole:
      'Akun ini belum punya hak untuk halaman ini. Mintalah kepada admin perpustakaan, atau masuk dengan akun lain.',
    other: 'Masuk dengan akun lain',
  },
  {
    name: 'User name',
    password: 'Password',
    enter: 'Sign in',
    leave: 'Sign out',
    missing: 'Fill in this field.',
    noRole: 'This account may not use this page yet. Ask your library’s admin, or sign in with another account.',
    other: 'Sign in with another account',
  },
);

/** Who is signed in; undefined until the server has said. */
export const me = signal<Me | undefined>(undefined);

export async function leave(): Promise<void> {
  me.value = await signOut();
}

/** Shows the sign-in screen when a request was refused for want of it: the server has forgotten who this is. */
export function askWho(problem: unknown): void {
  if (problem instanceof Problem && problem.code === 'sign_in_needed' && me.value)
    me.value = { ...me.value, name: null };
}

/** `children` for a person with one of `roles`; for anybody else what leads there. */
export function Gate({ title, roles, children }: { title: string; roles: string[]; children: ComponentChildren }) {
  const [problem, setProblem] = useState<unknown>();
  const load = () => {
    setProblem(undefined);
    whoAmI().then((answer) => {
      me.value = answer;
    }, setProblem);
  };
  useEffect(load, []);
  if (!me.value) return <Waiting problem={problem} onRetry={load} />;
  if (me.value.name === null) return <SignIn title={title} />;
  const allowed = me.value.libraries.some((library) => library.roles.some((role) => roles.includes(role)));
  if (allowed) return <>{children}</>;
  return (
    <div class="door">
      <h1>{title}</h1>
      <p>{t('noRole')}</p>
      <Button look="primary" onClick={leave}>
        {t('other')}
      </Button>
    </div>
  );
}

function SignIn({ title }: { title: string }) {
  const [problem, setProblem] = useState<unknown>();
  const [missing, setMissing] = useState<string[]>([]);
  const [pending, setPending] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget as HTMLFormElement;
    const given = (field: string) => (form.elements.namedItem(field) as HTMLInputElement).value;
    const empty = ['username', 'password'].filter((field) => !given(field).trim());
    setMissing(empty);
    setProblem(undefined);
    if (empty[0]) {
      (form.elements.namedItem(empty[0]) as HTMLInputElement).focus();
      return;
    }
    setPending(true);
    try {
      me.value = await signIn(given('username').trim(), given('password'));
    } catch (refusal) {
      setProblem(refusal);
      (form.elements.namedItem('password') as HTMLInputElement).select();
    }
    setPending(false);
  };

  return (
    <form class="door" noValidate onSubmit={submit}>
      <Welcome />
      <h1>{title}</h1>
      <Field
        label={t('name')}
        problem={missing.includes('username') ? t('missing') : undefined}
        control={(ties) => (
          <input {...ties} name="username" autoComplete="username" autoCapitalize="none" spellcheck={false} />
        )}
      />
      <Field
        label={t('password')}
        problem={missing.includes('password') ? t('missing') : undefined}
        control={(ties) => <input {...ties} name="password" type="password" autoComplete="current-password" />}
      />
      <p class="problem" role="alert">
        {problem === undefined ? '' : problemText(problem)}
      </p>
      <Button type="submit" look="primary" pending={pending}>
        {t('enter')}
      </Button>
      <LanguageSwitch />
    </form>
  );
}

/** Three of those who will be met inside. */
function Welcome() {
  return (
    <div class="welcome">
      <Face face={{ animal: 'sun-bear', colour: 'yellow' }} />
      <Face face={{ animal: 'hornbill', colour: 'sky' }} />
      <Face face={{ animal: 'turtle', colour: 'orange' }} />
    </div>
  );
}

/** The upper edge of a screen: where one is, and the way out. */
export function TopBar({ children }: { children: ComponentChildren }) {
  return (
    <header class="topbar">
      {children}
      <div class="person">
        <LanguageSwitch />
        <Button look="quiet" onClick={leave} title={me.value?.name ?? ''}>
          {t('leave')}
        </Button>
      </div>
    </header>
  );
}
