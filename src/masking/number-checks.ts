/** Check digits: what tells a number of a kind from any other digits. Digits and capitals only. */

/** Bank cards (ISO/IEC 7812). */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const twice = digit * 2;
    sum += i % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return digits.length > 0 && sum % 10 === 0 && /[1-9]/.test(digits);
}

function isDay(digits: string): boolean {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year < 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Mainland: 17 digits and a check (GB 11643, ISO 7064 MOD 11-2); the older form of 15 digits has none. */
export function isMainlandId(text: string): boolean {
  if (/^[1-9]\d{14}$/.test(text)) return isDay(`19${text.slice(6, 12)}`);
  if (!/^[1-9]\d{16}[\dX]$/.test(text) || !isDay(text.slice(6, 14))) return false;
  const sum = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17];
}

const TAIWAN_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/** Taiwan: a letter and nine digits, of citizens and (second digit 8 or 9) of residents. */
export function isTaiwanId(text: string): boolean {
  if (!/^[A-Z][1289]\d{8}$/.test(text)) return false;
  const area = TAIWAN_LETTERS.indexOf(text[0]!) + 10;
  const digits = [Math.floor(area / 10), area % 10, ...Array.from(text.slice(1), Number)];
  const sum = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1].reduce((total, weight, i) => total + weight * digits[i]!, 0);
  return sum % 10 === 0;
}

/** Hong Kong: one or two letters, six digits and a check in brackets, which are gone here. */
export function isHongKongId(text: string): boolean {
  if (!/^[A-Z]{1,2}\d{6}[\dA]$/.test(text)) return false;
  // A single letter has a blank before it, which counts 36; letters count from 10.
  const value = (char: string): number => (char === ' ' ? 36 : Number.parseInt(char, 36));
  const sum = Array.from(text.slice(0, -1).padStart(8)).reduce((total, char, i) => total + (9 - i) * value(char), 0);
  return (sum + Number.parseInt(text.at(-1)!, 16)) % 11 === 0;
}
