import { Link, Outlet } from "@tanstack/react-router";
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
      <nav aria-label="Account" className={classes.tabs}>
        {pages.map((page) => (
          <Link key={page.to} to={page.to} activeOptions={{ exact: true }} className={classes.tab}>
            {page.label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
