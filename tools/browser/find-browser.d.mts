/** Full path of the first of these programs found on PATH or in the usual folders (`/usr/sbin` included), or null. */
export function findProgram(names: readonly string[]): string | null;
/** Full path of Chromium, Chrome or Edge, or null. `CHROMIUM_PATH` names one in an unusual place. */
export function findChromium(): string | null;
