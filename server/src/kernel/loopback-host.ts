const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Does this host name (as `URL.hostname` gives it) always mean the same machine? RFC 8252 §8.3 and the reserved name localhost. */
export const isLoopbackHost = (hostname: string) => loopback.test(hostname);
