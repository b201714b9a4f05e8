import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 (hex) of a text in UTF-8. Empty for a text with half a character in it: it has no UTF-8 form, so nothing to hash. */
export function textSha256(text: string): string {
  return text.isWellFormed() ? bytesToHex(sha256(utf8ToBytes(text))) : '';
}
