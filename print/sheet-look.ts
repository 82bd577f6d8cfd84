import type { PaperSize } from "./document.ts";
import type { TextStyle } from "./typeface.ts";

/** How the pages of a size look. All lengths are points. */
export interface SheetLook {
  readonly margin: { readonly side: number; readonly top: number; readonly bottom: number };
  /** From the top of the foot's last line to the page's end. */
  readonly foot: number;
  readonly body: TextStyle;
  readonly strong: TextStyle;
  readonly small: TextStyle;
  readonly smallStrong: TextStyle;
  readonly headings: Readonly<Record<1 | 2 | 3, TextStyle>>;
  /** The largest that a logo may be, and how large a code is. */
  readonly logo: { readonly width: number; readonly height: number };
  readonly code: number;
  /** One page alone, which nobody numbers. */
  readonly isRoll: boolean;
}

const point = 72 / 25.4;
/** A4, as letters have it since there were any. */
const usual = { side: 62, top: 62, bottom: 72 };
/** What a page's foot takes below the text. */
const footRoom = 40;

const sizes = {
  A4: {
    text: 10.5,
    leading: 15,
    small: 8.5,
    smallLeading: 12,
    heads: [17, 23, 13, 18],
    logo: { width: 170, height: 56 },
  },
  A5: {
    text: 9.5,
    leading: 13.5,
    small: 8,
    smallLeading: 11,
    heads: [14, 19, 11.5, 16],
    logo: { width: 130, height: 44 },
  },
  ROLL80: {
    text: 8.5,
    leading: 11.5,
    small: 7.5,
    smallLeading: 10,
    heads: [12, 15.5, 10, 13],
    logo: { width: 150, height: 44 },
  },
} as const;
const usualMargins = {
  A4: usual,
  LETTER: usual,
  A5: { side: 36, top: 36, bottom: 58 },
  ROLL80: { side: 4 * point, top: 6 * point, bottom: 8 * point },
} as const;

/** What a letterhead's line takes more of the foot. */
const headedFoot = 24;

/** @param margin millimetres at each side, instead of what is usual @param hasHead whether it is below a letterhead */
export function lookOf(size: PaperSize, margin: number | undefined, hasHead: boolean): SheetLook {
  const { text, leading, small, smallLeading, heads, logo } = sizes[size === "LETTER" ? "A4" : size];
  const [first, firstLeading, second, secondLeading] = heads;
  const isRoll = size === "ROLL80";
  const own = (margin ?? 0) * point;
  const body: TextStyle = { weight: 400, size: text, leading };
  const fine: TextStyle = { weight: 400, size: small, leading: smallLeading };
  const margins =
    margin === undefined ? usualMargins[size] : { side: own, top: own, bottom: own + (isRoll ? 0 : footRoom) };
  const { bottom } = margins;
  return {
    margin: hasHead && !isRoll ? { ...margins, bottom: bottom + headedFoot } : margins,
    foot: bottom - (bottom * 30) / 72,
    body,
    strong: { ...body, weight: 700 },
    small: fine,
    smallStrong: { ...fine, weight: 700 },
    headings: {
      1: { weight: 700, size: first, leading: firstLeading },
      2: { weight: 700, size: second, leading: secondLeading },
      3: { ...body, weight: 700 },
    },
    logo,
    code: 62,
    isRoll,
  };
}

/** Width and height of a page; of a roll as long as it is asked for. */
export function pageSize(size: PaperSize, rollLength: number): "A4" | "A5" | "LETTER" | [number, number] {
  return size === "ROLL80" ? [80 * point, rollLength] : size;
}

/** The longest page that there is. Source: ISO 32000-1, Annex C. */
export const longestRoll = 14_400;
