/** The nonce of this page's style tags, which the server wrote into the page; none in development. */
export function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute("content") ?? "";
}
