/** A font file of `@fontsource`, with the blocks of Unicode for which it is fetched. */
export interface Face {
  /** "noto-sans/files/noto-sans-latin-400-normal.woff", under `@fontsource`. */
  readonly file: string;
  readonly weight: 400 | 700;
  /** First and last code points of each; what the file really has is asked of the file. */
  readonly blocks: readonly (readonly [first: number, last: number])[];
}

/** Hands over a face's file. */
export type LoadFace = (face: Face) => Promise<Uint8Array>;

const scripts: readonly (readonly [family: string, subset: string, blocks: Face["blocks"]])[] = [
  ["noto-sans", "latin", [[0x20, 0xff]]],
  [
    "noto-sans",
    "latin-ext",
    [
      [0x100, 0x36f],
      [0x1d00, 0x1eff],
      [0x2070, 0x20cf],
      [0x2c60, 0x2c7f],
      [0xa720, 0xa7ff],
    ],
  ],
  [
    "noto-sans",
    "vietnamese",
    [
      [0x1a0, 0x1b0],
      [0x300, 0x36f],
      [0x1ea0, 0x1ef9],
    ],
  ],
  ["noto-sans", "greek", [[0x370, 0x3ff]]],
  ["noto-sans", "greek-ext", [[0x1f00, 0x1fff]]],
  ["noto-sans", "cyrillic", [[0x400, 0x4ff]]],
  [
    "noto-sans",
    "cyrillic-ext",
    [
      [0x460, 0x52f],
      [0x1c80, 0x1c8f],
      [0x2de0, 0x2dff],
      [0xa640, 0xa69f],
    ],
  ],
  [
    "noto-sans",
    "devanagari",
    [
      [0x900, 0x97f],
      [0x1cd0, 0x1cff],
      [0xa830, 0xa8ff],
    ],
  ],
  [
    "noto-sans-hebrew",
    "hebrew",
    [
      [0x590, 0x5ff],
      [0xfb1d, 0xfb4f],
    ],
  ],
  [
    "noto-sans-arabic",
    "arabic",
    [
      [0x600, 0x6ff],
      [0x750, 0x77f],
      [0x870, 0x8ff],
      [0xfb50, 0xfdff],
      [0xfe70, 0xfefc],
    ],
  ],
];

/** In the order in which they are asked for a sign. */
export const faces: readonly Face[] = scripts.flatMap(([family, subset, blocks]) =>
  ([400, 700] as const).map((weight) => ({
    file: `${family}/files/${family}-${subset}-${weight}-normal.woff`,
    weight,
    blocks,
  })),
);

/** Those that some text needs. The first ones, for Latin letters, are always among them. */
export function facesFor(texts: Iterable<string>): readonly Face[] {
  const signs = new Set<number>();
  for (const text of texts) for (const sign of text) signs.add(sign.codePointAt(0) ?? 0);
  return faces.filter(({ blocks }, index) => index < 2 || blocks.some(([first, last]) => hasOne(signs, first, last)));
}

function hasOne(signs: ReadonlySet<number>, first: number, last: number): boolean {
  for (const sign of signs) if (sign >= first && sign <= last) return true;
  return false;
}
