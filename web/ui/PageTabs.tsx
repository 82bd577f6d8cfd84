import { UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Link, type LinkProps, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import classes from "./PageTabs.module.css";

type Props = {
  /** What they are pages of. */
  readonly label: string;
  readonly pages: readonly { readonly to: NonNullable<LinkProps["to"]>; readonly label: string }[];
  /** Whether a page is its own address alone, and not also those below it. */
  readonly exact?: boolean;
};

/** More of them would take a third of a telephone's screen. */
const mostOnPhones = 5;

/** From one of the pages that belong together to the others. Many of them stand on a telephone behind the name of the one that is open. */
export function PageTabs({ label, pages, exact = false }: Props) {
  const { pathname } = useLocation();
  const [isOpen, setOpen] = useState(false);
  const isMany = pages.length > mostOnPhones;
  const here = pages.find(({ to }) => pathname === to || (!exact && pathname.startsWith(`${to}/`)));
  return (
    <nav aria-label={label} className={classes.tabs} data-many={isMany || undefined} data-open={isOpen || undefined}>
      {isMany && (
        <UnstyledButton className={classes.choice} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <span className={classes.of}>{label}</span>
          <span className={classes.here}>{here?.label}</span>
          <IconChevronDown size={18} aria-hidden className={classes.sign} />
        </UnstyledButton>
      )}
      <div className={classes.pages}>
        {pages.map((page) => (
          <Link
            key={page.to}
            to={page.to}
            activeOptions={{ exact }}
            className={classes.tab}
            onClick={() => setOpen(false)}
          >
            {page.label}
          </Link>
        ))}
      </div>
    </nav>
  );
}
