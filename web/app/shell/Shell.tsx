import { Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { InEnglish } from "../../ui/InEnglish.tsx";
import { say } from "../words/index.ts";
import { RecoveryNotice } from "../session/RecoveryNotice.tsx";
import { SessionKeeper } from "../session/SessionKeeper.tsx";
import { useRememberPatients } from "../session/use-remember-patients.ts";
import { BreakGlassBanner } from "./BreakGlassBanner.tsx";
import { Header } from "./Header.tsx";
import { isTranslated } from "./is-translated.ts";
import { Rail } from "./Rail.tsx";
import classes from "./Shell.module.css";
import { Underway } from "./Underway.tsx";
import { useFocusOnArrival } from "./use-focus-on-arrival.ts";
import { useKeys } from "./use-keys.ts";

const loadPalette = () => import("../palette/Palette.tsx");
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })));
const ShortcutsDialog = lazy(() =>
  import("./ShortcutsDialog.tsx").then((module) => ({ default: module.ShortcutsDialog })),
);

const FailedSignIns = lazy(() =>
  import("../../workspaces/governance/_parts/FailedSignIns.tsx").then((module) => ({ default: module.FailedSignIns })),
);

/** Frame of every signed-in page: header, rail (a bottom bar on phones), the page, and what opens over it. */
export function Shell() {
  const [open, setOpen] = useState<"palette" | "shortcuts" | undefined>(undefined);
  const { pathname } = useLocation();
  useFocusOnArrival();
  useRememberPatients();
  useKeys({ openPalette: () => setOpen("palette"), openShortcuts: () => setOpen("shortcuts") });
  useEffect(() => {
    // Fetched ahead, so that what is typed right after Ctrl K lands in it.
    const timer = window.setTimeout(() => void loadPalette(), 1500);
    return () => window.clearTimeout(timer);
  }, []);
  const close = () => setOpen(undefined);
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {say("skip")}
      </a>
      <Header openPalette={() => setOpen("palette")} openShortcuts={() => setOpen("shortcuts")} />
      <Underway />
      <BreakGlassBanner />
      <Rail />
      <main id="main" tabIndex={-1} className={classes.main}>
        <RecoveryNotice />
        <Suspense fallback={null}>
          <FailedSignIns />
        </Suspense>
        {isTranslated(pathname) ? (
          <Outlet />
        ) : (
          <InEnglish>
            <Outlet />
          </InEnglish>
        )}
      </main>
      <Suspense>
        {open === "palette" && <Palette close={close} openShortcuts={() => setOpen("shortcuts")} />}
        {open === "shortcuts" && <ShortcutsDialog close={close} />}
      </Suspense>
      <SessionKeeper />
    </div>
  );
}
