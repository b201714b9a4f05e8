import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { build } from 'vite';

// Chat interfaces of others, each with a talk whose truth is known (`gallery/page.ts`). No adapter knows them: they measure
// detection. The pages' scripts are plain JavaScript, so that types need not be installed to check the rest.

export interface GalleryProgram {
  id: string;
  url: string;
}

export interface RunningGallery {
  programs: GalleryProgram[];
  stop(): Promise<void>;
}

const here = import.meta.dirname;
const pages = join(here, 'gallery');
const modules = join(here, 'node_modules');
const built = resolve(here, '../../out/gallery');

/** Files that a program brings ready made: path under its address → folder. */
const READY_MADE: Record<string, Record<string, string>> = {
  'rocket-livechat': { '/livechat/': join(modules, '@rocket.chat/livechat/build') },
};

/** What `react-native-gifted-chat` asks for and a browser does not have. */
const TELEPHONE_ONLY = ['react-native-lightbox', 'react-native-typing-animation', 'react-native-communications', 'react-native-iphone-x-helper', '@expo/react-native-action-sheet'];

export const GALLERY_IDS = ['deep-chat', 'gifted-chat', 'quikchat', 'react-chat-widget', 'rocket-livechat', 'vue-advanced-chat'] as const;

/** Builds the pages into `out/gallery` and serves each on a loopback port of its own. Throws when the packages are not installed. */
export async function startGallery(ids: readonly string[] = GALLERY_IDS): Promise<RunningGallery> {
  if (!existsSync(join(modules, 'quikchat'))) throw new Error('The chat interfaces are not installed: node tools/setup.mjs chats');
  const servers: Server[] = [];
  const stop = async (): Promise<void> => {
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  };
  try {
    const programs: GalleryProgram[] = [];
    for (const id of ids) {
      await buildPage(id);
      const server = serve(join(built, id), READY_MADE[id] ?? {});
      await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
      servers.push(server);
      programs.push({ id, url: `http://127.0.0.1:${(server.address() as { port: number }).port}/` });
    }
    return { programs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function buildPage(id: string): Promise<void> {
  const root = join(pages, id);
  await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', __DEV__: 'false', global: 'globalThis' },
    resolve: { alias: Object.fromEntries(TELEPHONE_ONLY.map((name) => [name, join(pages, 'gifted-chat/telephone-only.js')])) },
    build: {
      outDir: join(built, id),
      emptyOutDir: true,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 10_000,
      modulePreload: false,
      target: 'es2022',
      rolldownOptions: {
        input: readdirSync(root).filter((file) => file.endsWith('.html')).map((file) => join(root, file)),
        moduleTypes: { '.js': 'jsx' }, // packages for telephones are published uncompiled
        onwarn: () => {},
      },
    },
  });
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2',
};

function serve(folder: string, readyMade: Record<string, string>): Server {
  return createServer((request, response) => {
    const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0]!));
    const [prefix, from] = Object.entries(readyMade).find(([start]) => path.startsWith(start)) ?? ['/', folder];
    const file = join(from, path.endsWith('/') ? `${path.slice(prefix.length)}index.html` : path.slice(prefix.length));
    readFile(file).then(
      (body) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
}
