import { Failure } from '../core/failure.ts';
import { TAG, type Der } from './der.ts';

/**
 * A UTCTime or GeneralizedTime, both in UTC, as epoch ms. Fractions beyond the millisecond are cut.
 * @throws Failure `bad_request` for a time that is none
 */
export function instantOf(element: Der | undefined): number {
  if ((element?.tag !== TAG.utcTime && element?.tag !== TAG.time) || element.content.length > 40) throw new Failure('bad_request', 'time');
  const text = String.fromCharCode(...element.content);
  const match = element.tag === TAG.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,](\d{1,20}))?Z$/.exec(text);
  if (!match) throw new Failure('bad_request', 'time');
  const [, year = '', month, day, hour, minute, second, fraction = ''] = match;
  // RFC 5280: two digits below 50 are of this century.
  const whole = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  const iso = `${whole}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const at = Date.parse(iso);
  // `Date` takes the 31st of February for the 3rd of March.
  if (Number.isNaN(at) || new Date(at).toISOString() !== iso) throw new Failure('bad_request', 'time');
  return at;
}
