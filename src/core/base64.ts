import { Failure } from './failure.ts';

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @throws Failure `bad_request` */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  // `atob` is lax (spaces, missing padding); evidence has one spelling.
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new Failure('bad_request', 'not base64');
  return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
}
