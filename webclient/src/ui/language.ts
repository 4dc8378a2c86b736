// The interface language as a signal, for panel and studio: what shows a text is drawn again when the person switches.
import { signal } from '@preact/signals';
import { chooseInterfaceLanguage, filled, type InterfaceLanguage, interfaceLanguage, type Values } from './i18n.ts';

export const language = signal<InterfaceLanguage>(interfaceLanguage());
document.documentElement.lang = language.value;

export function switchLanguage(to: InterfaceLanguage): void {
  chooseInterfaceLanguage(to);
  language.value = to;
}

type Say<K> = (key: K, values?: Values) => string;

/**
 * `texts`, in a form that a component subscribes to by using it. It asks the signal alone: a room of two hundred says
 * thousands of words each time that it is drawn.
 */
export function liveTexts<T extends Record<string, string>>(
  id: T,
  en: { [K in keyof T]: string },
): Say<keyof T & string> {
  return (key, values = {}) => filled((language.value === 'en' ? en : id)[key]!, values);
}
