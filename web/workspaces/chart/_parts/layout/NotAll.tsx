import { IconAlertTriangle } from "@tabler/icons-react";
import classes from "./NotAll.module.css";
import { say } from "../../words/index.ts";

/** Said wherever a list is cut: a list that looks whole and isn't can do harm. */
export function NotAll({ complete, what }: { readonly complete: boolean; readonly what: string }) {
  if (complete) return null;
  return (
    <p role="status" className={classes.cut}>
      <IconAlertTriangle size={15} aria-hidden />
      {say("hasMore", { what })}
    </p>
  );
}
