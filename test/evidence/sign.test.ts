import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../src/core/base64.ts';
import { derFromRaw, rawFromDer } from '../../src/evidence/der.ts';
import { sha256Hex } from '../../src/evidence/hash.ts';
import { keyId, publicKeyPem, signDer, verifyDer } from '../../src/evidence/sign.ts';
import { newKeys } from './samples.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const raw = (r: string, s: string) => Uint8Array.from(Buffer.from(r.padStart(64, '0') + s.padStart(64, '0'), 'hex'));

describe('DER', () => {
  it.each<[string, string, string, string]>([
    ['small numbers', '01', '02', '3006020101020102'],
    ['zero', '00', '00', '3006020100020100'],
    ['high bits', '80', 'ff', '300802020080020200ff'],
    ['a leading zero before a high bit', '0080', '7f', '30070202008002017f'],
    ['full length, high bit', 'ff'.repeat(32), '80'.padEnd(64, '0'), `3046022100${'ff'.repeat(32)}022100${'80'.padEnd(64, '0')}`],
    ['full length, no high bit', '7f'.padEnd(64, 'a'), '01'.repeat(32), `30440220${'7f'.padEnd(64, 'a')}0220${'01'.repeat(32)}`],
    ['31 bytes', 'ab'.repeat(31), '12'.repeat(31), `3043022000${'ab'.repeat(31)}021f${'12'.repeat(31)}`],
  ])('writes and reads %s', (_name, r, s, der) => {
    expect(hex(derFromRaw(raw(r, s)))).toBe(der);
    expect(hex(rawFromDer(Uint8Array.from(Buffer.from(der, 'hex')))!)).toBe(hex(raw(r, s)));
  });

  it.each<[string, string]>([
    ['nothing', ''], ['no sequence', '3106020101020102'], ['a wrong length', '3007020101020102'], ['bytes after it', '300602010102010200'],
    ['bytes after s', '300702010102010200'], ['a missing s', '3003020101'], ['an empty number', '30050200020102'], ['a minus', '3006020181020102'],
    ['a zero too many', '300702020001020102'], ['a number cut short', '3006020101020502'], ['33 bytes', `3026022101${'00'.repeat(32)}020101`], ['the long form', '308106020101020102'],
  ])('refuses %s', (_name, der) => { expect(rawFromDer(Uint8Array.from(Buffer.from(der, 'hex')))).toBeUndefined(); });

  it('refuses raw bytes of another length', () => { expect(() => derFromRaw(new Uint8Array(63))).toThrow('bad_request'); });
});

describe('with openssl', () => {
  let folder: string;
  let keys: CryptoKeyPair;
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sign-'));
    keys = await newKeys();
    writeFileSync(join(folder, 'key.pem'), await publicKeyPem(keys.publicKey));
  });
  afterAll(() => { rmSync(folder, { recursive: true }); });

  it('signatures of every shape are read', async () => {
    // Signing goes on until each shape came: r or s with the high bit (33 bytes), without (32), with leading zeros (fewer).
    // The last is one signature in 256.
    const shapes = new Map<string, { bytes: Uint8Array; der: Uint8Array }[]>();
    const wanted = ['32 32', '32 33', '33 32', '33 33', 'short'];
    for (let i = 0; i < 20_000 && !wanted.every((shape) => shapes.has(shape)); i++) {
      const bytes = new TextEncoder().encode(`message ${i}`);
      const der = await signDer(keys.privateKey, bytes);
      const [r, s] = [der[3]!, der[5 + der[3]!]!];
      const shape = r < 32 || s < 32 ? 'short' : `${r} ${s}`;
      shapes.set(shape, [...(shapes.get(shape) ?? []), { bytes, der }].slice(-6));
    }
    expect([...shapes.keys()].sort()).toEqual(wanted);
    const chosen = [...shapes.values()].flat();
    for (const { bytes, der } of chosen) expect(await verifyDer(keys.publicKey, der, bytes)).toBe(true);
    for (const [i, { bytes, der }] of chosen.entries()) {
      writeFileSync(join(folder, `${i}.bin`), bytes);
      writeFileSync(join(folder, `${i}.sig`), der);
      expect(openssl('dgst', '-sha256', '-verify', 'key.pem', '-signature', `${i}.sig`, `${i}.bin`).toString()).toContain('Verified OK');
    }
    writeFileSync(join(folder, '0.bin'), 'changed');
    expect(() => openssl('dgst', '-sha256', '-verify', 'key.pem', '-signature', '0.sig', '0.bin')).toThrow();
  });

  it('its signatures are read by us, and its fingerprint of our key is ours', async () => {
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'own.pem');
    writeFileSync(join(folder, 'text.bin'), '再不還');
    openssl('dgst', '-sha256', '-sign', 'own.pem', '-out', 'own.sig', 'text.bin');
    const spki = Uint8Array.from(openssl('pkey', '-in', 'own.pem', '-pubout', '-outform', 'DER'));
    const key = await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
    const signature = Uint8Array.from(openssl('enc', '-in', 'own.sig'));
    expect(await verifyDer(key, signature, new TextEncoder().encode('再不還'))).toBe(true);
    expect(await verifyDer(key, signature, new TextEncoder().encode('再不还'))).toBe(false);
    expect(await publicKeyPem(key)).toBe(openssl('pkey', '-in', 'own.pem', '-pubout').toString());
    expect(await keyId(key)).toBe(sha256Hex(spki));
  });
});

describe('verifyDer', () => {
  it('is false for another key, changed bytes, and bytes that are no signature', async () => {
    const [keys, other] = [await newKeys(), await newKeys()];
    const bytes = new TextEncoder().encode('x');
    const der = await signDer(keys.privateKey, bytes);
    expect(await verifyDer(other.publicKey, der, bytes)).toBe(false);
    expect(await verifyDer(keys.publicKey, der, new TextEncoder().encode('y'))).toBe(false);
    expect(await verifyDer(keys.publicKey, der.slice(0, -1), bytes)).toBe(false);
    expect(await verifyDer(keys.publicKey, new Uint8Array(), bytes)).toBe(false);
    expect(await verifyDer(keys.publicKey, derFromRaw(new Uint8Array(64)), bytes)).toBe(false);
  });
});

describe('hash and base64', () => {
  it('gives the known hash of bytes and of text in UTF-8, and refuses half a character', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex(new Uint8Array())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('催收')).toBe(sha256Hex(new TextEncoder().encode('催收')));
    expect(() => sha256Hex('\ud83d')).toThrow('bad_request');
  });

  it('goes to base64 and back, and takes one spelling', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) % 256);
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }
    for (const bad of ['A', 'AA', 'AA=', 'AAAA ', ' AAAA', 'A===', 'AA==AAAA', '____', 'AAA\n']) expect(() => fromBase64(bad), bad).toThrow('bad_request');
  });
});
