// Ids for orders. `crypto.randomUUID` is missing on plain HTTP, which is how most rooms are reached.

/** 32 hexadecimal digits. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
