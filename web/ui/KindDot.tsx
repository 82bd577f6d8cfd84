import type { KindColour } from "../../contract/index.ts";
import classes from "./KindDot.module.css";

/** The colour of a kind of appointment, beside its name: alone it says nothing. */
export function KindDot({ colour }: { readonly colour: KindColour | undefined }) {
  if (colour === undefined) return null;
  return <span className={classes.dot} data-colour={colour} aria-hidden />;
}
