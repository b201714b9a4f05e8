import { LABELS, SENSITIVITIES, type Sensitivity } from '../core/verdict.ts';
import { FEATURES_VERSION } from './features.ts';
import { HEADS } from './heads.ts';
import { JOINT, PLAIN } from './joint.ts';
import { towerSize } from './towers.ts';
import { bytesFor } from './weights.ts';

/**
 * The model's file, little-endian:
 *   0  "WMK3"                      4  u32 checksum (FNV-1a over everything from byte 8)
 *   8  u32 bytes of the header     12 u32 groups
 *   16 header: JSON, UTF-8         then, aligned to 4:
 *   f32 weights of the towers (towers.ts); u16 check for each slot, 0 for an empty one; then for each slot its weights, HEADS for each tower (weights.ts).
 * A feature lives in one of the two groups its bits name, in the slot whose check equals its lower 16 bits. One that is in no
 * slot was never seen in labelled text, or mattered least, and says nothing.
 */
const MAGIC = 0x334b4d57;
export const SLOTS_IN_GROUP = 8;

export const SCRIPTS = ['han', 'other'] as const;
export type Script = (typeof SCRIPTS)[number];

/** What a message must reach. All are logits. */
export interface Bars {
  /** The joint score from which a message is flagged, for texts mostly in Han characters and for others: they are not known equally well. */
  flag: Record<Script, number>;
  /** For each label: from which a flagged message carries it. */
  label: number[];
  /** The score among a collector's messages from which one is flagged where a collector writes. */
  pressed: number;
}

export interface ModelHeader {
  format: 3;
  features: number;
  version: string;
  towers: number;
  /** Hidden units of each tower. */
  hidden: number;
  /** What one step of the whole numbers is worth: for each tower, each head. */
  scale: number[];
  /** The constant of each head. */
  bias: number[];
  /** The joint score's weights (joint.ts). */
  joint: number[];
  /**
   * Weights of the outputs and the form of a message (joint.ts), in log-odds: what it says of its chat being a collector's, written by the other side or
   * by the reader; and whether it is flagged if a collector wrote it.
   */
  chat: Record<'them' | 'me' | 'pressed', number[]>;
  bars: Record<Sensitivity, Bars>;
  /** The joint score that no message without a label reached in any measurement. */
  unmistakable: number;
  /** Probability from logits: for each label [own, joint, constant]; for pressing and lawful [own, constant]. */
  calibration: { label: [number, number, number][]; pressing: [number, number]; lawful: [number, number]; };
}

export interface Model {
  header: ModelHeader;
  groups: number;
  dense: Float32Array;
  check: Uint16Array;
  /** Of each slot `width` weights in `bytesFor(width)` bytes. */
  weight: Uint8Array;
  width: number;
}

/** A model that cannot be read. */
export class ModelError extends Error {
  constructor(why: string) {
    super(`The model cannot be read: ${why}.`);
    this.name = 'ModelError';
  }
}

export function readModel(file: Uint8Array): Model {
  if (file.byteLength < 20) throw new ModelError('it is too short');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new ModelError('it is no model file of this format');
  if (view.getUint32(4, true) !== checksum(file.subarray(8))) throw new ModelError('its checksum is wrong');
  const headerBytes = view.getUint32(8, true);
  const groups = view.getUint32(12, true);
  if (align(16 + headerBytes) > file.byteLength) throw new ModelError('its size is wrong');
  const header = readHeader(file.subarray(16, 16 + headerBytes));
  const slots = groups * SLOTS_IN_GROUP;
  const width = header.towers * HEADS;
  const tables = align(16 + headerBytes);
  const checks = tables + header.towers * towerSize(header.hidden) * 4;
  if (groups < 1 || file.byteLength !== checks + slots * (2 + bytesFor(width))) throw new ModelError('its size is wrong');
  const dense = Float32Array.from({ length: (checks - tables) / 4 }, (_, i) => view.getFloat32(tables + i * 4, true));
  if (!dense.every(Number.isFinite)) throw new ModelError('a weight is no number');
  const check = new Uint16Array(slots);
  for (let i = 0; i < slots; i++) check[i] = view.getUint16(checks + i * 2, true);
  // A copy: the bytes may be a view into something larger.
  const weight = new Uint8Array(file.subarray(checks + slots * 2));
  return { header, groups, dense, check, weight, width };
}

function readHeader(bytes: Uint8Array): ModelHeader {
  let header: ModelHeader;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as ModelHeader;
  } catch {
    throw new ModelError('its header is no JSON');
  }
  if (header?.format !== 3) throw new ModelError('its format is not 3');
  if (header.features !== FEATURES_VERSION) throw new ModelError('it was made for other features');
  const numbers = (value: unknown, length: number): boolean =>
    Array.isArray(value) && value.length === length && value.every((item) => typeof item === 'number' && Number.isFinite(item));
  const sound =
    typeof header.version === 'string' &&
    isCount(header.towers) && isCount(header.hidden) &&
    numbers(header.scale, header.towers * HEADS) && numbers(header.bias, HEADS) && numbers(header.joint, JOINT) && Number.isFinite(header.unmistakable) &&
    (['them', 'me', 'pressed'] as const).every((of) => numbers(header.chat?.[of], PLAIN)) &&
    SENSITIVITIES.every((name) => {
      const bars = header.bars?.[name];
      return bars && SCRIPTS.every((script) => Number.isFinite(bars.flag?.[script])) && numbers(bars.label, LABELS.length) && Number.isFinite(bars.pressed);
    }) &&
    Array.isArray(header.calibration?.label) && header.calibration.label.length === LABELS.length &&
    header.calibration.label.every((row) => numbers(row, 3)) && numbers(header.calibration.pressing, 2) && numbers(header.calibration.lawful, 2);
  if (!sound) throw new ModelError('its header lacks something');
  return header;
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1024;

/** A feature of the model, as training hands it over, with its packed weights for every head of every tower. Earlier ones win a contested slot. */
export interface ModelFeature {
  hash: number;
  weight: Uint8Array;
}

/** The bytes of a model file, and how many features found no room. */
export function writeModel(header: ModelHeader, groups: number, dense: Float32Array, features: Iterable<ModelFeature>): { file: Uint8Array; left: number } {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const slots = groups * SLOTS_IN_GROUP;
  const size = bytesFor(header.towers * HEADS);
  const tables = align(16 + json.length);
  const checks = tables + dense.length * 4;
  const file = new Uint8Array(checks + slots * (2 + size));
  const view = new DataView(file.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(8, json.length, true);
  view.setUint32(12, groups, true);
  file.set(json, 16);
  dense.forEach((value, i) => view.setFloat32(tables + i * 4, value, true));
  const weight = new Uint8Array(file.buffer, checks + slots * 2);
  const placed = new Uint16Array(slots);
  let left = 0;
  for (const feature of features) {
    const slot = roomFor(placed, groups, feature.hash);
    if (slot < 0) {
      left++;
      continue;
    }
    placed[slot] = checkOf(feature.hash);
    view.setUint16(checks + slot * 2, placed[slot], true);
    weight.set(feature.weight, slot * size);
  }
  view.setUint32(4, checksum(file.subarray(8)), true);
  return { file, left };
}

/** Which features would find room, in this order. */
export function withRoom(hashes: Iterable<number>, groups: number): boolean[] {
  const placed = new Uint16Array(groups * SLOTS_IN_GROUP);
  return Array.from(hashes, (hash) => {
    const slot = roomFor(placed, groups, hash);
    if (slot >= 0) placed[slot] = checkOf(hash);
    return slot >= 0;
  });
}

/** A free slot in the emptier of the two groups, or -1 when both are full or another feature has this check. */
function roomFor(placed: Uint16Array, groups: number, hash: number): number {
  if (slotIn(placed, groups, hash) >= 0) return -1;
  const one = freeIn(placed, groupOf(hash, groups));
  const two = freeIn(placed, otherGroupOf(hash, groups));
  return two % SLOTS_IN_GROUP < one % SLOTS_IN_GROUP && two >= 0 || one < 0 ? two : one;
}

function freeIn(placed: Uint16Array, group: number): number {
  const first = group * SLOTS_IN_GROUP;
  for (let slot = first; slot < first + SLOTS_IN_GROUP; slot++) if (placed[slot] === 0) return slot;
  return -1;
}

/** The slot of a feature, or -1 when the model does not know it. */
export function slotOf(model: Model, hash: number): number {
  return slotIn(model.check, model.groups, hash);
}

function slotIn(check: Uint16Array, groups: number, hash: number): number {
  const mine = checkOf(hash);
  const first = groupOf(hash, groups) * SLOTS_IN_GROUP;
  for (let slot = first; slot < first + SLOTS_IN_GROUP; slot++) if (check[slot] === mine) return slot;
  const second = otherGroupOf(hash, groups) * SLOTS_IN_GROUP;
  for (let slot = second; slot < second + SLOTS_IN_GROUP; slot++) if (check[slot] === mine) return slot;
  return -1;
}

const UNIT = 2 ** -32;
const groupOf = (hash: number, groups: number): number => Math.floor((hash >>> 0) * UNIT * groups);
const otherGroupOf = (hash: number, groups: number): number => Math.floor((Math.imul(hash, 0x2c1b3c6d) >>> 0) * UNIT * groups);
const checkOf = (hash: number): number => hash & 0xffff || 1;
const align = (size: number): number => (size + 3) & ~3;

function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash >>> 0;
}
