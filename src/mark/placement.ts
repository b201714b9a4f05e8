/** Viewport coordinates in CSS px. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Size {
  width: number;
  height: number;
}

export type Side = 'below' | 'above' | 'right' | 'left' | 'over';

export interface CardPlace {
  side: Side;
  left: number;
  top: number;
  width: number;
  /** The card scrolls inside beyond this. */
  maxHeight: number;
}

export interface CardQuestion {
  viewport: Size;
  /** The message the card speaks of: not to be covered. */
  message: Box;
  /** Where the eye is: the badge. */
  badge: Box;
  /** The card as it would like to be. */
  card: Size;
  /** The side it is on now, kept while it fits, so that it does not jump. */
  now?: Side;
}

/** Between card and message, and between card and the edge of the window. */
const GAP = 8;
/** Less than this is no use to a reader. */
const LOWEST = 150;
/** With this much the card stays on its side. */
const FAIR = 260;
const NARROWEST = 240;

/**
 * Where a card goes: below the message, above it, or beside it, whole where that is possible, else scrolling inside.
 * `over` only when the message leaves no room anywhere: then at the edge of the window farther from the badge.
 */
export function placeCard({ viewport, message, badge, card, now }: CardQuestion): CardPlace {
  const width = Math.min(card.width, viewport.width - 2 * GAP);
  const tallest = viewport.height - 2 * GAP;
  const avoid = {
    left: clamp(message.left, 0, viewport.width),
    right: clamp(message.right, 0, viewport.width),
    top: clamp(message.top, 0, viewport.height),
    bottom: clamp(message.bottom, 0, viewport.height),
  };
  const room = {
    below: viewport.height - GAP - (avoid.bottom + GAP),
    above: avoid.top - GAP - GAP,
    right: viewport.width - GAP - (avoid.right + GAP),
    left: avoid.left - GAP - GAP,
  };
  const across = clamp(badge.left - 24, GAP, viewport.width - GAP - width);
  const down = (height: number) => clamp(badge.top - 24, GAP, Math.max(GAP, viewport.height - GAP - height));

  const stacked = (side: 'below' | 'above', most: number): CardPlace => {
    const height = Math.min(card.height, most);
    return { side, left: across, width, maxHeight: most, top: side === 'below' ? avoid.bottom + GAP : avoid.top - GAP - height };
  };
  const beside = (side: 'right' | 'left', wide: number): CardPlace => ({
    side,
    width: wide,
    maxHeight: tallest,
    top: down(Math.min(card.height, tallest)),
    left: side === 'right' ? avoid.right + GAP : avoid.left - GAP - wide,
  });
  const whole = (side: Side): CardPlace | null => {
    if (side === 'over') return null;
    if (side === 'below' || side === 'above') return room[side] >= card.height ? stacked(side, room[side]) : null;
    return room[side] >= width && tallest >= Math.min(card.height, LOWEST) ? beside(side, width) : null;
  };

  // Where it is, it stays while there is fair room: a card that grows must not jump from under the pointer.
  if ((now === 'below' || now === 'above') && room[now] >= Math.min(card.height, FAIR)) return stacked(now, room[now]);
  if (now) {
    const place = whole(now);
    if (place) return place;
  }
  for (const side of ['below', 'above', 'right', 'left'] as const) {
    const place = whole(side);
    if (place) return place;
  }
  const taller = room.below >= room.above ? 'below' : 'above';
  if (room[taller] >= LOWEST) return stacked(taller, room[taller]);
  const wider = room.right >= room.left ? 'right' : 'left';
  if (room[wider] >= NARROWEST) return beside(wider, Math.min(width, room[wider]));
  const maxHeight = Math.min(tallest, Math.max(LOWEST, Math.floor(viewport.height * 0.45)));
  const atBottom = (badge.top + badge.bottom) / 2 < viewport.height / 2;
  const height = Math.min(card.height, maxHeight);
  return { side: 'over', left: across, width, maxHeight, top: atBottom ? viewport.height - GAP - height : GAP };
}

export interface BadgeQuestion {
  /** Viewport point where the text ends, on its baseline. */
  point: { x: number; y: number };
  rtl: boolean;
  fontSize: number;
  size: Size;
  /** What may be painted in without being clipped and without making anything scroll. */
  within: Box;
}

/** Distance from the end of the text. */
const AFTER = 2;

/** From the point where the text ends, in px. */
export interface BadgePlace {
  x: number;
  y: number;
  height: number;
}

/** Where the badge's box goes: beside the end of the text, or over it, hanging low, when there is no room. */
export function placeBadge({ point, rtl, fontSize, size, within }: BadgeQuestion): BadgePlace {
  const beside = rtl ? -AFTER - size.width : AFTER;
  const fits = rtl ? point.x + beside >= within.left : point.x + beside + size.width <= within.right;
  const x = fits ? beside : rtl ? 0 : -size.width;
  // The middle of Han characters and of Latin lower case are both near 0.36 em over the baseline.
  const middle = (fits ? -0.36 : 0.44) * fontSize;
  // A scroller lower than the badge must not begin to scroll.
  const height = Math.max(0, Math.min(size.height, within.bottom - within.top));
  const y = Math.max(Math.min(middle - height / 2, within.bottom - point.y - height), within.top - point.y);
  return { x: Math.round(x), y, height };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
