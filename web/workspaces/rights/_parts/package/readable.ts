import type { PrintedHead } from "../../../../../print/index.ts";
import type { Contents, ContentsPart, ReadRecord } from "./contents.ts";
import { type Html, html } from "./html.ts";
import { base64 } from "./seal-package.ts";

/** A package's contents as a page. @param head the letterhead that its paper has */
export function readable({ title, about, parts }: Contents, head?: PrintedHead): Html {
  return html`
    <header>
      ${head === undefined ? [] : letterheadOf(head)}
      <h1>${title}</h1>
      <p>${about}</p>
    </header>
    <nav aria-label="Contents"><ul>
      ${parts.map(({ id, title: its, body }) => html`<li><a href="#${id}">${its}${body.kind === "records" ? ` (${body.records.length})` : ""}</a></li>`)}
    </ul></nav>
    ${parts.map(({ id, title: its, body }) => html`<section id="${id}"><h2>${its}</h2>${bodyOf(body)}</section>`)}`;
}

/** The logo lies in the page itself: it opens without a network. */
function letterheadOf({ name, lines, foot, logo }: PrintedHead): Html {
  const words = [...lines, ...(foot === undefined ? [] : [foot])];
  return html`<address>
        ${logo === undefined ? [] : html`<img src="data:image/png;base64,${base64(new Uint8Array(logo.png))}" alt="${logo.words}">`}
        <strong>${name}</strong>${words.map((line) => html`<br>${line}`)}
      </address>`;
}

function bodyOf(body: ContentsPart["body"]): Html | readonly Html[] {
  switch (body.kind) {
    case "records":
      return body.records.map(one);
    case "table":
      return table(body.heads, body.rows);
    case "sentence":
      return html`<p>${body.text}</p>`;
  }
}

function one({ line, fields }: ReadRecord): Html {
  return html`<details><summary>${line}</summary>${table(["Field", "Value"], fields)}</details>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): Html {
  if (rows.length === 0) return html`<p>Nothing.</p>`;
  return html`<div class="wide" tabindex="0"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}
