import { PageHeader } from "../../ui/PageHeader.tsx";

export function RegisterPage() {
  return <PageHeader title="RegisterPage" />;
}
