/** Text folded for comparison, with the way back to the verbatim text. */
export interface ComparableText {
  /** Folded text. One entry of `from`/`to` for each of its UTF-16 units. */
  text: string;
  /** `from[i]`: verbatim UTF-16 offset at which the source of folded unit i starts. */
  from: Int32Array;
  /** `to[i]`: verbatim UTF-16 offset at which the source of folded unit i ends (exclusive). */
  to: Int32Array;
  /** The verbatim text's length in UTF-16 units. */
  verbatimLength: number;
}
