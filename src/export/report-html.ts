import { pageRuns } from '../core/marks.ts';

/** Markup of our own making. Everything else that goes into a page is text and is escaped. */
export interface Html {
  readonly html: string;
}

type Value = Html | string | number | readonly Html[];

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Text, escaped; characters that would act unseen stand as marked numbers. For elements only, never inside an attribute. */
export function textHtml(text: string): Html {
  return { html: pageRuns(text).map((run) => (run.marked ? `<span class="u">${run.text}</span>` : escape(run.text))).join('') };
}

/** Foreign words in a line of ours: isolated, so that their direction stays their own. */
export function foreign(text: string): Html {
  return { html: `<bdi>${textHtml(text).html}</bdi>` };
}

/** A template whose places are escaped. Attributes may only hold numbers and words of our own. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  let out = strings[0]!;
  values.forEach((value, i) => {
    out += markup(value) + strings[i + 1]!;
  });
  return { html: out };
}

function markup(value: Value): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return textHtml(value).html;
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
}

export const NOTHING: Html = { html: '' };

export function when(condition: unknown, make: () => Html): Html {
  return condition ? make() : NOTHING;
}

/** Words of ours that speak of the marks themselves. */
export function ours(text: string): Html {
  return { html: escape(text) };
}
