import { IconAlertTriangle } from "@tabler/icons-react";
import classes from "./NotAll.module.css";

/** Said wherever a list is cut: a list that looks whole and isn't can do harm. */
export function NotAll({ complete, what }: { readonly complete: boolean; readonly what: string }) {
  if (complete) return null;
  return (
    <p role="status" className={classes.cut}>
      <IconAlertTriangle size={15} aria-hidden />
      This chart has more {what} than this page shows. The oldest are missing here.
    </p>
  );
}
