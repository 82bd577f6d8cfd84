import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import { styleNonce } from "./app/style-nonce.ts";
import "./app/styles.ts";
import { speakIn } from "./language/current.ts";
import { noteFocus } from "./ui/last-focus.ts";

declare global {
  /** Where libraries that add style tags look for the page's nonce. */
  var __webpack_nonce__: string | undefined;
}

// zod compiles parsers with `new Function` where it can; the content security policy forbids that.
z.config({ jitless: true });
globalThis.__webpack_nonce__ = styleNonce();
speakIn(document);
noteFocus(document);

const root = document.getElementById("root");
if (root !== null) {
  // Loaded only now: a schema asks as soon as it is defined whether it may be compiled. Not awaited: a module that waits for one
  // which needs a part of it waits for ever.
  void import("./app/providers.tsx").then(({ Providers }) =>
    createRoot(root).render(
      <StrictMode>
        <Providers />
      </StrictMode>,
    ),
  );
}
