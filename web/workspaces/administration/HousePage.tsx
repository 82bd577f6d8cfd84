import { Link, type LinkProps, Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { arranges } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageTabs } from "../../ui/PageTabs.tsx";
import { say } from "./words/index.ts";

/** Each with the permissions of which one is enough, or what else of a role is. */
const pages: readonly {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: string;
  readonly needs: readonly string[];
  readonly or?: (scopes: readonly string[]) => boolean;
}[] = [
  {
    to: "/administration/clinic",
    label: say("clinic"),
    needs: ["policies.manage", "stationery.manage", "templates.manage"],
  },
  { to: "/administration/people", label: say("people"), needs: ["people.manage"] },
  { to: "/administration/roles", label: say("roles"), needs: ["roles.manage", "people.manage"] },
  { to: "/administration/clients", label: say("apiClients"), needs: ["clients.manage"] },
  { to: "/administration/ledger", label: say("ledger"), needs: ["ledger.verify"] },
  { to: "/administration/import", label: say("import"), needs: ["import"] },
  { to: "/administration/branches", label: say("branches"), needs: ["policies.manage"] },
  { to: "/administration/schedule", label: say("schedule"), needs: [], or: arranges },
  { to: "/administration/templates", label: say("templatesTab"), needs: ["templates.manage"] },
  { to: "/administration/papers", label: say("papers"), needs: ["stationery.manage"] },
  { to: "/administration/registration", label: say("registration"), needs: ["policies.manage"] },
  { to: "/administration/sign-in", label: say("signIn"), needs: ["policies.manage"] },
  { to: "/administration/requests", label: say("requests"), needs: ["policies.manage"] },
  { to: "/administration/outside", label: say("outsideTab"), needs: ["policies.manage"] },
  { to: "/administration/recoveries", label: say("lostAccess"), needs: ["recovery.approve", "people.manage"] },
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
        <PageHeader title={say("notYourRole")} />
        <EmptyState title={say("belongsToHouse")} action={<Link to="/">{say("toStart")}</Link>}>
          {say("askAdministrator")}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {shown.length > 1 && <PageTabs label={say("house")} pages={shown} />}
      <Outlet />
    </>
  );
}
