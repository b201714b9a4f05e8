// @vitest-environment node
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../../entrypoints/stamp/ask.ts';
import { Failure } from '../../src/core/failure.ts';
import { AUTHORITIES, authorityPattern, parseAuthority } from '../../src/timestamp/authorities.ts';
import { fromHex, readQuestion } from '../../src/timestamp/question.ts';
import { makeRequest } from '../../src/timestamp/request.ts';
import { StampFailure } from '../../src/timestamp/stamp-failure.ts';
import { queryFile, stampByHand, stampManifest, type StampOrder } from '../../src/timestamp/stamp-manifest.ts';
import { makeAuthority, serveAuthority, type Authority, type Served } from './authority.ts';

let authority: Authority;
let served: Served;
beforeAll(async () => {
  authority = makeAuthority();
  served = await serveAuthority(authority);
}, 60_000);
afterAll(async () => {
  await served?.close();
  authority?.remove();
});
beforeEach(() => { served.asked.length = 0; });

const digest = new Uint8Array(createHash('sha256').update('a manifest').digest());
const at = (path: string) => `${served.origin}${path}`;
/** The way there without the frame. */
const order = (path: string, signal = new AbortController().signal, waitMs?: number): StampOrder => ({
  digest, authority: at(path), signal,
  async ask({ url, digest: hash, nonce }) {
    const reply = await ask(url, makeRequest(hash, nonce), waitMs);
    if ('problem' in reply) throw new StampFailure(reply.problem);
    return reply.bytes;
  },
});

describe('asking', () => {
  test('brings a stamp that is checked and kept, and sends the hash and nothing else', async () => {
    const kept = await stampManifest(order('/'));
    expect(kept.authority).toBe('Loopback Time, Test, CN');
    expect(kept.chainPem.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(Math.abs(Date.parse(kept.genTime) - Date.now())).toBeLessThan(5_000);
    expect(served.asked).toHaveLength(1);
    const [{ method, headers, body }] = served.asked as [Served['asked'][number]];
    expect(method).toBe('POST');
    expect(headers['content-type']).toBe('application/timestamp-query');
    for (const name of ['cookie', 'authorization', 'referer', 'origin']) expect(headers[name]).toBeUndefined();
    // Version, SHA-256 and the hash, a number of 16 bytes, "certificate wanted": there is no room for more.
    expect(Buffer.from(body).toString('hex')).toMatch(new RegExp(`^304b020101 3031 300d0609608648016503040201 0500 0420 ${Buffer.from(digest).toString('hex')} 0210[4-7][0-9a-f]{31} 0101ff$`.replaceAll(' ', '')));
  });
  test.each([
    ['/sent-on', 'unreachable'], ['/huge', 'too_large'], ['/endless', 'too_large'], ['/slow', 'too_late'], ['/broken', 'http_error'], ['/words', 'not_a_response'],
  ])('%s: %s', async (path, problem) => {
    const failure = await stampManifest(order(path, undefined, 700)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ problem });
    // A redirect is not followed.
    expect(served.asked.map((one) => one.path)).toEqual([path]);
  });
  test('an address where nobody is', async () => {
    expect(await ask('http://127.0.0.1:9/', makeRequest(digest))).toEqual({ problem: 'unreachable' });
  });
  test('an old answer is not taken for a new one', async () => {
    const old = authority.reply(makeRequest(digest, Uint8Array.of(1, 2, 3)));
    await expect(stampManifest({ ...order('/'), ask: async () => old })).rejects.toMatchObject({ problem: 'other_nonce' });
  });
});

describe('by hand', () => {
  test('the question is a file that openssl answers; the answer is checked and kept', async () => {
    const { name, bytes } = queryFile(digest);
    expect(name).toBe(`manifest-${Buffer.from(digest).toString('hex')}.tsq`);
    const kept = await stampByHand(authority.reply(bytes), digest);
    expect(kept.authority).toBe('Loopback Time, Test, CN');
    await expect(stampByHand(authority.reply(bytes), new Uint8Array(32))).rejects.toMatchObject({ problem: 'other_hash' });
    await expect(stampByHand(new TextEncoder().encode('<html>'), digest)).rejects.toMatchObject({ problem: 'not_a_response' });
  });
});

describe('the page that may connect', () => {
  const hash = 'a'.repeat(64);
  test.each([
    [null], ['x'], [{}], [{ url: 1, digest: hash, nonce: '00' }], [{ url: 'http://a/', digest: `${hash}0`, nonce: '00' }], [{ url: 'http://a/', digest: hash.toUpperCase(), nonce: '00' }],
    [{ url: 'http://a/', digest: hash, nonce: '' }], [{ url: 'http://a/', digest: hash, nonce: 'zz' }], [{ url: 'http://a/', digest: hash, nonce: '00'.repeat(33) }],
  ])('takes no %o for a question', (value) => expect(readQuestion(value)).toBeNull());
  test('and reads one, leaving out whatever else came with it', () => {
    expect(readQuestion({ url: 'http://a/', digest: hash, nonce: '00ff', text: 'a message' })).toEqual({ url: 'http://a/', digest: hash, nonce: '00ff' });
    expect(fromHex('00ff10')).toEqual(Uint8Array.of(0, 255, 16));
  });
});

describe('addresses', () => {
  test.each([
    ['https://freetsa.org/tsr', 'https://freetsa.org/tsr'], [' HTTP://TSA.example ', 'http://tsa.example/'], ['http://127.0.0.1:3161/x?y=1#z', 'http://127.0.0.1:3161/x?y=1'],
    ['https://聊天.example/', 'https://xn--rss932g.example/'],
  ])('%s', (text, url) => expect(parseAuthority(text)).toBe(url));
  test.each(['', 'freetsa.org/tsr', 'ftp://a.example/', 'javascript:alert(1)', 'https://', 'https:///x', 'https://me:secret@a.example/', 'https://me@a.example/', 'file:///etc/passwd', 'data:,x', `https://a.example/${'x'.repeat(500)}`, 'http://a b/'])('%j is none', (text) => {
    expect(parseAuthority(text)).toBeNull();
  });
  test('those of the list are written as we write them, each once', () => {
    for (const { url } of AUTHORITIES) expect(parseAuthority(url)).toBe(url);
    expect(new Set(AUTHORITIES.map(({ url }) => url)).size).toBe(AUTHORITIES.length);
    expect(authorityPattern('http://127.0.0.1:3161/x')).toBe('http://127.0.0.1/*');
  });
});
