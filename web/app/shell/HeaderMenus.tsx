import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconKeyboard, IconLanguage, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { chooseLanguage, language, languages } from "../../language/index.ts";
import { AskedMenu } from "../../ui/AskedMenu.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import type { MenuButton } from "../../ui/LateMenu.tsx";
import { roleWords } from "../../ui/role-words.ts";
import { signOut } from "../session/sign-out.ts";
import { useSession } from "../session/use-session.ts";
import { say } from "../words/index.ts";
import { colourSchemes } from "./colour-schemes.ts";

/** Light, dark, or as the system is. */
export function SchemeMenu({ button }: { readonly button: MenuButton }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const offered = (["light", "dark", "auto"] as const).map((value) => ({ value, ...colourSchemes[value] }));
  return (
    <AskedMenu button={button}>
      {offered.map((scheme) => (
        <Menu.Item
          key={scheme.value}
          leftSection={<scheme.icon size={16} aria-hidden />}
          onClick={() => setColorScheme(scheme.value)}
          aria-current={scheme.value === colorScheme}
        >
          {scheme.label}
        </Menu.Item>
      ))}
    </AskedMenu>
  );
}

type PersonMenuProps = { readonly button: MenuButton; readonly openShortcuts: () => void };

/** What is the person's own: account, keys, language, and the way out. */
export function PersonMenu({ button, openShortcuts }: PersonMenuProps) {
  const { person } = useSession();
  return (
    <AskedMenu button={button} width={250}>
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
    </AskedMenu>
  );
}
