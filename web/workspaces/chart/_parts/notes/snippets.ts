/** A text that is put in for a few letters. */
export type Snippet = {
  readonly id: string;
  readonly version: string | undefined;
  /** Without the point: "lbp" for ".lbp". */
  readonly abbreviation: string;
  readonly text: string;
  /** One's own, or the whole organisation's. */
  readonly of: "own" | "organisation";
};

export const abbreviationPattern = /^[\p{L}\d][\p{L}\d-]{0,23}$/u;

const typedBefore = /(^|[\s(])\.([\p{L}\d][\p{L}\d-]{0,23})([ \n])$/u;

/** What becomes of a text in which a space or Enter was just typed after `.abbreviation`: the snippet stands in its place. One's own
 *  goes before the organisation's. Undefined where nothing is to be done. */
export function expandSnippet(
  text: string,
  caret: number,
  snippets: readonly Snippet[],
): { readonly text: string; readonly caret: number } | undefined {
  const typed = typedBefore.exec(text.slice(0, caret));
  const [, before = "", abbreviation, after = ""] = typed ?? [];
  if (typed === null || abbreviation === undefined) return undefined;
  const wanted = abbreviation.toLocaleLowerCase();
  const found = snippets
    .filter((one) => one.abbreviation.toLocaleLowerCase() === wanted)
    .toSorted((a, b) => Number(b.of === "own") - Number(a.of === "own"))[0];
  if (found === undefined) return undefined;
  const head = text.slice(0, typed.index) + before + found.text + after;
  return { text: head + text.slice(caret), caret: head.length };
}
