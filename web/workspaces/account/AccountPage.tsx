import { Outlet } from "@tanstack/react-router";
import { PageTabs } from "../../ui/PageTabs.tsx";
import classes from "./AccountPage.module.css";

const pages = [
  { to: "/account", label: "Signing in" },
  { to: "/account/sessions", label: "Sessions" },
  { to: "/account/purpose", label: "Purpose" },
  { to: "/account/apps", label: "Apps" },
] as const;

/** What belongs to the person who is signed in. */
export function AccountPage() {
  return (
    <div className={classes.account}>
      <PageTabs label="Account" pages={pages} exact />
      <Outlet />
    </div>
  );
}
