/** `chat.example` of `https://chat.example/*`. */
export function siteName(pattern: string): string {
  return pattern.replace(/^[a-z*]+:\/\//, '').replace(/\/\*$/, '');
}
