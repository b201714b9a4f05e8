// Puts in place what a command needs, and says what and why before it does. Silent and quick when all is there.
//
//   node tools/setup.mjs <parts…> [--try] [--run <script> <arguments…>]
//
//   packages   the npm packages of this project
//   tools      the plain tools that exports are checked with
//   browser    Chromium and a font for Chinese
//   firefox    Firefox, for the tests
//   chats      two chat programs of others (The Lounge and Converse) with their servers, for the tests and the demo
//   --try      a missing browser or chat program is told of and is not an error
//   --run      afterwards runs a script on a Node that can run TypeScript. In a shell line `node a && node b` the second
//              `node` is still the old one when the first has just installed a newer (the shell remembers where it was).
//
// Plain JavaScript without dependencies: it runs on Node 20, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, findProgram } from './browser/find-browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const chatsFolder = join(root, 'tools/chats');

const say = (text) => process.stderr.write(`${text}\n`);

/** Runs to the end with its output on our stderr, so that our stdout stays clean for a pipe. */
function runToEnd(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options });
  if (error) say(`${command}: ${error.message}`);
  return status === 0;
}

// ---- npm packages

const modifiedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** npm writes `node_modules/.package-lock.json` last, so an install that was broken off does not count. */
function isInstalled(folder) {
  const installed = modifiedAt(join(folder, 'node_modules/.package-lock.json'));
  return installed > 0 && installed >= modifiedAt(join(folder, 'package-lock.json'));
}

function installPackages(folder, why, args = []) {
  if (isInstalled(folder)) return true;
  say(`Installing npm packages (${why}).`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return runToEnd(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...args], { cwd: folder, shell: process.platform === 'win32' });
}

// ---- programs of the system

/** `there`: whether it is in place. `apt`: what brings it on Debian and Ubuntu. `need`: whether the part fails without it. */
const PROGRAMS = {
  browser: [
    { name: 'Chromium', apt: 'chromium', why: 'the browser that the tests and the demo drive', there: () => findChromium() !== null, need: true },
    { name: 'a font for Chinese', apt: 'fonts-noto-cjk', why: 'Chinese text in screens and reports', there: hasChineseFont, need: false },
    { name: 'pdftotext', apt: 'poppler-utils', why: 'reads printed reports', there: () => has('pdftotext'), need: false },
  ],
  tools: [
    { name: 'openssl', apt: 'openssl', why: 'checks the signatures of exports', there: () => has('openssl'), need: true },
    { name: 'unzip', apt: 'unzip', why: 'checks the exported ZIP', there: () => has('unzip'), need: true },
    { name: 'age', apt: 'age', why: 'opens locked exports', there: () => has('age') && has('age-keygen'), need: true },
    { name: 'Python', apt: 'python3', why: 'types a passphrase at a terminal for age', there: () => has('python3'), need: true },
  ],
  firefox: [
    { name: 'Firefox', apt: 'firefox-esr', why: 'the other browser that the tests drive', there: () => findProgram(['firefox-esr', 'firefox']) !== null, need: true },
  ],
  chats: [
    { name: 'ngircd', apt: 'ngircd', why: 'IRC server that The Lounge talks to', there: () => has('ngircd'), need: true },
    { name: 'prosody', apt: 'prosody', why: 'XMPP server that Converse talks to', there: () => has('prosody') && has('prosodyctl'), need: true },
  ],
};

function has(program) {
  return findProgram([program]) !== null;
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const fcList = findProgram(['fc-list']);
  return fcList !== null && spawnSync(fcList, [':lang=zh', 'family'], { encoding: 'utf8' }).stdout?.trim() !== '';
}

/** How to run a command as the owner of the system, or null when that would need a password. */
function asRoot() {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram(['sudo']);
  return sudo && spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? [sudo, '-n'] : null;
}

function distribution() {
  try {
    return /^ID="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

// A service that a package brings must not start on this machine, now or at its next start: we start our own, in temporary folders.
const APT_SCRIPT = `
export DEBIAN_FRONTEND=noninteractive
guard=/usr/sbin/policy-rc.d
if [ ! -e "$guard" ]; then
  printf '#!/bin/sh\\nexit 101\\n' > "$guard" && chmod 755 "$guard"
  trap 'rm -f "$guard"' EXIT
fi
apt-get -qq -o DPkg::Lock::Timeout=180 update || echo 'The list of packages could not be renewed; trying with the old one.' >&2
apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=180 -o Dpkg::Use-Pty=0 install "$@" || exit 1
for service in ngircd prosody; do
  case " $* " in *" $service "*) command -v systemctl >/dev/null && systemctl disable "$service" 2>/dev/null ;; esac
done
exit 0`;

function installPrograms(parts) {
  const missing = parts.flatMap((part) => PROGRAMS[part] ?? []).filter((program) => !program.there());
  // Ubuntu's package `chromium` is a snap, which may not read this folder nor a temporary one.
  const byApt = missing.filter((program) => !(program.apt === 'chromium' && distribution() === 'ubuntu'));
  if (byApt.length === 0 || !has('apt-get')) return;
  const prefix = asRoot();
  if (!prefix) return;
  say('Installing with apt-get:');
  for (const { apt, why } of byApt) say(`  ${apt}: ${why}`);
  const [command, ...args] = [...prefix, 'sh', '-c', APT_SCRIPT, 'sh', ...byApt.map((program) => program.apt)];
  runToEnd(command, args);
}

/** What is still missing in a part, in a sentence each. */
function complaints(part) {
  const missing = PROGRAMS[part].filter((program) => program.need && !program.there());
  return missing.map(({ name, apt, why }) => {
    if (apt !== 'chromium') return `${name} is missing (${why}). On Debian and Ubuntu: sudo apt-get install ${apt}`;
    return (
      `${name} is missing (${why}). On Debian: sudo apt-get install chromium. ` +
      'Elsewhere: npx playwright-core install chromium, or name a Chromium that you have in CHROMIUM_PATH.'
    );
  });
}

// ---- the command line

function readArguments([...words]) {
  const at = words.indexOf('--run');
  const run = at < 0 ? null : words.splice(at).slice(1);
  const tolerant = words.includes('--try');
  const parts = words.filter((word) => !['--try', '--need'].includes(word));
  const unknown = parts.filter((part) => !['packages', 'tools', 'browser', 'firefox', 'chats'].includes(part));
  if (unknown.length > 0 || run?.length === 0) {
    say(`setup: cannot do “${unknown.join(' ') || '--run'}”. Parts: packages, tools, browser, firefox, chats. Flags: --try, --run <script> <arguments…>.`);
    process.exit(2);
  }
  return { parts, tolerant, run };
}

/** The Node of the npm packages, else this one. Null when neither can run TypeScript. */
function modernNode() {
  const ours = join(root, 'node_modules/.bin/node');
  if (existsSync(ours)) return ours;
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18) ? process.execPath : null;
}

function runScript([script, ...args]) {
  const node = modernNode();
  if (!node) {
    say(`This needs Node 24; here is ${process.version}, and the packages bring their own only for Linux on x64. See https://nodejs.org`);
    process.exit(1);
  }
  const child = spawn(node, [script, ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the script too; we stay until it has cleaned up. Other signals are passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    say(`${node}: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code) => process.exit(code ?? 1));
}

const { parts, tolerant, run } = readArguments(process.argv.slice(2));

if (parts.includes('packages') && !installPackages(root, 'the project’s own', ['--include=dev', '--include=optional'])) {
  say('The npm packages could not be installed (see above). The project cannot run without them.');
  process.exit(1);
}

const others = parts.filter((part) => part in PROGRAMS);
if (others.length > 0) {
  installPrograms(others);
  const missing = others.flatMap(complaints);
  if (missing.length === 0 && others.includes('chats')) {
    const done = installPackages(chatsFolder, 'The Lounge and Converse, in tools/chats', ['--omit=optional', '--ignore-scripts']);
    if (!done) missing.push('The chat programs could not be installed from npm (see above).');
  }
  for (const sentence of missing) say(sentence);
  if (missing.length > 0 && has('apt-get') && !asRoot()) {
    const names = others.flatMap((part) => PROGRAMS[part]).filter((program) => !program.there()).map((program) => program.apt);
    if (names.length > 0) say(`Nothing was installed: this needs root, or sudo without a password. In one line: sudo apt-get install ${names.join(' ')}`);
  }
  if (missing.length > 0 && !tolerant) {
    // Whoever reads the last line of a test run must not find none.
    if (run?.[0] === 'tools/test.ts') process.stdout.write('0 passed, 1 failed\n');
    process.exit(1);
  }
}

if (run) runScript(run);
