// The language of the interface: Indonesian first, English beside it. Texts live with the screen that says them.

export const interfaceLanguages = ['id', 'en'] as const;
export type InterfaceLanguage = (typeof interfaceLanguages)[number];

const KEY = 'arlearn.language';

/** The person's choice on this device, else the first of the browser's languages that we speak, else Indonesian. */
export function interfaceLanguage(): InterfaceLanguage {
  const wanted = [localStorage.getItem(KEY) ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2));
  return interfaceLanguages.find((language) => language === wanted.find((tag) => isInterfaceLanguage(tag))) ?? 'id';
}

function isInterfaceLanguage(tag: string): tag is InterfaceLanguage {
  return (interfaceLanguages as readonly string[]).includes(tag);
}

export function chooseInterfaceLanguage(language: InterfaceLanguage): void {
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
}

type Texts = Record<string, string>;

/**
 * A function that gives a screen's texts by key, with `{name}` filled from `values`.
 * Both languages must have the same keys: the compiler sees to it.
 */
export function texts<T extends Texts>(id: T, en: { [K in keyof T]: string }) {
  return (key: keyof T & string, values: Values = {}): string =>
    filled((interfaceLanguage() === 'en' ? en : id)[key]!, values);
}

export type Values = Record<string, string | number>;

/** A text with `{name}` filled from `values`. */
export const filled = (text: string, values: Values): string =>
  text.includes('{') ? text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')) : text;

/** The text in `language`, else in the next best of `order`, else in any language it has. */
export function localized(text: Record<string, string>, language: string, order: readonly string[] = []): string {
  for (const tag of [language, ...order]) if (text[tag]) return text[tag];
  return Object.values(text)[0] ?? '';
}
