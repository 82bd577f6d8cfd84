import type { Block, PrintedHead } from "./document.ts";
import { drawCode } from "./draw-code.ts";
import { fitLogo } from "./draw-logo.ts";
import type { Pages } from "./pages.ts";
import type { TextStyle } from "./typeface.ts";

type Element = PDFKit.PDFStructureElement;
type Table = Extract<Block, { readonly kind: "table" }>;

const gap = 8;
const cellGap = 10;
const bulletWidth = 14;

interface Column {
  readonly width: number;
  readonly isFigures: boolean;
}

/** A document's parts, set from the top, each with the tag that says what it is. */
export class Sheet {
  readonly #pages: Pages;

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  put(block: Block): void {
    const { body, strong, small } = this.#pages.look;
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
      case "code":
        this.#code(block.text, block.words);
        return;
    }
  }

  /** Above everything on the first page: whose paper it is. */
  head({ logo, name, lines }: PrintedHead): void {
    const { margin, strong, small, logo: room } = this.#pages.look;
    const top = this.#pages.y;
    const placed = logo && fitLogo(this.#pages.pdf, logo, room);
    const beside = placed !== undefined && !this.#pages.look.isRoll ? placed.width + 16 : 0;
    if (placed !== undefined) {
      const alt = this.#pages.settable(logo?.words ?? "");
      this.#pages.root.add(this.#pages.pdf.struct("Figure", { alt }, () => placed.draw(margin.side, top)));
      if (beside === 0) this.#pages.y += placed.height + 4;
    }
    const [left, width] = [margin.side + beside, this.#pages.width - beside];
    this.#pages.tagged("P", this.#pages.wrapped(name, strong, width), strong, left, width);
    if (lines.length > 0)
      this.#pages.tagged("P", this.#pages.wrapped(lines.join("\n"), small, width), small, left, width);
    this.#pages.y = Math.max(this.#pages.y, top + (placed?.height ?? 0)) + 14;
  }

  /** A code at the left, with what it is for beside it. */
  #code(text: string, words: string): void {
    const { margin, small, code: size } = this.#pages.look;
    if (this.#pages.left < size) this.#pages.turn();
    const top = this.#pages.y;
    const alt = this.#pages.settable(words);
    const draw = () => drawCode(this.#pages.pdf, text, { left: margin.side - 4, top, size });
    this.#pages.root.add(this.#pages.pdf.struct("Figure", { alt }, draw));
    const [left, width] = [margin.side + size + 4, this.#pages.width - size - 4];
    const lines = this.#pages.wrapped(words, small, width);
    this.#pages.y = top + Math.max(0, (size - lines.length * small.leading) / 2);
    this.#pages.tagged("P", lines, small, left, width);
    this.#pages.y = Math.max(this.#pages.y, top + size) + gap;
  }

  #heading(level: 1 | 2 | 3, text: string): void {
    const { headings, body, margin } = this.#pages.look;
    const style = headings[level];
    const lines = this.#pages.wrapped(text, style, this.#pages.width);
    const above = this.#pages.y === margin.top ? 0 : level === 3 ? 4 : 10;
    // Never alone at a page's foot.
    if (this.#pages.left < above + lines.length * style.leading + (level === 3 ? 3 : 6) * body.leading)
      this.#pages.turn();
    else this.#pages.y += above;
    this.#pages.tagged(`H${level}`, lines, style, margin.side, this.#pages.width);
    this.#pages.y += level === 3 ? 2 : 4;
  }

  #paragraph(text: string, style: TextStyle): void {
    this.#pages.tagged(
      "P",
      this.#pages.wrapped(text, style, this.#pages.width),
      style,
      this.#pages.look.margin.side,
      this.#pages.width,
    );
    this.#pages.y += gap;
  }

  #list(items: readonly string[]): void {
    const { body, margin } = this.#pages.look;
    const list = this.#pages.pdf.struct("L");
    this.#pages.root.add(list);
    for (const item of items) {
      const li = this.#pages.pdf.struct("LI");
      list.add(li);
      const lines = this.#pages.wrapped(item, body, this.#pages.width - bulletWidth);
      if (this.#pages.left < body.leading) this.#pages.turn();
      const y = this.#pages.y;
      const label = this.#pages.pdf.struct("Lbl");
      li.add(label);
      label.add(() => {
        for (const line of this.#pages.wrapped("•", body, bulletWidth))
          this.#pages.line(line, body, margin.side, bulletWidth, y);
      });
      label.end();
      this.#pages.tagged("LBody", lines, body, margin.side + bulletWidth, this.#pages.width - bulletWidth, li);
      li.end();
      this.#pages.y += 3;
    }
    list.end();
    this.#pages.y += gap - 3;
  }

  #table({ heads, rows, shares, figures = [] }: Table): void {
    const whole = shares.reduce((sum, share) => sum + share, 0);
    const room = this.#pages.width - cellGap * (shares.length - 1);
    const widths = shares.map((share) => (room * share) / whole);
    const table = this.#pages.pdf.struct("Table");
    this.#pages.root.add(table);
    const columns = widths.map((width, index) => ({ width, isFigures: figures.includes(index) }));
    this.#row(table, "TH", heads, columns);
    for (const row of rows) this.#row(table, "TD", row, columns);
    table.end();
    this.#pages.y += gap;
  }

  #row(table: Element, tag: "TH" | "TD", cells: readonly string[], columns: readonly Column[]): void {
    const { margin, small, smallStrong } = this.#pages.look;
    const style = tag === "TH" ? smallStrong : small;
    const wrapped = cells.map((cell, index) => {
      const { width, isFigures } = columns[index] ?? { width: 0, isFigures: false };
      const lines = this.#pages.wrapped(cell, style, width);
      return isFigures ? lines.map((line) => ({ ...line, atRight: true })) : lines;
    });
    const height = Math.max(1, ...wrapped.map(({ length }) => length));
    const fits = () => Math.floor(this.#pages.left / style.leading);
    // A row that a page can hold isn't broken; a head stays with a row.
    const most = Math.floor((this.#pages.pdf.page.height - margin.top - margin.bottom) / style.leading);
    if (fits() < Math.min(height + (tag === "TH" ? 2 : 0), most)) this.#pages.turn();
    const tr = this.#pages.pdf.struct("TR");
    table.add(tr);
    const elements = cells.map(() => {
      // Its types don't know of scopes yet.
      const element = this.#pages.pdf.struct(tag, tag === "TH" ? ({ scope: "Column" } as object) : {});
      tr.add(element);
      return element;
    });
    for (let from = 0; from < height; ) {
      if (fits() < 1) this.#pages.turn();
      const to = Math.min(height, from + fits());
      let x = margin.side;
      for (const [index, lines] of wrapped.entries()) {
        const width = columns[index]?.width ?? 0;
        const part = lines.slice(from, to);
        const left = x;
        if (part.length > 0)
          elements[index]?.add(() => {
            for (const [at, line] of part.entries())
              this.#pages.line(line, style, left, width, this.#pages.y + at * style.leading);
          });
        x += width + cellGap;
      }
      this.#pages.y += (to - from) * style.leading;
      from = to;
    }
    for (const element of elements) element.end();
    tr.end();
    this.#pages.y += 2;
  }
}
