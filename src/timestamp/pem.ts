import { toBase64 } from '../core/base64.ts';
import { Failure } from '../core/failure.ts';
import { readCertificate, type Certificate } from './certificate.ts';

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';
const LONGEST = 300_000;
const MOST = 32;

/** Certificates as a PEM file, one after the other, each once: what `openssl ts -verify -CAfile` reads. */
export function chainPem(certificates: readonly Pick<Certificate, 'raw'>[]): string {
  const blocks = certificates.map(({ raw }) => `${BEGIN}\n${toBase64(raw).match(/.{1,64}/g)!.join('\n')}\n${END}\n`);
  return [...new Set(blocks)].join('');
}

/** Every certificate of a PEM file; what stands between them is passed over. @throws Failure `bad_request` for one that cannot be read */
export function readChainPem(pem: string): Certificate[] {
  if (pem.length > LONGEST) throw new Failure('bad_request', 'certificates');
  const found: Certificate[] = [];
  for (let at = pem.indexOf(BEGIN); at >= 0; at = pem.indexOf(BEGIN, at + 1)) {
    const end = pem.indexOf(END, at);
    const base64 = pem.slice(at + BEGIN.length, end < 0 ? at : end).replace(/\s+/g, '');
    if (end < 0 || base64 === '' || found.length >= MOST || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) throw new Failure('bad_request', 'certificates');
    found.push(readCertificate(Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))));
  }
  return found;
}
