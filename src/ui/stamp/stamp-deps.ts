import type { StampAuthority, StampSetting } from '../../core/stamp.ts';

/** What the parts about time stamps need of the browser and the storage. */
export interface StampDeps {
  authorities: readonly StampAuthority[];
  /** The one spelling of an address, or null for what is none. */
  parse(text: string): string | null;
  setting(): Promise<StampSetting>;
  watchSetting(onChange: (setting: StampSetting) => void): () => void;
  /** Keeps the choice. The permission of the one before is given back. */
  choose(url: string | null): Promise<void>;
  /** Whether the browser lets us ask this authority. */
  mayAsk(url: string): Promise<boolean>;
  /** Asks the browser, in the click; resolves to what is then true. */
  request(url: string): Promise<boolean>;
  /** Calls back when the browser granted or took away anything. */
  watchGrants(onChange: () => void): () => void;
}

export const hostOf = (url: string): string => new URL(url).host;

/** As the list names it, else its host. */
export const nameOf = (authorities: readonly StampAuthority[], url: string): string => authorities.find((one) => one.url === url)?.name ?? hostOf(url);
