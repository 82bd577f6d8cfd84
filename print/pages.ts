import type { SheetLook } from "./sheet-look.ts";
import type { TextStyle, Typeface } from "./typeface.ts";
import { type Line, widthOfRuns, wrap } from "./wrap.ts";

type Document = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;

const mostFootLines = 2;

/** How pages look, and what stands at the foot of each. */
export interface SheetFrame {
  readonly look: SheetLook;
  readonly foot: string;
  /** Of the letterhead. */
  readonly footLine: string | undefined;
  /** Below a letterhead the foot isn't cut. */
  readonly hasHead: boolean;
  /** Whether a page's number says of how many: that keeps all pages in memory. */
  readonly counts: boolean;
  /** Adds the next page. */
  readonly turn: () => void;
}

/** A document's pages and how far they are filled: sets lines, turns pages, and writes the foot of each. */
export class Pages {
  readonly pdf: Document;
  readonly look: SheetLook;
  readonly root: Element;
  readonly #typeface: Typeface;
  readonly #settable: (text: string) => string;
  readonly #frame: SheetFrame;
  #page = 0;
  /** How far down the page is filled, in points. */
  y = 0;

  /** @param settable a text as the typeface can set it */
  constructor(pdf: Document, typeface: Typeface, settable: (text: string) => string, frame: SheetFrame) {
    this.pdf = pdf;
    this.look = frame.look;
    this.#frame = frame;
    this.#typeface = typeface;
    this.#settable = settable;
    this.root = pdf.struct("Document");
    pdf.addStructure(this.root);
    this.turn();
  }

  /** Once everything is put. */
  end(): void {
    this.root.end();
    if (!this.#frame.counts) return this.#foot(`${this.#page}`);
    for (let page = 1; page <= this.#page; page += 1) {
      this.pdf.switchToPage(page - 1);
      this.#foot(`${page} of ${this.#page}`);
    }
  }

  settable(text: string): string {
    return this.#settable(text);
  }

  /** What stands at a page's foot isn't read as part of the text. */
  #foot(number: string): void {
    const { margin, small, isRoll, foot: room } = this.look;
    const { footLine, foot, hasHead } = this.#frame;
    this.pdf.markContent("Artifact", { type: "Pagination" });
    const most = isRoll ? Number.POSITIVE_INFINITY : mostFootLines;
    const above = footLine === undefined ? [] : this.wrapped(footLine, small, this.width).slice(0, most);
    const lines = this.wrapped(foot, small, this.width * (isRoll ? 1 : 0.8)).slice(0, hasHead ? most : 1);
    const all = [...above, ...lines];
    // At the page's end; of a roll where the text ends.
    const last = this.pdf.page.height - room;
    const top = isRoll ? this.y : last - (all.length - 1) * small.leading;
    for (const [at, line] of all.entries()) this.line(line, small, margin.side, this.width, top + at * small.leading);
    const [right] = this.wrapped(number, small, this.width * 0.2);
    if (isRoll) this.y += all.length * small.leading;
    else if (right !== undefined) this.line({ ...right, atRight: true }, small, margin.side, this.width, last);
    this.pdf.endMarkedContent();
  }

  get width(): number {
    return this.pdf.page.width - 2 * this.look.margin.side;
  }

  /** How much is left of the page, in points. A roll is as long as it takes. */
  get left(): number {
    return this.look.isRoll ? Number.POSITIVE_INFINITY : this.pdf.page.height - this.look.margin.bottom - this.y;
  }

  turn(): void {
    if (!this.#frame.counts && this.#page > 0) this.#foot(`${this.#page}`);
    this.#page += 1;
    this.#frame.turn();
    this.y = this.look.margin.top;
  }

  wrapped(text: string, style: TextStyle, width: number): readonly Line[] {
    return wrap(this.#typeface, this.#settable(text), style, width);
  }

  /** Lines one below the other, over as many pages as it takes. */
  tagged(tag: string, lines: readonly Line[], style: TextStyle, left: number, width: number, parent = this.root): void {
    const element = this.pdf.struct(tag);
    parent.add(element);
    for (let from = 0; from < lines.length; ) {
      if (this.left < style.leading) this.turn();
      const part = lines.slice(from, from + Math.max(1, Math.floor(this.left / style.leading)));
      element.add(() => {
        for (const [at, line] of part.entries()) this.line(line, style, left, width, this.y + at * style.leading);
      });
      this.y += part.length * style.leading;
      from += part.length;
    }
    element.end();
  }

  /** @param top of the line, from the page's top */
  line({ runs, atRight }: Line, style: TextStyle, left: number, width: number, top: number): void {
    let x = atRight ? left + width - widthOfRuns(this.#typeface, runs, style) : left;
    for (const [index, run] of runs.entries()) {
      this.#typeface.set(run, style, x, top + style.size * 1.07);
      if (index < runs.length - 1) x += this.#typeface.widthOf(run, style);
    }
  }
}
