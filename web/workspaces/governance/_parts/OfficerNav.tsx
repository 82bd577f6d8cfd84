import { Link } from "@tanstack/react-router";
import { useSession } from "../../../app/session/use-session.ts";
import classes from "./OfficerNav.module.css";

const places = [
  {
    to: "/tasks",
    label: "Tasks",
    needs: [
      "break-glass.review",
      "vendor.approve",
      "reviews.manage",
      "reviews.decide",
      "policies.manage",
      "people.manage",
      "clients.manage",
      "consents.manage",
      "proxies.manage",
    ],
  },
  { to: "/emergencies", label: "Emergencies", needs: ["break-glass.review"] },
  { to: "/access-reviews", label: "Access reviews", needs: ["reviews.manage", "reviews.decide"] },
  { to: "/proxies", label: "Who acts for patients", needs: ["proxies.manage"] },
  { to: "/rights", label: "People’s requests", needs: ["rights.manage"] },
  { to: "/retention", label: "Retention", needs: ["retention.manage"] },
  { to: "/vendor-access", label: "Vendor access", needs: ["people.manage", "vendor.approve"] },
  { to: "/faulty-consents", label: "Unclear consents", needs: ["consents.manage"] },
  { to: "/relations", label: "Relations", needs: ["policies.manage"] },
  { to: "/exceptions", label: "Rules", needs: ["policies.manage"] },
] as const;

/** From one of an officer's lists to the others. */
export function OfficerNav() {
  const { permissions } = useSession();
  return (
    <nav aria-label="Officer’s lists" className={classes.nav}>
      {places
        .filter(({ needs }) => needs.some((one) => permissions?.includes(one) === true))
        .map(({ to, label }) => (
          <Link key={to} to={to} className={classes.place} activeProps={{ "aria-current": "page" }}>
            {label}
          </Link>
        ))}
    </nav>
  );
}
