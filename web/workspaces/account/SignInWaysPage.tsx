import { PageHeader } from "../../ui/PageHeader.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { useAccount } from "./_parts/account-calls.ts";
import { AuthenticatorsSection } from "./_parts/AuthenticatorsSection.tsx";
import { EmailSection } from "./_parts/EmailSection.tsx";
import { PasswordSection } from "./_parts/PasswordSection.tsx";
import { RecoveryCodesSection } from "./_parts/RecoveryCodesSection.tsx";
import { say } from "./words/index.ts";

/** How I sign in, and how I would get back in. */
export function SignInWaysPage() {
  const account = useAccount();
  return (
    <>
      <PageHeader
        title={say("signingIn")}
        summary={account.data === undefined ? undefined : say("youSignInAs", { username: account.data.username })}
      />
      {account.error !== null && <ErrorNotice error={account.error} again={() => void account.refetch()} />}
      {account.data === undefined && account.error === null && <PageWait />}
      {account.data !== undefined && (
        <>
          <AuthenticatorsSection account={account.data} />
          <RecoveryCodesSection account={account.data} />
          <PasswordSection account={account.data} />
          <EmailSection account={account.data} />
        </>
      )}
    </>
  );
}
