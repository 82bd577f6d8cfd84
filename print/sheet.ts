import type { Block } from "./document.ts";
import type { TextStyle, Typeface } from "./typeface.ts";
import { type Line, widthOfRuns, wrap } from "./wrap.ts";

type Document = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;
type Table = Extract<Block, { readonly kind: "table" }>;

const margin = { side: 62, top: 62, bottom: 72 };
const body: TextStyle = { weight: 400, size: 10.5, leading: 15 };
const strong: TextStyle = { ...body, weight: 700 };
const small: TextStyle = { weight: 400, size: 8.5, leading: 12 };
const smallStrong: TextStyle = { ...small, weight: 700 };
const headings: Readonly<Record<1 | 2 | 3, TextStyle>> = {
  1: { weight: 700, size: 17, leading: 23 },
  2: { weight: 700, size: 13, leading: 18 },
  3: { weight: 700, size: 10.5, leading: 15 },
};
const gap = 8;
const cellGap = 10;
const bulletWidth = 14;

interface Column {
  readonly width: number;
  readonly isFigures: boolean;
}

/** The pages of a document, filled from the top, each part with the tag that says what it is. */
export class Sheet {
  readonly #pdf: Document;
  readonly #typeface: Typeface;
  readonly #settable: (text: string) => string;
  readonly #root: Element;
  readonly #footText: string;
  readonly #counts: boolean;
  #page = 0;
  #y = 0;

  /** @param settable a text as the typeface can set it @param foot with whether its number says of how many: that keeps all pages in memory */
  constructor(
    pdf: Document,
    typeface: Typeface,
    settable: (text: string) => string,
    foot: { readonly text: string; readonly counts: boolean },
  ) {
    this.#footText = foot.text;
    this.#counts = foot.counts;
    this.#pdf = pdf;
    this.#typeface = typeface;
    this.#settable = settable;
    this.#root = pdf.struct("Document");
    pdf.addStructure(this.#root);
    this.#turn();
  }

  put(block: Block): void {
    switch (block.kind) {
      case "heading":
        this.#heading(block.level, block.text);
        return;
      case "paragraph":
        this.#paragraph(block.text, block.tone === "strong" ? strong : block.tone === "small" ? small : body);
        return;
      case "lines":
        this.#paragraph(block.lines.join("\n"), block.tone === "small" ? small : body);
        return;
      case "list":
        this.#list(block.items);
        return;
      case "table":
        this.#table(block);
        return;
    }
  }

  /** Once everything is put. */
  end(): void {
    this.#root.end();
    if (!this.#counts) return this.#foot(`${this.#page}`);
    for (let page = 1; page <= this.#page; page += 1) {
      this.#pdf.switchToPage(page - 1);
      this.#foot(`${page} of ${this.#page}`);
    }
  }

  /** What stands at a page's foot isn't read as part of the text. */
  #foot(number: string): void {
    this.#pdf.markContent("Artifact", { type: "Pagination" });
    const y = this.#pdf.page.height - margin.bottom + 30;
    const [left] = wrap(this.#typeface, this.#settable(this.#footText), small, this.#width * 0.8);
    const [right] = wrap(this.#typeface, number, small, this.#width * 0.2);
    if (left !== undefined) this.#line(left, small, margin.side, this.#width * 0.8, y);
    if (right !== undefined) this.#line({ ...right, atRight: true }, small, margin.side, this.#width, y);
    this.#pdf.endMarkedContent();
  }

  get #width(): number {
    return this.#pdf.page.width - 2 * margin.side;
  }

  /** How much is left of the page, in points. */
  get #left(): number {
    return this.#pdf.page.height - margin.bottom - this.#y;
  }

  #turn(): void {
    if (!this.#counts && this.#page > 0) this.#foot(`${this.#page}`);
    this.#page += 1;
    this.#pdf.addPage();
    this.#y = margin.top;
  }

  #wrapped(text: string, style: TextStyle, width: number): readonly Line[] {
    return wrap(this.#typeface, this.#settable(text), style, width);
  }

  #heading(level: 1 | 2 | 3, text: string): void {
    const style = headings[level];
    const lines = this.#wrapped(text, style, this.#width);
    const above = this.#y === margin.top ? 0 : level === 3 ? 4 : 10;
    // Never alone at a page's foot.
    if (this.#left < above + lines.length * style.leading + (level === 3 ? 3 : 6) * body.leading) this.#turn();
    else this.#y += above;
    this.#tagged(`H${level}`, lines, style, margin.side, this.#width);
    this.#y += level === 3 ? 2 : 4;
  }

  #paragraph(text: string, style: TextStyle): void {
    this.#tagged("P", this.#wrapped(text, style, this.#width), style, margin.side, this.#width);
    this.#y += gap;
  }

  #list(items: readonly string[]): void {
    const list = this.#pdf.struct("L");
    this.#root.add(list);
    for (const item of items) {
      const li = this.#pdf.struct("LI");
      list.add(li);
      const lines = this.#wrapped(item, body, this.#width - bulletWidth);
      if (this.#left < body.leading) this.#turn();
      const y = this.#y;
      const label = this.#pdf.struct("Lbl");
      li.add(label);
      label.add(() => {
        for (const line of this.#wrapped("•", body, bulletWidth)) this.#line(line, body, margin.side, bulletWidth, y);
      });
      label.end();
      this.#tagged("LBody", lines, body, margin.side + bulletWidth, this.#width - bulletWidth, li);
      li.end();
      this.#y += 3;
    }
    list.end();
    this.#y += gap - 3;
  }

  #table({ heads, rows, shares, figures = [] }: Table): void {
    const whole = shares.reduce((sum, share) => sum + share, 0);
    const room = this.#width - cellGap * (shares.length - 1);
    const widths = shares.map((share) => (room * share) / whole);
    const table = this.#pdf.struct("Table");
    this.#root.add(table);
    const columns = widths.map((width, index) => ({ width, isFigures: figures.includes(index) }));
    this.#row(table, "TH", heads, columns);
    for (const row of rows) this.#row(table, "TD", row, columns);
    table.end();
    this.#y += gap;
  }

  #row(table: Element, tag: "TH" | "TD", cells: readonly string[], columns: readonly Column[]): void {
    const style = tag === "TH" ? smallStrong : small;
    const wrapped = cells.map((cell, index) => {
      const { width, isFigures } = columns[index] ?? { width: 0, isFigures: false };
      const lines = this.#wrapped(cell, style, width);
      return isFigures ? lines.map((line) => ({ ...line, atRight: true })) : lines;
    });
    const height = Math.max(1, ...wrapped.map(({ length }) => length));
    const fits = () => Math.floor(this.#left / style.leading);
    // A row that a page can hold isn't broken; a head stays with a row.
    const most = Math.floor((this.#pdf.page.height - margin.top - margin.bottom) / style.leading);
    if (fits() < Math.min(height + (tag === "TH" ? 2 : 0), most)) this.#turn();
    const tr = this.#pdf.struct("TR");
    table.add(tr);
    const elements = cells.map(() => {
      // Its types don't know of scopes yet.
      const element = this.#pdf.struct(tag, tag === "TH" ? ({ scope: "Column" } as object) : {});
      tr.add(element);
      return element;
    });
    for (let from = 0; from < height; ) {
      if (fits() < 1) this.#turn();
      const to = Math.min(height, from + fits());
      let x = margin.side;
      for (const [index, lines] of wrapped.entries()) {
        const width = columns[index]?.width ?? 0;
        const part = lines.slice(from, to);
        const left = x;
        if (part.length > 0)
          elements[index]?.add(() => {
            for (const [at, line] of part.entries()) this.#line(line, style, left, width, this.#y + at * style.leading);
          });
        x += width + cellGap;
      }
      this.#y += (to - from) * style.leading;
      from = to;
    }
    for (const element of elements) element.end();
    tr.end();
    this.#y += 2;
  }

  /** Lines one below the other, over as many pages as it takes. */
  #tagged(
    tag: string,
    lines: readonly Line[],
    style: TextStyle,
    left: number,
    width: number,
    parent = this.#root,
  ): void {
    const element = this.#pdf.struct(tag);
    parent.add(element);
    for (let from = 0; from < lines.length; ) {
      if (this.#left < style.leading) this.#turn();
      const part = lines.slice(from, from + Math.max(1, Math.floor(this.#left / style.leading)));
      element.add(() => {
        for (const [at, line] of part.entries()) this.#line(line, style, left, width, this.#y + at * style.leading);
      });
      this.#y += part.length * style.leading;
      from += part.length;
    }
    element.end();
  }

  /** @param top of the line, from the page's top */
  #line({ runs, atRight }: Line, style: TextStyle, left: number, width: number, top: number): void {
    let x = atRight ? left + width - widthOfRuns(this.#typeface, runs, style) : left;
    for (const [index, run] of runs.entries()) {
      this.#typeface.set(run, style, x, top + style.size * 1.07);
      if (index < runs.length - 1) x += this.#typeface.widthOf(run, style);
    }
  }
}
