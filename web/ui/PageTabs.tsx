import { Link, type LinkProps } from "@tanstack/react-router";
import classes from "./PageTabs.module.css";

type Props = {
  /** What they are pages of. */
  readonly label: string;
  readonly pages: readonly { readonly to: NonNullable<LinkProps["to"]>; readonly label: string }[];
  /** Whether a page is its own address alone, and not also those below it. */
  readonly exact?: boolean;
};

/** From one of the pages that belong together to the others. */
export function PageTabs({ label, pages, exact = false }: Props) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {pages.map((page) => (
        <Link key={page.to} to={page.to} activeOptions={{ exact }} className={classes.tab}>
          {page.label}
        </Link>
      ))}
    </nav>
  );
}
