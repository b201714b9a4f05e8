import url from './model.bin?inline';
import { createClassifier, type Classifier } from './classify.ts';

let shipped: Classifier | undefined;

/** The classifier with the model that is inside the bundle. Made at the first call. */
export function shippedClassifier(): Classifier {
  shipped ??= createClassifier(bytesOf(url));
  return shipped;
}

function bytesOf(dataUrl: string): Uint8Array {
  const packed = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  return bytes;
}
