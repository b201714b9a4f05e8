/** The closed set of things that can go wrong and that the reader is told about. Words for each live in `locales/`. */
export const FAILURES = [
  'storage_full', 'storage_refused', 'extension_reloaded', 'permission_missing', 'not_found',
  'bad_request', 'chain_broken', 'cancelled', 'unknown',
] as const;
export type FailureCode = (typeof FAILURES)[number];

/** An error that carries a code across contexts. Messages lose the class but keep the text, so the code leads it. */
export class Failure extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'Failure';
    this.code = code;
  }
}

/** The code of anything thrown, here or in another context. */
export function failureCode(error: unknown): FailureCode {
  if (error instanceof Failure) return error.code;
  const { name = '', message = String(error) } = error instanceof Error ? error : { message: String(error) };
  const leading = message.split(':')[0]!.trim();
  if ((FAILURES as readonly string[]).includes(leading)) return leading as FailureCode;
  if (/QuotaExceeded/i.test(name + message)) return 'storage_full';
  if (/context invalidated/i.test(message)) return 'extension_reloaded';
  if (/InvalidStateError|DatabaseClosed|OpenFailed|MissingAPI/i.test(name + message)) return 'storage_refused';
  if (name === 'AbortError') return 'cancelled';
  return 'unknown';
}
