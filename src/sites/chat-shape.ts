import * as v from 'valibot';

// Who builds and reads shapes: `shape-reader.ts` has `openByShape(document, shape, context, { confidence? }): OpenPage | null`;
// `detect-shape.ts` has `shapeFromUnits(document, list, units, { mine?, theirs? }): ChatShape | null`; `detect-leaves.ts`
// collects words; `detect-units.ts` finds the messages inside a list.

/**
 * How one chat page is built, in selectors: what detection infers, what a reader teaches by pointing, what a teaching file
 * holds. Plain JSON. Selectors are matched on single elements (`Element.matches`), so no combinator crosses a shadow root.
 */
export interface ChatShape {
  format: 1;
  /** The element that holds all messages: one selector for each shadow root passed on the way, from the document inwards. */
  list: string[];
  /** One message, anywhere inside the list; of several inside each other the outermost. `:scope` stands for the list. */
  unit: string;
  /** Inside the unit, the first such element holds the sender's words; empty: the unit itself. `:scope` stands for the unit. */
  text: string;
  /** Inside the text, what is not the sender's words (times, quotes, menus); may be empty. */
  skip: string;
  author: ShapeField | null;
  time: ShapeField | null;
  /** Date separators inside the list, outside the units. */
  day: string | null;
  /** How the reader's own messages differ; null: it cannot be told. */
  mine: MineRule | null;
  /** Attribute of the unit, or of the first element in it that has one, that holds the page's own id of the message. */
  idAttribute: string | null;
  /** What names the conversation, outside the list: in the shadow trees around it or in the document; null: the page's title. */
  title: string | null;
}

/**
 * `selector`: the unit, something in it, or something around it inside the list fits it. `place`: the words stand at that edge
 * of the list. `name`: the author's name is one of these.
 */
export type MineRule = { by: 'selector'; selector: string } | { by: 'place'; edge: 'left' | 'right' } | { by: 'name'; names: string[] };

export interface ShapeField {
  /** Empty: the unit itself (only with an attribute). */
  selector: string;
  /** Null: the element's words. */
  attribute: string | null;
  /**
   * `unit`: in each message; `group`: only in the first of several, or around or before it: it is carried on to those that
   * follow; `groupEnd`: only in the last of several: those before it have it too.
   */
  scope: 'unit' | 'group' | 'groupEnd';
}

/** Characters of one selector. */
export const MOST_SELECTOR = 300;

const chosen = v.pipe(v.string(), v.maxLength(MOST_SELECTOR), v.check(parses, 'This is not a selector.'));
const selector = v.pipe(chosen, v.check((words) => words.trim() !== '', 'A selector is missing.'));
const orNothing = v.union([v.literal(''), selector]);
const attribute = v.pipe(v.string(), v.regex(/^[A-Za-z_][\w:.-]{0,99}$/));
const field = v.strictObject({ selector: orNothing, attribute: v.nullable(attribute), scope: v.picklist(['unit', 'group', 'groupEnd']) });
const mine = v.variant('by', [
  v.strictObject({ by: v.literal('selector'), selector }),
  v.strictObject({ by: v.literal('place'), edge: v.picklist(['left', 'right']) }),
  v.strictObject({ by: v.literal('name'), names: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.minLength(1), v.maxLength(20)) }),
]);
const shape = v.strictObject({
  format: v.literal(1),
  list: v.pipe(v.array(selector), v.minLength(1), v.maxLength(10)),
  unit: selector,
  text: orNothing,
  skip: orNothing,
  author: v.nullable(field),
  time: v.nullable(field),
  day: v.nullable(selector),
  mine: v.nullable(mine),
  idAttribute: v.nullable(attribute),
  title: v.nullable(selector),
});

/** Checks a shape that comes from outside (a file, the store). Throws a `ValiError` whose message says what is wrong. */
export function checkShape(json: unknown): ChatShape {
  return v.parse(shape, json);
}

/** Only where there is a document to ask; the reader of shapes passes over what does not parse. */
function parses(words: string): boolean {
  if (words === '' || typeof document === 'undefined') return true;
  try {
    document.createDocumentFragment().querySelector(words);
    return true;
  } catch {
    return false;
  }
}
