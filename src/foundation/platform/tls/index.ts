export { readCertificate } from "./certificate-files.ts";
export type { CertificateFiles } from "./certificate-files.ts";
export { followFiles } from "./follow-files.ts";
export { selfSigned } from "./self-signed.ts";
export type { PemPair } from "./self-signed.ts";
export { TlsError } from "./tls-error.ts";
export type { TlsErrorCode } from "./tls-error.ts";
export { keepTrialCertificate } from "./trial-certificate.ts";
