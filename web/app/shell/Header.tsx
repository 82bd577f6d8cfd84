import { ActionIcon, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Kbd } from "../../ui/Kbd.tsx";
import { LateMenu } from "../../ui/LateMenu.tsx";
import { fetchedLater } from "../../ui/later.tsx";
import { roleWords } from "../../ui/role-words.ts";
import { allows } from "../session/allows.ts";
import { isOwnRecord } from "../session/is-own-record.ts";
import { useSession } from "../session/use-session.ts";
import { say } from "../words/index.ts";
import { colourSchemes } from "./colour-schemes.ts";
import classes from "./Header.module.css";

import { initials } from "./initials.ts";

const SchemeMenu = fetchedLater(async () => (await import("./HeaderMenus.tsx")).SchemeMenu);
const PersonMenu = fetchedLater(async () => (await import("./HeaderMenus.tsx")).PersonMenu);

type Props = { readonly openPalette: () => void; readonly openShortcuts: () => void };

/** Whose house this is, the way to everything (search), and who is at work. */
export function Header({ openPalette, openShortcuts }: Props) {
  const session = useSession();
  const { organisation } = session;
  const search =
    allows(session.scopes, "Patient", "s") && !isOwnRecord(session) ? say("findAnything") : say("goAnywhere");
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.brand} aria-label={say("startPage", { organisation: organisation.name })}>
        <img src="/wardbook.svg" alt="" width={26} height={26} />
        <span className={classes.organisation}>{organisation.name}</span>
      </Link>
      {organisation.demonstration && <span className={classes.demonstration}>{say("demonstration")}</span>}
      <UnstyledButton className={classes.search} onClick={openPalette} aria-keyshortcuts="Control+K">
        <IconSearch size={16} aria-hidden />
        <span className={classes.searchWords}>{search}</span>
        <span className={classes.searchKeys}>
          <Kbd keys="Ctrl K" />
        </span>
      </UnstyledButton>
      <Scheme />
      <Person openShortcuts={openShortcuts} />
    </header>
  );
}

function Scheme() {
  const { colorScheme } = useMantineColorScheme();
  const current = colourSchemes[colorScheme];
  return (
    <LateMenu
      button={
        <ActionIcon size="lg" aria-label={say("colours", { scheme: current.label })}>
          <current.icon size={18} aria-hidden />
        </ActionIcon>
      }
      menu={(button) => <SchemeMenu button={button} />}
    />
  );
}

function Person({ openShortcuts }: { readonly openShortcuts: () => void }) {
  const { person } = useSession();
  const job = person.jobTitle ?? person.roleLabel ?? roleWords(person.role).label;
  return (
    <LateMenu
      button={
        <UnstyledButton className={classes.person}>
          <span className={classes.initials} data-initials={initials(person.displayName)} aria-hidden />
          <span className={classes.personWords}>
            <span className={classes.personName}>{person.displayName}</span>
            <span className={classes.personRole}>{job}</span>
          </span>
          <span className="wb-visually-hidden">{say("account")}</span>
        </UnstyledButton>
      }
      menu={(button) => <PersonMenu button={button} openShortcuts={openShortcuts} />}
    />
  );
}
