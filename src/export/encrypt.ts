import { Encrypter, Stanza, type Recipient } from 'age-encryption';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { concatBytes, nextTick, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { Failure } from '../core/failure.ts';
import { isStrong } from './passphrase.ts';

/** What can be wrong with what a file is to be locked with. A closed set: words for each live in `locales/`. */
export const LOCK_FAULTS = ['passphrase_empty', 'passphrase_weak', 'passphrase_unusable', 'recipient_missing', 'recipient_bad', 'recipient_is_secret'] as const;
export type LockFaultCode = (typeof LOCK_FAULTS)[number];

export class LockFault extends Error {
  readonly code: LockFaultCode;
  constructor(code: LockFaultCode) {
    super(code);
    this.name = 'LockFault';
    this.code = code;
  }
}

/** A passphrase, or the public keys (`age1…`) of whoever may open it. The format allows no mixture. */
export type Lock = { passphrase: string } | { recipients: readonly string[] };

export interface EncryptOptions {
  signal?: AbortSignal;
  /** From 0 to 1: how far the key is made of the passphrase. It takes about a second, in slices that leave the page its turns. */
  onProgress?(part: number): void;
  /** Base-2 logarithm of the work, as the standard program has it. Less only in tests. */
  workFactor?: number;
}

/** The longest that the page waits for one slice, in milliseconds. */
const SLICE = 12;

/** A standard program reads a passphrase as one line. */
// oxlint-disable-next-line no-control-regex -- exactly these cannot be typed
const UNUSABLE = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\p{Surrogate}]/u;

/** What is wrong with it, or null. */
export function lockFault(lock: Lock): LockFaultCode | null {
  if ('passphrase' in lock) {
    if (lock.passphrase.trim() === '') return 'passphrase_empty';
    if (UNUSABLE.test(lock.passphrase)) return 'passphrase_unusable';
    return isStrong(lock.passphrase) ? null : 'passphrase_weak';
  }
  if (lock.recipients.length === 0) return 'recipient_missing';
  if (lock.recipients.some((one) => /AGE-SECRET-KEY-/i.test(one))) return 'recipient_is_secret';
  try {
    lock.recipients.forEach((one) => new Encrypter().addRecipient(one));
    return null;
  } catch {
    return 'recipient_bad';
  }
}

/** Public keys as they are pasted: one a line, lines that begin with `#` are remarks. */
export function readRecipients(pasted: string): string[] {
  return pasted.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

export const encryptedName = (name: string): string => `${name}.age`;

/**
 * An age file (age-encryption.org/v1) of what the stream gives, as a stream: `age -d` opens it. Nothing is read before
 * the result is. Cancelling the result cancels the source.
 * @throws LockFault at once; the stream fails with `Failure('cancelled')` when the signal aborts.
 */
export function encryptStream(source: ReadableStream<Uint8Array>, lock: Lock, options: EncryptOptions = {}): ReadableStream<Uint8Array> {
  const fault = lockFault(lock);
  if (fault) throw new LockFault(fault);
  const { signal } = options;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let over = false;
  let since = performance.now();

  async function stop(why: unknown): Promise<void> {
    over = true;
    signal?.removeEventListener('abort', abort);
    await (reader ?? source).cancel(why).catch(() => {});
  }
  function abort(): void {
    if (over) return;
    controller.error(new Failure('cancelled'));
    void stop(new Failure('cancelled'));
  }
  const readable = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    async pull() {
      try {
        reader ??= await opened(source, lock, options, () => over);
        // Streams hand on without giving the page a turn.
        if (performance.now() - since > SLICE) {
          await nextTick();
          since = performance.now();
        }
        if (over) return;
        const { done, value } = await reader.read();
        if (over) return;
        if (!done) {
          controller.enqueue(value);
          return;
        }
        over = true;
        signal?.removeEventListener('abort', abort);
        controller.close();
      } catch (error) {
        if (over) return;
        controller.error(error);
        await stop(error);
      }
    },
    cancel: stop,
  }, { highWaterMark: 0 });
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  return readable;
}

async function opened(source: ReadableStream<Uint8Array>, lock: Lock, options: EncryptOptions, isOver: () => boolean): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const age = new Encrypter();
  if ('passphrase' in lock) age.addRecipient(passphraseRecipient(lock.passphrase, options, isOver));
  else for (const one of lock.recipients) age.addRecipient(one);
  return (await age.encrypt(source)).getReader();
}

/**
 * The format's own way for a passphrase. The library's makes the key in one go, which holds the page still for a second
 * or, on an old phone, many.
 */
function passphraseRecipient(passphrase: string, { onProgress, workFactor = 18 }: EncryptOptions, isOver: () => boolean): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(16);
      let told = -1;
      const key = await scryptAsync(passphrase, concatBytes(utf8ToBytes('age-encryption.org/v1/scrypt'), salt), {
        N: 2 ** workFactor, r: 8, p: 1, dkLen: 32, asyncTick: SLICE,
        onProgress(part) {
          if (isOver()) throw new Failure('cancelled');
          const percent = Math.floor(part * 100);
          if (percent === told) return;
          told = percent;
          onProgress?.(percent / 100);
        },
      });
      const body = chacha20poly1305(key, new Uint8Array(12)).encrypt(fileKey);
      return [new Stanza(['scrypt', btoa(String.fromCharCode(...salt)).replace(/=+$/, ''), String(workFactor)], body)];
    },
  };
}
