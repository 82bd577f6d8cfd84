import classes from "./Kbd.module.css";

/** A key, or keys pressed one after the other: `<Kbd keys="g p" />`, `<Kbd keys="Ctrl+K" />`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    // Keys are pressed in this order in every script.
    <span className={classes.keys} dir="ltr">
      {keys.split(" ").map((key) => (
        <kbd key={key} className={classes.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
