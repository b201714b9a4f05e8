// Our reading of time stamps against openssl's, which makes and checks the same ones.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tlv } from '../../src/timestamp/der.ts';
import { chainPem } from '../../src/timestamp/pem.ts';
import { makeRequest, newNonce } from '../../src/timestamp/request.ts';
import { asResponse, readResponse } from '../../src/timestamp/response.ts';
import { verifyStamp } from '../../src/timestamp/verify.ts';
import { makeAuthority, type Authority, type SignerKind } from './authority.ts';
import { forge, respelled } from './forge.ts';

let authority: Authority;
beforeAll(() => { authority = makeAuthority(); }, 60_000);
afterAll(() => authority?.remove());

const DATA = 'a manifest\n';
const digest = new Uint8Array(createHash('sha256').update(DATA).digest());
const stamp = (kind: SignerKind = 'good', nonce?: Uint8Array, more: string[] = []) => authority.reply(makeRequest(digest, nonce), kind, more);

/** What openssl says of an answer. @param ca file of certificates that it may trust */
function opensslVerify(tsr: Uint8Array, chain: string, ...more: string[]): string {
  writeFileSync(join(authority.dir, 'kept.tsr'), tsr);
  writeFileSync(join(authority.dir, 'tsa-chain.pem'), chain);
  writeFileSync(join(authority.dir, 'manifest'), DATA);
  try {
    return authority.openssl('ts', '-verify', '-in', 'kept.tsr', '-CAfile', 'tsa-chain.pem', ...(more.length > 0 ? more : ['-data', 'manifest']));
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr);
  }
}

describe('the request', () => {
  test('is read by openssl: this hash, this nonce, certificate wanted, nothing more', () => {
    const nonce = newNonce();
    writeFileSync(join(authority.dir, 'own.tsq'), makeRequest(digest, nonce));
    const text = authority.openssl('ts', '-query', '-in', 'own.tsq', '-text');
    expect(text).toMatch(/Version: 1\nHash Algorithm: sha256\n/);
    expect(text.replace(/\s+|0000 - |00[0-9a-f]0 - /g, '')).toContain(Buffer.from(digest).toString('hex').slice(0, 14));
    expect(text).toContain(`Nonce: 0x${Buffer.from(nonce).toString('hex').toUpperCase()}`);
    expect(text).toMatch(/Policy OID: unspecified[\s\S]*Certificate required: yes\nExtensions:\n$/);
  });
  test('is the very bytes that openssl makes', () => {
    writeFileSync(join(authority.dir, 'manifest'), DATA);
    authority.openssl('ts', '-query', '-data', 'manifest', '-sha256', '-cert', '-no_nonce', '-out', 'its.tsq');
    expect(makeRequest(digest)).toEqual(readBytes('its.tsq'));
  });
  test.each([0, 31, 33, 64])('of %i bytes in place of a hash is refused', (length) => {
    expect(() => makeRequest(new Uint8Array(length))).toThrow('bad_request');
  });
});

function readBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(authority.dir, name)));
}

describe('a stamp that is right', () => {
  test.each(['good', 'ec', 'direct'] as const)('by %s: we and openssl agree', async (kind) => {
    const nonce = newNonce();
    const before = Date.now();
    const tsr = stamp(kind, nonce);
    const check = await verifyStamp({ tsr, digest, nonce });
    expect(check).toMatchObject({ ok: true, problems: [], trusted: 'self', policy: '1.2.3.4.1', words: null });
    expect(check.path.at(-1)).toBe('測試根憑證, Test Root, TW');
    expect(check.path).toHaveLength(kind === 'direct' ? 2 : 3);
    expect(Math.abs(Date.parse(check.genTime!) - before)).toBeLessThan(5_000);
    expect(opensslVerify(tsr, chainPem(check.certificates))).toContain('Verification: OK');
    expect(opensslVerify(tsr, chainPem(check.certificates), '-digest', Buffer.from(digest).toString('hex'))).toContain('Verification: OK');
  });
  test('its fields are those that openssl prints', () => {
    const tsr = stamp();
    const read = readResponse(tsr, { digest });
    if (!read.ok) throw new Error(read.problem);
    writeFileSync(join(authority.dir, 'printed.tsr'), tsr);
    const text = authority.openssl('ts', '-reply', '-in', 'printed.tsr', '-text');
    expect(text).toContain(`Policy OID: ${read.policy}`);
    expect(BigInt(`0x${read.serial}`)).toBe(BigInt(/Serial number: (0x[0-9A-F]+)/.exec(text)![1]!));
    expect(new Date(/Time stamp: (.*)/.exec(text)![1]!).toISOString()).toBe(read.genTime);
    expect(read.authority).toBe('Loopback Time, Test, CN');
    expect(read.certificates).toHaveLength(3);
  });
  test('is one without its certificates when the chain is beside it, and none without', async () => {
    const request = makeRequest(digest);
    // The certificate is not asked for: the last element away.
    const bare = tlv(0x30, request.subarray(2, request.length - 3));
    const tsr = authority.reply(bare);
    expect(await verifyStamp({ tsr, digest })).toMatchObject({ ok: false, problems: ['no_certificate'] });
    const { certificates } = await verifyStamp({ tsr: stamp(), digest });
    expect(await verifyStamp({ tsr, digest, chainPem: chainPem(certificates) })).toMatchObject({ ok: true, trusted: 'self', authority: 'Loopback Time, Test, CN' });
  });
  test('is one in the other spelling of BER, which some authorities use', async () => {
    const tsr = respelled(stamp());
    const check = await verifyStamp({ tsr, digest });
    expect(check).toMatchObject({ ok: true, trusted: 'self' });
    expect(opensslVerify(tsr, chainPem(check.certificates))).toContain('Verification: OK');
  });
  test('is one signed by RSA-PSS', async () => {
    const read = readResponse(stamp(), { digest });
    if (!read.ok) throw new Error(read.problem);
    const tsr = forge({ info: read.token.info, certificate: der('good'), key: readFileSync(join(authority.dir, 'good.key'), 'utf8') });
    const chain = readFileSync(join(authority.dir, 'chain.pem'), 'utf8');
    // Signed by openssl's code; its `ts -verify` (3.0) takes every RSA signature for the older kind.
    expect(await verifyStamp({ tsr, digest, chainPem: chain })).toMatchObject({ ok: true, trusted: 'self' });
    tsr[tsr.length - 3] = tsr.at(-3)! ^ 1;
    expect(await verifyStamp({ tsr, digest, chainPem: chain })).toMatchObject({ ok: false, problems: ['signature_wrong'] });
  });
  test('is a bare token made into an answer', async () => {
    const tsr = stamp();
    const read = readResponse(tsr, { digest });
    if (!read.ok) throw new Error(read.problem);
    const made = asResponse(read.token.raw);
    expect(await verifyStamp({ tsr: made, digest })).toMatchObject({ ok: true });
    expect(opensslVerify(made, chainPem((await verifyStamp({ tsr, digest })).certificates))).toContain('Verification: OK');
    expect(asResponse(tsr)).toEqual(tsr);
  });
});

describe('a stamp that is not', () => {
  /** The same statement as in a right stamp, signed with the key of 'ec', which all the other kinds share. */
  const forged = (kind: SignerKind, more: { named?: Uint8Array | null; digest?: Uint8Array; algorithm?: string } = {}) => {
    const read = readResponse(stamp('ec'), { digest });
    if (!read.ok) throw new Error(read.problem);
    return forge({ info: read.token.info, certificate: der(kind), key: readFileSync(join(authority.dir, 'ec.key'), 'utf8'), ...more });
  };
  const chain = () => readFileSync(join(authority.dir, 'chain.pem'), 'utf8');

  test('is not made so by the forging itself', async () => {
    const tsr = forged('ec');
    expect(await verifyStamp({ tsr, digest, chainPem: chain() })).toMatchObject({ ok: true, trusted: 'self' });
    expect(opensslVerify(tsr, chain())).toContain('Verification: OK');
    // Without the certificates above it nothing leads anywhere, and that is said.
    expect(await verifyStamp({ tsr, digest })).toMatchObject({ ok: true, trusted: false, path: ['Loopback Time EC'] });
  });
  test.each([
    ['expired', {}, 'certificate_expired'],
    ['web', {}, 'not_for_stamping'],
    ['uncritical', {}, 'not_for_stamping'],
    ['ec', { named: null }, 'certificate_not_named'],
    ['ec', { named: new Uint8Array(9) }, 'certificate_not_named'],
    ['ec', { digest: new Uint8Array(32) }, 'attributes_wrong'],
    ['ec', { algorithm: '1.2.156.10197.1.401' }, 'unknown_algorithm'],
    ['good', {}, 'unknown_algorithm'],
  ] as const)('by %s with %o: %s', async (kind, more, problem) => {
    const tsr = forged(kind, more);
    expect(await verifyStamp({ tsr, digest, chainPem: chain() })).toMatchObject({ ok: false, problems: [problem] });
    expect(opensslVerify(tsr, chain())).not.toContain('Verification: OK');
  });
  test('signed with another key', async () => {
    authority.openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384', '-out', 'stranger.key');
    const read = readResponse(stamp('ec'), { digest });
    if (!read.ok) throw new Error(read.problem);
    const tsr = forge({ info: read.token.info, certificate: der('ec'), key: readFileSync(join(authority.dir, 'stranger.key'), 'utf8') });
    expect(await verifyStamp({ tsr, digest, chainPem: chain() })).toMatchObject({ ok: false, problems: ['signature_wrong'] });
  });
  test('of another hash, with another nonce, or refused', async () => {
    const nonce = newNonce();
    const tsr = stamp('good', nonce);
    expect(await verifyStamp({ tsr, digest: new Uint8Array(32) })).toMatchObject({ ok: false, problems: ['other_hash'] });
    expect(await verifyStamp({ tsr, digest, nonce: newNonce() })).toMatchObject({ ok: false, problems: ['other_nonce'] });
    expect(await verifyStamp({ tsr: stamp(), digest, nonce })).toMatchObject({ ok: false, problems: ['other_nonce'] });
    const request = makeRequest(digest);
    const sha512 = Uint8Array.from(request);
    sha512[request.indexOf(0x60) + 10] = 3; // SHA-512 named for 32 bytes
    const refused = await verifyStamp({ tsr: authority.reply(sha512), digest });
    expect(refused).toMatchObject({ ok: false, problems: ['refused'], genTime: null });
    expect(refused.words).toMatch(/badAlg|badDataFormat/);
  });
  test('with one bit flipped anywhere is never right in another way', async () => {
    const tsr = stamp('ec');
    const whole = await verifyStamp({ tsr, digest });
    let caught = 0;
    for (let at = 0; at < tsr.length; at += 7) {
      const flipped = Uint8Array.from(tsr);
      flipped[at] = flipped[at]! ^ (1 << (at % 8));
      const check = await verifyStamp({ tsr: flipped, digest });
      // What nobody signed may change (the other certificates, the answer's own head); what it says may not.
      if (check.ok) expect([check.genTime, check.policy, check.serial]).toEqual([whole.genTime, whole.policy, whole.serial]);
      else caught++;
    }
    expect(caught).toBeGreaterThan(40);
  });
  test('by a stranger who takes the name of the authority', async () => {
    const other = makeAuthority();
    try {
      const tsr = other.reply(makeRequest(digest));
      const own = await verifyStamp({ tsr: stamp(), digest });
      // It is whole in itself: we say 'self' and no more. The other's chain does not vouch for it.
      expect(await verifyStamp({ tsr, digest })).toMatchObject({ ok: true, trusted: 'self' });
      expect(opensslVerify(tsr, chainPem(own.certificates))).not.toContain('Verification: OK');
    } finally {
      other.remove();
    }
  }, 30_000);
});

describe('hostile bytes', () => {
  test('random ones are no answer', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (tsr) => {
      expect((await verifyStamp({ tsr, digest })).problems).toEqual(['not_a_response']);
    }), { numRuns: 300 });
  });
  test('mutated answers and chains throw nothing and come to an end', async () => {
    const tsr = stamp('ec');
    const pem = chainPem((await verifyStamp({ tsr, digest })).certificates);
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'cut', 'double')), { minLength: 1, maxLength: 6 });
    const began = Date.now();
    await fc.assert(fc.asyncProperty(edits, edits, async (of, more) => {
      const mutate = (bytes: Uint8Array, list: typeof of) => list.reduce<Uint8Array>((all, [at, value, kind]) => {
        const place = at % Math.max(1, all.length);
        if (kind === 'cut') return Uint8Array.from([...all.subarray(0, place), ...all.subarray(place + (value % 40))]);
        if (kind === 'double') return Uint8Array.from([...all.subarray(0, place), ...all.subarray(place, place + value), ...all.subarray(place)]);
        return all.with(place, value);
      }, bytes);
      const chain = new TextDecoder().decode(mutate(new TextEncoder().encode(pem), more));
      const check = await verifyStamp({ tsr: mutate(tsr, of), digest, chainPem: chain });
      expect(check.ok).toBe(check.problems.length === 0);
    }), { numRuns: 300 });
    expect(Date.now() - began).toBeLessThan(20_000);
  }, 30_000);
  test.each([
    ['deep', new Uint8Array(90_000).fill(0x30).map((byte, at) => (at % 2 === 0 ? byte : 0x80))],
    ['wide', tlv(0x30, new Uint8Array(90_000).map((_, at) => (at % 2 === 0 ? 0x05 : 0)))],
    ['long', new Uint8Array(5_000_000).fill(0x30)],
    ['length beyond all', Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0)],
    ['empty', new Uint8Array()],
  ])('%s', async (_, tsr) => {
    const began = performance.now();
    expect((await verifyStamp({ tsr, digest })).problems).toEqual(['not_a_response']);
    expect(performance.now() - began).toBeLessThan(500);
  });
  test.each(['', 'no certificate here'])('a chain of %j is only no help', async (pem) => {
    expect(await verifyStamp({ tsr: stamp(), digest, chainPem: pem })).toMatchObject({ ok: true });
  });
  test.each(['-----BEGIN CERTIFICATE-----', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', `${'-----BEGIN CERTIFICATE-----'.repeat(5_000)}`, 'x'.repeat(400_000)])('a broken chain is named', async (pem) => {
    expect((await verifyStamp({ tsr: stamp(), digest, chainPem: pem })).problems).toContain('chain_unreadable');
  });
});

function der(kind: SignerKind): Uint8Array {
  authority.openssl('x509', '-in', `${kind}.pem`, '-outform', 'DER', '-out', `${kind}.der`);
  return readBytes(`${kind}.der`);
}
