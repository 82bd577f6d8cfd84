import { PageHeader } from "../../ui/PageHeader.tsx";

export function SetUpPage() {
  return <PageHeader title="SetUpPage" />;
}
