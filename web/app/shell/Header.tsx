import { ActionIcon, Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { chooseLanguage, language, languages } from "../../language/index.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { roleWords } from "../../ui/role-words.ts";
import { allows } from "../session/allows.ts";
import { isOwnRecord } from "../session/is-own-record.ts";
import { signOut } from "../session/sign-out.ts";
import { useSession } from "../session/use-session.ts";
import { say } from "../words/index.ts";
import classes from "./Header.module.css";
import { initials } from "./initials.ts";

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
      <SchemeMenu />
      <PersonMenu openShortcuts={openShortcuts} />
    </header>
  );
}

const schemes = [
  { value: "light", label: say("light"), icon: IconSun },
  { value: "dark", label: say("dark"), icon: IconMoon },
  { value: "auto", label: say("asTheSystem"), icon: IconDeviceDesktop },
] as const;

function SchemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const current = schemes.find((scheme) => scheme.value === colorScheme) ?? schemes[2];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="lg" aria-label={say("colours", { scheme: current.label })}>
          <current.icon size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme.value}
            leftSection={<scheme.icon size={16} aria-hidden />}
            onClick={() => setColorScheme(scheme.value)}
            aria-current={scheme.value === colorScheme}
          >
            {scheme.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonMenu({ openShortcuts }: { readonly openShortcuts: () => void }) {
  const { person } = useSession();
  const job = person.jobTitle ?? person.roleLabel ?? roleWords(person.role).label;
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <UnstyledButton className={classes.person}>
          <span className={classes.initials} data-initials={initials(person.displayName)} aria-hidden />
          <span className={classes.personWords}>
            <span className={classes.personName}>{person.displayName}</span>
            <span className={classes.personRole}>{job}</span>
          </span>
          <span className="wb-visually-hidden">{say("account")}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.displayName}
          <br />
          {say("signedInAs", {
            role: person.roleLabel ?? roleWords(person.role).label,
            username: person.username,
          })}
        </Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={16} aria-hidden />}>
          {say("yourAccount")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={16} aria-hidden />}
          rightSection={<Kbd keys="?" />}
          onClick={openShortcuts}
        >
          {say("keyboardShortcuts")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{say("language")}</Menu.Label>
        {languages.map(({ tag, own }) => (
          <Menu.Item
            key={tag}
            lang={tag}
            leftSection={<IconLanguage size={16} aria-hidden />}
            onClick={() => chooseLanguage(tag)}
            aria-current={tag === language.tag}
          >
            {own}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {say("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
