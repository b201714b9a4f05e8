import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LABELS, type Label } from '../../src/core/verdict.ts';

export const CHAT_KINDS = ['collector', 'lawful', 'ordinary'] as const;
export type ChatKind = (typeof CHAT_KINDS)[number];

export interface ChatMessage {
  /** `me` is the reader; in a group others go by name. */
  from: string;
  /** ISO 8601 with its offset. */
  at: string;
  text: string;
  /** As a reader of the chat up to this message would label it. Empty for the reader's own. */
  labels: Label[];
}

/** One labelled chat of `corpus/conversations/`. */
export interface Chat {
  id: string;
  kind: ChatKind;
  lang: string;
  batch: string;
  messages: ChatMessage[];
}

/** Every chat of the folder, in the order of the files' names. Throws with file and line of the first that cannot be read. */
export function readConversations(corpusFolder: string): Chat[] {
  const folder = join(corpusFolder, 'conversations');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort().flatMap((name) =>
    readFileSync(join(folder, name), 'utf8').split('\n').flatMap((row, index) => {
      if (row.trim() === '') return [];
      const chat = parsed(row);
      const wrong = chat ? whatIsWrong(chat, basename(name, '.jsonl')) : 'no JSON object';
      if (wrong) throw new Error(`${name}:${index + 1}: ${wrong}`);
      return [chat!];
    }));
}

function parsed(row: string): Chat | null {
  try {
    return JSON.parse(row) as Chat | null;
  } catch {
    return null;
  }
}

function whatIsWrong({ id, kind, lang, batch, messages }: Chat, file: string): string | null {
  if (typeof id !== 'string' || batch !== file) return 'id or batch';
  if (!(CHAT_KINDS as readonly unknown[]).includes(kind) || typeof lang !== 'string') return 'kind or lang';
  if (!Array.isArray(messages) || messages.length < 2) return 'messages';
  for (const [index, message] of messages.entries()) {
    const { from, at, text, labels } = message ?? {};
    const sound = typeof from === 'string' && from !== '' && !Number.isNaN(Date.parse(at)) && typeof text === 'string' && text.trim() !== '' &&
      Array.isArray(labels) && labels.every((label) => LABELS.includes(label));
    if (!sound) return `message ${index + 1}`;
    if (labels.length > 0 && (from === 'me' || kind !== 'collector')) return `message ${index + 1} must carry no label`;
  }
  return null;
}
