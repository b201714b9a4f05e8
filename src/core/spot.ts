/** A run of verbatim text that stands in one text node of the page. */
export interface TextPiece {
  node: Text;
  /** Offset in the verbatim text of the node's first used character. */
  start: number;
  /** Exclusive. */
  end: number;
  /** Offset in the node at which `start` stands. */
  nodeStart: number;
}

/** Where a message stands on the page. Lives in the content script only; never crosses a context. */
export interface Spot {
  /** The element that holds the message's text; the badge is appended inside it, at its end. */
  body: HTMLElement;
  pieces: TextPiece[];
}
