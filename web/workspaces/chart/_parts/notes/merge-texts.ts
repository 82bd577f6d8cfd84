/** One line of two texts laid side by side. */
export type DiffLine = { readonly side: "both" | "mine" | "theirs"; readonly text: string };

/** Beyond this many lines a full comparison would freeze the page; then the texts are compared as wholes. */
const mostCells = 4_000_000;

/** Longest common subsequence of lines: what both have is `both`, in order; the rest says whose it is. */
export function diffLines(mine: string, theirs: string): readonly DiffLine[] {
  const a = mine.split("\n");
  const b = theirs.split("\n");
  if (a.length * b.length > mostCells) {
    return [
      ...a.map((text) => ({ side: "mine" as const, text })),
      ...b.map((text) => ({ side: "theirs" as const, text })),
    ];
  }
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && right !== undefined && left === right) {
      lines.push({ side: "both", text: left });
      i += 1;
      j += 1;
    } else if (
      left !== undefined &&
      (right === undefined || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      lines.push({ side: "mine", text: left });
      i += 1;
    } else if (right !== undefined) {
      lines.push({ side: "theirs", text: right });
      j += 1;
    }
  }
  return lines;
}

/** A run of lines, or the count of those left out because both texts have them. */
export type DiffPart =
  | { readonly kind: "lines"; readonly lines: readonly DiffLine[] }
  | { readonly kind: "same"; readonly count: number };

/** Leaves out what both have, but for a few lines around each difference: the difference is what is to be seen. */
export function condenseDiff(lines: readonly DiffLine[], around = 2): readonly DiffPart[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some((line) => line.side !== "both"),
  );
  const parts: DiffPart[] = [];
  let at = 0;
  while (at < lines.length) {
    let end = at;
    while (end < lines.length && near[end] === near[at]) end += 1;
    // Leaving out one line saves nothing.
    if (near[at] === true || end - at === 1) parts.push({ kind: "lines", lines: lines.slice(at, end) });
    else parts.push({ kind: "same", count: end - at });
    at = end;
  }
  return parts;
}

/** Every line of both texts, what they share only once. A start for the person, who reads it before it is kept. */
export function mergeTexts(mine: string, theirs: string): string {
  return diffLines(mine, theirs)
    .map((line) => line.text)
    .join("\n");
}
