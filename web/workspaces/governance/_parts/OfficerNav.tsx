import { Link } from "@tanstack/react-router";
import { useSession } from "../../../app/session/use-session.ts";
import classes from "./OfficerNav.module.css";
import { say } from "./words/index.ts";

const places = [
  {
    to: "/tasks",
    label: say("tasks"),
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
  { to: "/emergencies", label: say("emergencies"), needs: ["break-glass.review"] },
  { to: "/access-reviews", label: say("accessReviews"), needs: ["reviews.manage", "reviews.decide"] },
  { to: "/proxies", label: say("proxies"), needs: ["proxies.manage"] },
  { to: "/rights", label: say("requests"), needs: ["rights.manage"] },
  { to: "/retention", label: say("retention"), needs: ["retention.manage"] },
  { to: "/vendor-access", label: say("vendorAccess"), needs: ["people.manage", "vendor.approve"] },
  { to: "/faulty-consents", label: say("unclearConsents"), needs: ["consents.manage"] },
  { to: "/relations", label: say("relations"), needs: ["policies.manage"] },
  { to: "/exceptions", label: say("rules"), needs: ["policies.manage"] },
] as const;

/** From one of an officer's lists to the others. */
export function OfficerNav() {
  const { permissions } = useSession();
  return (
    <nav aria-label={say("officersLists")} className={classes.nav}>
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
