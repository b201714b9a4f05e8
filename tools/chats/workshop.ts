import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, realpathSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How to start one program and how to know that it is ready. */
export interface ProgramPlan {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Ready when a connection to this loopback port is accepted and `ready`, if any, resolves to true. */
  port: number;
  ready?: () => Promise<boolean>;
  timeoutMs?: number;
}

/** A temporary folder and the programs that run in it. All of it is gone after `stop()`, or when this process ends. */
export interface Workshop {
  folder: string;
  start(plan: ProgramPlan): Promise<void>;
  /** Runs a short program to its end; throws with its output when it fails. */
  runOnce(command: string, args: string[], cwd: string): Promise<string>;
  /** Runs on `stop()`, newest first, before the programs are stopped. */
  onStop(close: () => Promise<void> | void): void;
  stop(): Promise<void>;
}

const OUTPUT_KEPT = 4000;
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The promise, or an error with these words when it takes longer. */
export function within<T>(promise: Promise<T>, ms: number, words: string): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, fail) => (timer = setTimeout(() => fail(new Error(words)), ms)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export async function openWorkshop(): Promise<Workshop> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'witnessmark-chats-')));
  const caretaker = spawn(process.execPath, [fileURLToPath(new URL('./caretaker.mjs', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // its own session: a Ctrl-C meant for us must not end it first
  });
  const caretakerGone = new Promise<void>((done) => caretaker.once('exit', () => done()));
  caretaker.unref();
  caretaker.stdin.on('error', () => {}); // it left before us; nothing to tell it any more
  const tell = (line: string): boolean => caretaker.stdin.write(`${line}\n`);
  tell(`dir ${folder}`);

  const children = new Set<ChildProcess>();
  const closers: (() => Promise<void> | void)[] = [];
  let stopping: Promise<void> | undefined;

  async function start(plan: ProgramPlan): Promise<void> {
    const { name, command, args, cwd, env, port, ready, timeoutMs = 30_000 } = plan;
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let ended: string | undefined;
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-OUTPUT_KEPT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => (ended = error.message));
    child.once('exit', (code, signal) => {
      ended = `it ended with ${signal ?? `code ${code}`}`;
      children.delete(child);
      if (child.pid) tell(`gone ${child.pid}`);
    });
    if (child.pid) {
      children.add(child);
      tell(`pid ${child.pid}`);
    }
    for (const until = Date.now() + timeoutMs; ; await pause(40)) {
      if (ended) throw new Error(`${name} did not start: ${ended}. Its last output:\n${output || '(none)'}`);
      if ((await accepts(port)) && (!ready || (await ready().catch(() => false)))) return;
      if (Date.now() > until) throw new Error(`${name} was not ready after ${timeoutMs / 1000} s. Its last output:\n${output || '(none)'}`);
    }
  }

  async function stop(): Promise<void> {
    for (const close of closers.toReversed()) await Promise.try(close).catch(() => {});
    for (const child of children) child.kill('SIGTERM');
    caretaker.stdin.end(); // it waits for the programs, kills those that stay, removes the folder
    caretaker.ref();
    await caretakerGone;
  }

  return {
    folder,
    start,
    runOnce: (command, args, cwd) => runOnce(command, args, cwd),
    onStop: (close) => void closers.push(close),
    stop: () => (stopping ??= stop()),
  };
}

function runOnce(command: string, args: string[], cwd: string, timeoutMs = 30_000): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.once('error', fail);
    child.once('close', (code, signal) =>
      code === 0 ? done(output) : fail(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}:\n${output}`)),
    );
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
    const answer = (open: boolean): void => {
      socket.destroy();
      done(open);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false)).once('timeout', () => answer(false));
  });
}

/** Ports that were free a moment ago, all different: they are held open together while being chosen. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
