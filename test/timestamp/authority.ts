// A real time stamp authority for tests: openssl's own, with certificates made on the spot, behind HTTP on loopback.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SignerKind = 'good' | 'ec' | 'direct' | 'expired' | 'web' | 'uncritical';

const CONFIG = (dir: string) => `
[req]
distinguished_name = dn
prompt = no
[dn]
CN = placeholder
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[stamp]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
[uncritical]
extendedKeyUsage = timeStamping
[web]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,serverAuth
[tsa]
default_tsa = tsa1
[tsa1]
serial = ${dir}/serial
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
signer_digest = sha256
clock_precision_digits = 3
`;

export interface Authority {
  dir: string;
  /** Runs openssl there. */
  openssl(...args: string[]): string;
  /** PEM of the root alone. */
  root: string;
  /** The answer to a request, by openssl. */
  reply(request: Uint8Array, kind?: SignerKind, more?: string[]): Uint8Array<ArrayBuffer>;
  remove(): void;
}

/** Makes a root, an authority below it, and signers of each kind. */
export function makeAuthority(): Authority {
  const dir = mkdtempSync(join(tmpdir(), 'witnessmark-tsa-'));
  const at = (name: string) => join(dir, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, env: { ...process.env, OPENSSL_CONF: at('conf') }, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  writeFileSync(at('conf'), CONFIG(dir));
  writeFileSync(at('serial'), '01\n');
  const key = (name: string, ec = false) => openssl('genpkey', ...(ec ? ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'] : ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']), '-out', `${name}.key`);
  const certificate = (name: string, subject: string, extensions: string, issuer: string | null, ...more: string[]) => {
    openssl('req', '-new', '-utf8', '-config', 'conf', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`);
    const by = issuer ? ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial'] : ['-signkey', `${name}.key`];
    openssl('x509', '-req', '-in', `${name}.csr`, '-extfile', 'conf', '-extensions', extensions, ...by, '-out', `${name}.pem`, ...(more.length > 0 ? more : ['-days', '30']));
  };
  key('root');
  key('middle', true);
  key('good');
  key('ec', true);
  certificate('root', '/C=TW/O=Test Root/CN=測試根憑證', 'ca', null);
  certificate('middle', '/O=Test/CN=Middle', 'ca', 'root');
  certificate('good', '/C=CN/O=Test/CN=Loopback Time', 'stamp', 'middle');
  certificate('ec', '/CN=Loopback Time EC', 'stamp', 'middle');
  for (const name of ['direct', 'expired', 'web', 'uncritical']) writeFileSync(at(`${name}.key`), readFileSync(at('ec.key')));
  certificate('direct', '/CN=Below the root', 'stamp', 'root');
  certificate('web', '/CN=A web server', 'web', 'middle');
  certificate('uncritical', '/CN=Not critical', 'uncritical', 'middle');
  certificate('expired', '/CN=Too old', 'stamp', 'middle', '-days', '-1');
  writeFileSync(at('chain.pem'), readFileSync(at('middle.pem'), 'utf8') + readFileSync(at('root.pem'), 'utf8'));
  let count = 0;
  return {
    dir,
    openssl,
    root: readFileSync(at('root.pem'), 'utf8'),
    reply(request, kind = 'good', more = []) {
      const name = `q${++count}`;
      writeFileSync(at(name), request);
      const chain = kind === 'direct' ? 'root.pem' : 'chain.pem';
      openssl('ts', '-reply', '-config', 'conf', '-section', 'tsa1', '-queryfile', name, '-signer', `${kind}.pem`, '-inkey', `${kind}.key`, '-chain', chain, '-out', `${name}.tsr`, ...more);
      return new Uint8Array(readFileSync(at(`${name}.tsr`)));
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Uint8Array<ArrayBuffer>;
}

export interface Served {
  /** `http://127.0.0.1:port` */
  origin: string;
  /** Everything that reached it. */
  asked: Asked[];
  close(): Promise<void>;
}

/** Paths: `/` stamps; `/sent-on` redirects there, `/huge` and `/endless` answer too much, `/slow` never, `/broken` with 500, `/words` with a page. */
export async function serveAuthority(authority: Authority): Promise<Served> {
  const asked: Asked[] = [];
  const answer = (path: string, body: Uint8Array<ArrayBuffer>, response: ServerResponse): void => {
    const type = { 'content-type': 'application/timestamp-reply' };
    if (path === '/sent-on') response.writeHead(302, { location: '/' }).end();
    else if (path === '/huge') response.writeHead(200, type).end(Buffer.alloc(200_000, 0x30));
    else if (path === '/endless') {
      response.writeHead(200, type);
      const timer = setInterval(() => response.write(Buffer.alloc(30_000)), 5);
      response.on('close', () => clearInterval(timer));
    } else if (path === '/slow') return;
    else if (path === '/broken') response.writeHead(500).end('no');
    else if (path === '/words') response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in to the network</h1>');
    else response.writeHead(200, type).end(authority.reply(body));
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = new Uint8Array(Buffer.concat(chunks));
      asked.push({ method: request.method!, path: request.url!, headers: request.headers, body });
      try {
        answer(request.url!, body, response);
      } catch {
        response.writeHead(500).end();
      }
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}
