// Where the store turns when the browser's database is refused, wiped or full: local storage, else memory.

const PREFIX = 'arlearn.kept.';

export class Spare {
  readonly #memory = new Map<string, unknown>();

  get<V>(name: string): V | undefined {
    if (this.#memory.has(name)) return this.#memory.get(name) as V;
    try {
      const text = localStorage.getItem(PREFIX + name);
      return text === null ? undefined : (JSON.parse(text) as V);
    } catch {
      // The browser keeps nothing for us, or somebody wrote there what is not ours.
      return undefined;
    }
  }

  /** Keeps a value as long as this page is open: the database has it for longer. */
  remember(name: string, value: unknown): void {
    this.#memory.set(name, value);
  }

  /** Keeps a value for the next page too, where the browser lets us. */
  keep(name: string, value: unknown): void {
    this.#memory.set(name, value);
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(value));
    } catch {
      // Then it is kept as long as this page is open.
    }
  }

  forget(name: string): void {
    this.#memory.delete(name);
    try {
      localStorage.removeItem(PREFIX + name);
    } catch {
      // Nothing was kept there.
    }
  }
}
