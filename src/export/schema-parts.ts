/** JSON Schema (2020-12), as much of it as our files need. */
export type Schema = Record<string, unknown>;

export const text: Schema = { type: 'string' };
export const moment: Schema = { type: 'string', description: 'ISO 8601, UTC' };
export const sha256: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const number: Schema = { type: 'integer', minimum: 1 };
export const probability: Schema = { type: 'number', minimum: 0, maximum: 1 };

/** An object that holds these members and no others. */
export function object(properties: Record<string, Schema>, optional: readonly string[] = []): Schema {
  return { type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)), additionalProperties: false };
}

export const list = (items: Schema, description?: string): Schema => ({ type: 'array', ...(description ? { description } : {}), items });
export const oneOf = (values: readonly (string | null)[], description?: string): Schema => ({ enum: [...values], ...(description ? { description } : {}) });
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const said = (schema: Schema, description: string): Schema => ({ ...schema, description });

export function document(name: string, title: string, schema: Schema): Schema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:witnessmark:bundle:1:${name}`, title, ...schema };
}

/** One message as the page showed it. */
export const message = object({
  key: text,
  site: said(text, 'Origin of the page'),
  conversation: object({ id: text, title: text }),
  author: object({ id: text, name: text, role: oneOf(['them', 'me', 'system', 'unknown']) }, ['id']),
  text: said(text, 'Verbatim: never normalised, never cut'),
  sentAtShown: said(text, 'The time exactly as the page showed it; empty when it showed none'),
  sentAt: moment,
  zone: said(text, 'IANA zone in which sentAtShown was read'),
  seenAt: moment,
  kind: oneOf(['text', 'image', 'voice', 'file', 'call', 'recall']),
  attachments: list(text, 'What hung on the message, described and not stored'),
  url: text,
}, ['sentAt', 'zone']);

/** What befell a message on its page after it was kept. */
export const change = object({
  what: oneOf(['gone', 'back', 'recalled', 'edited'], 'taken out of the chat; shown again; the page says it was taken back; the page shows other words for it'),
  at: moment,
  words: said(text, 'What the page showed in its place'),
}, ['words']);

export const source = object({
  adapter: text,
  adapterVersion: text,
  trust: oneOf(['run', 'sourced', 'guessed', 'detected', 'taught', 'imported', 'practice']),
  pageTitle: text,
});
