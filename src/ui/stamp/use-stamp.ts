import { useEffect, useState } from 'preact/hooks';
import type { StampDeps } from './stamp-deps.ts';

export interface StampState {
  /** Address of the authority; null: off. Undefined until it was read. */
  url: string | null | undefined;
  /** The browser lets us ask it. */
  granted: boolean;
  error: unknown;
}

/** What the reader chose and what the browser grants, followed wherever they change. */
export function useStamp(deps: StampDeps): StampState {
  const [url, setUrl] = useState<string | null | undefined>(undefined);
  const [granted, setGranted] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let over = false;
    deps.setting().then((setting) => over || setUrl(setting.url), setError);
    const stop = deps.watchSetting((setting) => setUrl(setting.url));
    return () => {
      over = true;
      stop();
    };
  }, [deps]);
  useEffect(() => {
    if (!url) return setGranted(false);
    let over = false;
    const look = () => void deps.mayAsk(url).then((may) => over || setGranted(may), setError);
    look();
    const stop = deps.watchGrants(look);
    return () => {
      over = true;
      stop();
    };
  }, [deps, url]);
  return { url, granted, error };
}
