import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconCopy, IconPencil } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { StoredRoleRow } from "../../../contract/index.ts";
import { isolated } from "../../language/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { announce } from "../../ui/announce.ts";
import { dateTimeText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { usePolicyChoices, useRemoveRole, useRoleBook } from "./_parts/roles/role-calls.ts";
import { RoleFacts } from "./_parts/roles/RoleFacts.tsx";
import { SeeAs } from "./_parts/roles/SeeAs.tsx";
import { say } from "./_parts/roles/words/index.ts";

/** One role: what it may do, and what somebody sees in it. */
export function RolePage() {
  const { roleId } = useParams({ from: "/signed-in/administration/roles/$roleId" });
  const book = useRoleBook();
  const choices = usePolicyChoices();
  const failure = book.error ?? choices.error;
  if (failure !== null && (book.data === undefined || choices.data === undefined))
    return <ErrorNotice error={failure} again={() => void Promise.all([book.refetch(), choices.refetch()])} />;
  if (book.data === undefined || choices.data === undefined) return <PageWait />;
  const role = book.data.roles.find(({ id }) => id === roleId);
  if (role === undefined)
    return (
      <>
        <PageHeader title={say("noSuchRole")} />
        <EmptyState title={say("noRoleOfName")} action={<Link to="/administration/roles">{say("seeAllRoles")}</Link>}>
          {say("mayBeRemoved")}
        </EmptyState>
      </>
    );
  return <OneRole role={role} choices={choices.data} />;
}

function OneRole({
  role,
  choices,
}: {
  readonly role: StoredRoleRow;
  readonly choices: NonNullable<ReturnType<typeof usePolicyChoices>["data"]>;
}) {
  const navigate = useNavigate();
  const mayEdit = useSession().permissions?.includes("roles.manage") === true;
  const [removing, setRemoving] = useState(false);
  const { id, definition, builtIn, revision, people } = role;
  const facts = [
    builtIn ? (revision === 0 ? say("asItCame") : say("cameChanged")) : say("yourOwnRole"),
    role.changedAt === undefined ? undefined : say("changedAt", { time: dateTimeText(role.changedAt) }),
    say("peopleHaveIt", { people }),
  ].filter((part) => part !== undefined);
  return (
    <>
      <PageHeader
        title={definition.label}
        summary={
          <>
            {isolated(definition.summary)}
            <br />
            {facts.map(isolated).join(" · ")}
          </>
        }
        actions={
          mayEdit && (
            <>
              {!role.mine && (
                <Button
                  leftSection={<IconPencil size={16} aria-hidden />}
                  onClick={() => void navigate({ to: "/administration/roles/$roleId/change", params: { roleId: id } })}
                >
                  {say("changeRight")}
                </Button>
              )}
              <Button
                variant="default"
                leftSection={<IconCopy size={16} aria-hidden />}
                onClick={() => void navigate({ to: "/administration/roles/new", search: { like: id } })}
              >
                {say("makeLikeIt")}
              </Button>
              {!role.mine && revision > 0 && (
                <Button variant="default" onClick={() => setRemoving(true)}>
                  {builtIn ? say("backToHowMore") : say("removeMore")}
                </Button>
              )}
            </>
          )
        }
      />
      {mayEdit && role.mine && (
        <Text c="dimmed" mb="md">
          {say("youHoldIt")}
        </Text>
      )}
      <RoleFacts definition={definition} choices={choices} cautions={role.cautions} />
      {mayEdit && <SeeAs role={{ id }} roleLabel={definition.label} choices={choices} />}
      {removing && <RemoveDialog role={role} close={() => setRemoving(false)} />}
    </>
  );
}

function RemoveDialog({ role, close }: { readonly role: StoredRoleRow; readonly close: () => void }) {
  useFocusBack();
  const navigate = useNavigate();
  const remove = useRemoveRole();
  const { id, revision, builtIn, definition, people } = role;
  const go = () =>
    remove.mutate(
      { id, revision },
      {
        onSuccess: () => {
          announce(
            builtIn ? say("isAsItCame", { label: definition.label }) : say("isRemoved", { label: definition.label }),
          );
          close();
          if (!builtIn) void navigate({ to: "/administration/roles" });
        },
      },
    );
  return (
    <Modal
      opened
      onClose={close}
      title={builtIn ? say("backTitle", { label: definition.label }) : say("removeTitle", { label: definition.label })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        <Text>
          {builtIn
            ? say("takenBackFor", { people })
            : people > 0
              ? say("giveAnotherFirst", { people })
              : say("nobodyHasIt")}
        </Text>
        {remove.error !== null && <ErrorNotice error={remove.error} />}
        <Group>
          <Button color="red" loading={remove.isPending} disabled={!builtIn && people > 0} onClick={go}>
            {builtIn ? say("takeChangesBack") : say("removeTitle", { label: definition.label })}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
