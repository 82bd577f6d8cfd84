export const moneySizes = ["A4", "A5", "LETTER", "ROLL80"] as const;
export const pageSizes = ["A4", "A5", "LETTER"] as const;

/** Millimetres. */
export const labelSizes = {
  "62x29": { width: 62, height: 29 },
  "89x36": { width: 89, height: 36 },
  "57x32": { width: 57, height: 32 },
  "50x25": { width: 50, height: 25 },
} as const;
export type LabelSize = keyof typeof labelSizes;

/** How papers are laid out. */
export interface PaperLayout {
  /** Invoices, credit notes and receipts. */
  readonly money: {
    readonly size: (typeof moneySizes)[number];
    /** Millimetres at each side; null: what is usual for the size. */
    readonly margin: number | null;
    /** Whether the letterhead's numbers of registration stand on them. */
    readonly registrations: boolean;
    readonly patientNumber: boolean;
    /** Number and verification code as a QR code. */
    readonly code: boolean;
  };
  /** Letters, home-exercise sheets, reports. */
  readonly pages: { readonly size: (typeof pageSizes)[number]; readonly margin: number | null };
  readonly label: LabelSize;
}

export const usualLayout: PaperLayout = {
  money: { size: "A4", margin: null, registrations: true, patientNumber: true, code: false },
  pages: { size: "A4", margin: null },
  label: "62x29",
};

const margins = { page: { least: 8, most: 40 }, roll: { least: 2, most: 12 } } as const;

const isWithin = (margin: number | null, { least, most }: { readonly least: number; readonly most: number }) =>
  margin === null || (Number.isFinite(margin) && margin >= least && margin <= most);

export function isLayout({ money, pages, label }: PaperLayout): boolean {
  return (
    moneySizes.includes(money.size) &&
    pageSizes.includes(pages.size) &&
    Object.hasOwn(labelSizes, label) &&
    isWithin(money.margin, money.size === "ROLL80" ? margins.roll : margins.page) &&
    isWithin(pages.margin, margins.page)
  );
}
