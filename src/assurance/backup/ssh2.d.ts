// The package brings no types; what is used of it is described where it is used.
declare module "ssh2" {
  const ssh2: unknown;
  export default ssh2;
}
