// Builds elements in one expression, so that a screen's code reads like the screen.

type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Child = Node | string | null | undefined | false;

/** Attributes by name; `onclick` and its like take functions; true is an attribute without a value, false is none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** A drawing of ours from its text. Never called with anything that came from outside. */
export function drawing(svg: string, className = ''): SVGElement {
  const holder = document.createElement('template');
  holder.innerHTML = svg;
  const element = holder.content.firstElementChild as SVGElement;
  if (className) element.setAttribute('class', className);
  element.setAttribute('aria-hidden', 'true');
  return element;
}
