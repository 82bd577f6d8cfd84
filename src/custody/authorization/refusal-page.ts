import type { ErrorOut, KoaContextWithOIDC } from "oidc-provider";
import { randomToken } from "../../foundation/crypto/index.ts";

const sentences: Readonly<Record<string, string>> = {
  invalid_client: "The app that sent you here is not known to this organisation.",
  invalid_redirect_uri: "The app wants the answer to be sent to an address that it never registered.",
  invalid_request: "The app's request is not complete.",
  server_error: "Something went wrong here. Nothing was shared.",
};

/** What a person sees when their browser brings a request that can't be answered to the app: sending it there might be the attack. */
export async function showRefusal(ctx: KoaContextWithOIDC, out: ErrorOut): Promise<void> {
  const nonce = randomToken(16);
  ctx.type = "html";
  ctx.set(
    "content-security-policy",
    `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  ctx.body = page(nonce, sentences[out.error] ?? "The app's request can't be answered.", out.error);
}

function page(nonce: string, sentence: string, code: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>This app can't be opened</title>
<style nonce="${nonce}">
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto 0; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
</style>
</head>
<body>
<main>
<h1>This app can't be opened</h1>
<p>${sentence} Nothing was shared with it.</p>
<p>Close this page. If you need the app, tell whoever runs it this code: <code>${code.replace(/[^a-z_]/g, "")}</code>.</p>
</main>
</body>
</html>
`;
}
