// The interface language as a signal, for panel and studio: what shows a text is drawn again when the person switches.
import { signal } from '@preact/signals';
import { chooseInterfaceLanguage, type InterfaceLanguage, interfaceLanguage, texts } from './i18n.ts';

export const language = signal<InterfaceLanguage>(interfaceLanguage());
document.documentElement.lang = language.value;

export function switchLanguage(to: InterfaceLanguage): void {
  chooseInterfaceLanguage(to);
  language.value = to;
}

type Say<K> = (key: K, values?: Record<string, string | number>) => string;

/** `texts`, in a form that a component subscribes to by using it. */
export function liveTexts<T extends Record<string, string>>(
  id: T,
  en: { [K in keyof T]: string },
): Say<keyof T & string> {
  const say = texts(id, en);
  return (key, values) => {
    language.value;
    return say(key, values);
  };
}
