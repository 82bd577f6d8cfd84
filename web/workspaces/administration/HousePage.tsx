import { Link, type LinkProps, Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { arranges } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageTabs } from "../../ui/PageTabs.tsx";

/** Each with the permissions of which one is enough, or what else of a role is. */
const pages: readonly {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: string;
  readonly needs: readonly string[];
  readonly or?: (scopes: readonly string[]) => boolean;
}[] = [
  {
    to: "/administration/clinic",
    label: "Clinic",
    needs: ["policies.manage", "stationery.manage", "templates.manage"],
  },
  { to: "/administration/people", label: "People", needs: ["people.manage"] },
  { to: "/administration/roles", label: "Roles", needs: ["roles.manage", "people.manage"] },
  { to: "/administration/clients", label: "API clients", needs: ["clients.manage"] },
  { to: "/administration/ledger", label: "Ledger", needs: ["ledger.verify"] },
  { to: "/administration/import", label: "Import", needs: ["import"] },
  { to: "/administration/branches", label: "Branches", needs: ["policies.manage"] },
  { to: "/administration/schedule", label: "Schedule", needs: [], or: arranges },
  { to: "/administration/templates", label: "Templates", needs: ["templates.manage"] },
  { to: "/administration/papers", label: "Papers", needs: ["stationery.manage"] },
  { to: "/administration/registration", label: "Registration", needs: ["policies.manage"] },
  { to: "/administration/sign-in", label: "Sign-in", needs: ["policies.manage"] },
  { to: "/administration/requests", label: "Requests", needs: ["policies.manage"] },
  { to: "/administration/outside", label: "Outside", needs: ["policies.manage"] },
  { to: "/administration/recoveries", label: "Lost access", needs: ["recovery.approve", "people.manage"] },
];

/** The pages of those who run the house. */
export function HousePage() {
  const { permissions = [], scopes } = useSession();
  const { pathname } = useLocation();
  const shown = pages.filter(
    ({ needs, or }) => needs.some((one) => permissions.includes(one)) || or?.(scopes) === true,
  );
  const isHere = (to: string) => pathname === to || pathname.startsWith(`${to}/`);
  const [first] = shown;
  if (!shown.some((page) => isHere(page.to))) {
    // The rail leads to people; somebody may have other pages of the house.
    if (first !== undefined && isHere("/administration/people")) return <Navigate to={first.to} replace />;
    return (
      <>
        <PageHeader title="Not part of your role" />
        <EmptyState
          title="This page belongs to those who run the house."
          action={<Link to="/">Go to the start page</Link>}
        >
          If your work needs it, ask an administrator of your organisation to change your role.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {shown.length > 1 && <PageTabs label="House" pages={shown} />}
      <Outlet />
    </>
  );
}
