import { PageHeader } from "../../ui/PageHeader.tsx";

export function SignInPage() {
  return <PageHeader title="SignInPage" />;
}
