import type { MISSING_REASONS } from './entry.ts';
import type { Author, Message } from './message.ts';

/** Elements that a fragment may hold. All are shown by every browser without a style, none does anything. */
export const FRAGMENT_TAGS = ['p', 'div', 'span', 'b', 'i', 'u', 's', 'code', 'pre', 'br', 'blockquote', 'ul', 'ol', 'li', 'a', 'time'] as const;
export type FragmentTag = (typeof FRAGMENT_TAGS)[number];

/** Plain JSON, so that the worker can check it and write the HTML itself: no markup of the page ever reaches a file. */
export type FragmentNode = string | FragmentElement | FragmentImage;

export interface FragmentElement {
  tag: FragmentTag;
  dir?: 'ltr' | 'rtl';
  /** Of a link: where it leads, to be shown as words. Of a time: its exact value. */
  to?: string;
  children: FragmentNode[];
}

/** An image the reader sees. Without `data` its bytes could not be had, and `why` says why. */
export interface FragmentImage {
  tag: 'img';
  alt: string;
  /** CSS pixels as shown. */
  width: number;
  height: number;
  data?: { type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'; base64: string; from: 'original' | 'redrawn' };
  why?: (typeof MISSING_REASONS)[number];
}

export interface FragmentRow {
  place: 'before' | 'message' | 'after';
  message: Message;
  nodes: FragmentNode[];
}

/** What a reader gathers of the page for an archive. Everything in it comes from beside a hostile page. */
export interface PageCapture {
  /** In the page's order; exactly one is the message itself. */
  rows: FragmentRow[];
  ownAccount: Pick<Author, 'id' | 'name'> | null;
  page: { url: string; title: string };
  /** CSS pixels. */
  screen: { width: number; height: number; pixelRatio: number; viewportWidth: number; viewportHeight: number; scrollX: number; scrollY: number };
  /** BCP 47. */
  locale: string;
  /** The photographs that the worker holds for it (see `takeShot`), or why there are none. */
  picture: { shots: string; covers: 'message' | 'message_and_context'; cut: boolean } | { none: (typeof MISSING_REASONS)[number] };
}

/** One photograph of the window and what of it belongs to the message. CSS pixels of the top window's viewport. */
export interface ShotRequest {
  /** Names the picture: one random UUID for all its pieces. */
  picture: string;
  /** From 0. */
  piece: number;
  /** Part of the window that is kept. */
  crop: { x: number; y: number; width: number; height: number };
  /** Where the piece goes in the whole picture, from its top. */
  top: number;
  /** Of the window, as the page sees it (`innerWidth`, `innerHeight`): with the photograph's width it gives the scale. */
  viewport: { width: number; height: number };
}

export type ShotAnswer = { taken: true } | { taken: false; why: (typeof MISSING_REASONS)[number] };

/** The most of everything in one capture. */
export const CAPTURE_LIMITS = {
  context: 5, rows: 11, nodes: 20_000, depth: 60, images: 20, imageBytes: 4_000_000, allImageBytes: 12_000_000, pieces: 12, pixels: 40_000_000, pictureBytes: 30_000_000,
} as const;
