import { useNotifications } from "@mantine/notifications";
import { lazy, Suspense, useState } from "react";

const ShownNotices = lazy(() => import("./ShownNotices.tsx").then((module) => ({ default: module.ShownNotices })));

/** What passes by in a corner. Most first screens have none, so what draws it is fetched with the first. */
export function Notices() {
  const { notifications } = useNotifications();
  const [wanted, setWanted] = useState(false);
  if (!wanted && notifications.length > 0) setWanted(true);
  return wanted ? (
    <Suspense fallback={null}>
      <ShownNotices />
    </Suspense>
  ) : null;
}
