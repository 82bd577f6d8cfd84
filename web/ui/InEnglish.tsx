import { DirectionContext, MantineThemeProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { inEnglish, language } from "../language/index.ts";

const theme = { components: { Portal: { defaultProps: { target: "#in-english" } } } };
const direction = { dir: "ltr", setDirection: () => undefined, toggleDirection: () => undefined } as const;

/** Where dialogs and lists of an English part open: outside the page, which may run from the right. */
function makePlace(): void {
  if (document.querySelector("#in-english") !== null) return;
  document.body.append(Object.assign(document.createElement("div"), { id: "in-english", ...inEnglish }));
}

/** A part whose words are English in every language, with all that opens from it: read out as English, and laid out from the left. */
export function InEnglish({ children }: { readonly children: ReactNode }) {
  if (language.tag === "en-GB") return children;
  makePlace();
  return (
    <DirectionContext value={direction}>
      <MantineThemeProvider theme={theme}>
        <div {...inEnglish}>{children}</div>
      </MantineThemeProvider>
    </DirectionContext>
  );
}

const ownTheme = { components: { Portal: { defaultProps: { target: "body" } } } };
const ownDirection = { ...direction, dir: language.direction } as const;

/** Inside an English part: words in the reader's language again. */
export function InReadersLanguage({ children }: { readonly children: ReactNode }) {
  if (language.tag === "en-GB") return children;
  return (
    <DirectionContext value={ownDirection}>
      <MantineThemeProvider theme={ownTheme}>
        <div lang={language.tag} dir={language.direction}>
          {children}
        </div>
      </MantineThemeProvider>
    </DirectionContext>
  );
}
