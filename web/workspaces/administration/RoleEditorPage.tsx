import { useParams, useSearch } from "@tanstack/react-router";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { usePolicyChoices, useRoleBook } from "./_parts/roles/role-calls.ts";
import { RoleForm } from "./_parts/roles/RoleForm.tsx";
import { say } from "./_parts/roles/words/index.ts";

/** Changes a role. */
export function ChangeRolePage() {
  const { roleId } = useParams({ from: "/signed-in/administration/roles/$roleId/change" });
  return <Editor roleId={roleId} like={undefined} />;
}

/** Makes a role, like another one or from nothing. */
export function NewRolePage() {
  const { like } = useSearch({ from: "/signed-in/administration/roles/new" });
  return <Editor key={like} roleId={undefined} like={like} />;
}

function Editor({ roleId, like }: { readonly roleId: string | undefined; readonly like: string | undefined }) {
  const book = useRoleBook();
  const choices = usePolicyChoices();
  const failure = book.error ?? choices.error;
  if (failure !== null && (book.data === undefined || choices.data === undefined))
    return <ErrorNotice error={failure} again={() => void Promise.all([book.refetch(), choices.refetch()])} />;
  if (book.data === undefined || choices.data === undefined) return <PageWait />;
  const { roles } = book.data;
  const stored = roles.find(({ id }) => id === roleId);
  if (roleId !== undefined && stored === undefined) return <PageHeader title={say("noSuchRole")} />;
  return <RoleForm stored={stored} like={roles.find(({ id }) => id === like)} roles={roles} choices={choices.data} />;
}
