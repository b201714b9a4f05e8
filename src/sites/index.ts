import { converse } from './converse.ts';
import { detected } from './detect.ts';
import { practice } from './practice.ts';
import { PROGRAM_SITES } from './programs/index.ts';
import type { Site } from './site.ts';
import { thelounge } from './thelounge.ts';

/** Every adapter, the most particular first; detection is asked last. */
export const SITES: readonly Site[] = [practice, ...PROGRAM_SITES, thelounge, converse, detected];
