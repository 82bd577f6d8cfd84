import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconCloudCheck,
  IconDeviceMobile,
  IconDots,
  IconFingerprint,
  IconPencil,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import type { Account, Authenticator } from "../../../../contract/index.ts";
import { usePasskeys } from "../../../app/session/use-passkeys.ts";
import { agoText, dateText, dateTimeText } from "../../../ui/dates.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { AddAppDialog } from "./AddAppDialog.tsx";
import { AddPasskeyDialog } from "./AddPasskeyDialog.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { RemoveAuthenticatorDialog } from "./RemoveAuthenticatorDialog.tsx";
import { RenameDialog } from "./RenameDialog.tsx";
import { useRenameAuthenticator } from "./account-calls.ts";
import { Section } from "../../../ui/Section.tsx";

type Open =
  | { readonly kind: "add-passkey" | "add-app" }
  | { readonly kind: "rename" | "remove"; readonly one: Authenticator };

/** Passkeys and authenticator apps: add, name, remove. */
export function AuthenticatorsSection({ account }: { readonly account: Account }) {
  const passkeys = usePasskeys();
  const [open, setOpen] = useState<Open | undefined>(undefined);
  const close = () => setOpen(undefined);
  const now = new Date();
  const { authenticators } = account;
  return (
    <Section
      title="Passkeys and authenticator apps"
      words={wordsFor(authenticators.length)}
      actions={
        <>
          {passkeys && (
            <Button
              size="compact-md"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setOpen({ kind: "add-passkey" })}
            >
              Add a passkey
            </Button>
          )}
          {account.password !== undefined && (
            <Button size="compact-md" variant="default" onClick={() => setOpen({ kind: "add-app" })}>
              Add an authenticator app
            </Button>
          )}
        </>
      }
    >
      {authenticators.length > 0 && (
        <Entries label="Passkeys and authenticator apps">
          {authenticators.map((one) => (
            <Entry
              key={one.id}
              mark={one.kind === "passkey" ? IconFingerprint : IconDeviceMobile}
              title={one.name}
              aside={
                one.backedUp === true ? (
                  <StatusChip icon={IconCloudCheck} tone="good">
                    Backed up
                  </StatusChip>
                ) : undefined
              }
              facts={[
                one.kind === "passkey" ? "Passkey" : "Authenticator app",
                `Added ${dateText(one.addedAt)}`,
                one.lastUsedAt === undefined ? (
                  "Not used yet"
                ) : (
                  <time key="used" dateTime={one.lastUsedAt} title={dateTimeText(one.lastUsedAt)}>
                    Used {agoText(one.lastUsedAt, now)}
                  </time>
                ),
              ]}
              menu={
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon size="lg" aria-label={`Change ${one.name}`}>
                      <IconDots size={18} aria-hidden />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item
                      leftSection={<IconPencil size={16} aria-hidden />}
                      onClick={() => setOpen({ kind: "rename", one })}
                    >
                      Give it another name…
                    </Menu.Item>
                    <Menu.Item
                      leftSection={<IconTrash size={16} aria-hidden />}
                      color="var(--wb-danger)"
                      onClick={() => setOpen({ kind: "remove", one })}
                    >
                      Remove…
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              }
            />
          ))}
        </Entries>
      )}
      {open?.kind === "add-passkey" && <AddPasskeyDialog close={close} />}
      {open?.kind === "add-app" && <AddAppDialog close={close} />}
      {open?.kind === "rename" && <RenameAuthenticator one={open.one} close={close} />}
      {open?.kind === "remove" && <RemoveAuthenticatorDialog one={open.one} close={close} />}
    </Section>
  );
}

function wordsFor(count: number): string {
  if (count === 0)
    return "You have none yet. A passkey lets you in with one touch, and can’t be given to a false site.";
  if (count === 1) return "You have one. Add another, on a second device: then the loss of one is no trouble.";
  return "Any one of them lets you in. Remove what you no longer have.";
}

function RenameAuthenticator({ one, close }: { readonly one: Authenticator; readonly close: () => void }) {
  const rename = useRenameAuthenticator();
  return (
    <RenameDialog
      title={`Name of ${one.name}`}
      example="Such as “Work phone” or “Blue security key”"
      value={one.name}
      busy={rename.isPending}
      error={rename.error}
      save={(name) => rename.mutate({ id: one.id, name }, { onSuccess: close })}
      close={close}
    />
  );
}
