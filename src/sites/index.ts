import { converse } from './converse.ts';
import { detected } from './detect.ts';
import { practice } from './practice.ts';
import type { Site } from './site.ts';
import { thelounge } from './thelounge.ts';

/** Every adapter, the most particular first; detection is asked last. */
export const SITES: readonly Site[] = [practice, thelounge, converse, detected];
