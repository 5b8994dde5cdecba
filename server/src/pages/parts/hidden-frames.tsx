/** OIDC Front-Channel Logout §2: the addresses of applications, loaded out of sight. What is loaded may clean up after itself, and do nothing to this page. */
export const HiddenFrames = ({ addresses }: { readonly addresses: readonly string[] }) => (
  <div hidden>
    {addresses.map((address) => <iframe key={address} src={address} title="" sandbox="allow-scripts allow-same-origin" tabIndex={-1} />)}
  </div>
);
