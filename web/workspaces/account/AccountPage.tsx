import { Outlet } from "@tanstack/react-router";
import { PageTabs } from "../../ui/PageTabs.tsx";
import classes from "./AccountPage.module.css";
import { say } from "./words/index.ts";

const pages = [
  { to: "/account", label: say("signingIn") },
  { to: "/account/sessions", label: say("sessions") },
  { to: "/account/purpose", label: say("purpose") },
  { to: "/account/apps", label: say("apps") },
] as const;

/** What belongs to the person who is signed in. */
export function AccountPage() {
  return (
    <div className={classes.account}>
      <PageTabs label={say("account")} pages={pages} exact />
      <Outlet />
    </div>
  );
}
