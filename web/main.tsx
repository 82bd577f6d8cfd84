// First, so that every component's own rules come after the library's.
import "./app/styles.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import { Providers } from "./app/providers.tsx";

// zod compiles parsers with `new Function` where it can; the content security policy forbids that.
z.config({ jitless: true });

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Providers />
    </StrictMode>,
  );
}
