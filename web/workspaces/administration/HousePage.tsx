import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useSession } from "../../app/session/use-session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import classes from "./HousePage.module.css";

const pages = [
  { to: "/administration/people", label: "People", auditor: false },
  { to: "/administration/roles", label: "Roles", auditor: false },
  { to: "/administration/clients", label: "API clients", auditor: false },
  { to: "/administration/ledger", label: "Ledger", auditor: true },
  { to: "/administration/import", label: "Import", auditor: false },
  { to: "/administration/sign-in", label: "Sign-in", auditor: false },
  { to: "/administration/recoveries", label: "Lost access", auditor: false },
] as const;

/** The pages of those who run the house. */
export function HousePage() {
  const { person } = useSession();
  const { pathname } = useLocation();
  const shown = pages.filter((page) => person.role === "administrator" || (person.role === "auditor" && page.auditor));
  if (!shown.some((page) => pathname === page.to)) {
    return (
      <>
        <PageHeader title="Not part of your role" />
        <EmptyState title="This page belongs to administrators." action={<Link to="/">Go to the start page</Link>}>
          If your work needs it, ask an administrator of your organisation to change your role.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {shown.length > 1 && (
        <nav aria-label="House" className={classes.tabs}>
          {shown.map((page) => (
            <Link
              key={page.to}
              to={page.to}
              className={classes.tab}
              aria-current={pathname === page.to ? "page" : undefined}
            >
              {page.label}
            </Link>
          ))}
        </nav>
      )}
      <Outlet />
    </>
  );
}
