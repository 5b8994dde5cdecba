/** RFC 9396 §2: one object of `authorization_details`, as it was sent and accepted. */
export type AuthorizationDetail = Readonly<Record<string, unknown>> & { readonly type: string };
