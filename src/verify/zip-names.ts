import type { ProblemCode } from '../core/verification.ts';

/**
 * What is wrong with a file's name in the ZIP. Names of a bundle are plain ASCII of our own making: anything else is
 * there to be taken for another name, or to be written somewhere else when it is unpacked.
 */
export function nameProblem(name: string | undefined, utf8: boolean): ProblemCode | undefined {
  if (name === undefined || name === '') return 'zip_name';
  // Without the mark for UTF-8 another program may read other letters.
  if (!utf8 && !/^[\x20-\x7e]*$/.test(name)) return 'zip_name';
  if (!/^[A-Za-z0-9._\-/ ()+,@]+$/.test(name)) return 'zip_name';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'zip_name';
  const parts = name.replace(/\/$/, '').split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[. ]$/.test(part))) return 'zip_name';
  // Names that Windows takes for devices.
  return parts.some((part) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part)) ? 'zip_name' : undefined;
}
