import { lazy, Suspense } from "react";
import { useSession } from "./use-session.ts";

const RecoveryUnderWay = lazy(() =>
  import("../../workspaces/account/_parts/RecoveryUnderWay.tsx").then((module) => ({
    default: module.RecoveryUnderWay,
  })),
);

/** On every page while somebody recovers the access of the person who is here. */
export function RecoveryNotice() {
  const { recovery } = useSession();
  if (recovery === undefined) return null;
  return (
    <Suspense fallback={null}>
      <RecoveryUnderWay recovery={recovery} />
    </Suspense>
  );
}
