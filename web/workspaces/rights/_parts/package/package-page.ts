import { openPackage } from "./open-package.ts";
import type { SealedPackage } from "./seal-package.ts";

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:0 auto;padding:1.5rem}
h1{line-height:1.2}h2{margin:2rem 0 .5rem}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
address{font-style:normal;margin-bottom:1.5rem}address img{display:block;max-width:15rem;max-height:5rem;margin-bottom:.5rem}
details{border-bottom:1px solid #8886}summary{padding:.4rem 0;cursor:pointer;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}th,td{padding:.2rem .9rem .2rem 0;text-align:start;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}
input,button{font:inherit;padding:.5rem .8rem}[hidden]{display:none}@media print{nav,button{display:none}details::details-content{content-visibility:visible}}`;

/** A page that opens in any browser, without a network, for whoever has the passphrase. */
export function packagePage(sealed: SealedPackage, house: string): string {
  // A closing tag can't be in base64.
  const data = JSON.stringify(sealed);
  const title = house.replaceAll(/[&<>"']/g, " ");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'">
<title>A sealed record</title><style>${style}</style></head><body>
<form id="open"><h1>A sealed record from ${title}</h1>
<p>It opens here, without a network, with the passphrase that was chosen when it was made.</p>
<p><label>Passphrase <input id="passphrase" type="password" autocomplete="off" autofocus></label> <button>Open</button></p>
<p id="told" role="status"></p></form>
<button id="save-pdf" hidden>Save as PDF (to print)</button>
<button id="save" hidden>Save the data as FHIR (for another system)</button>
<main id="shown" hidden></main>
<script id="sealed" type="application/json">${data}</script>
<script>(${openPackage.toString()})()</script>
</body></html>
`;
}
