/** What a link has done. */
interface Result { readonly done: 'verified' | 'password_changed'; readonly email: string | undefined }

const messages = { verified: 'Your email was verified. You can continue using the application.', password_changed: 'You can now login to the application with the new password.' } as const;

/** Auth0: `result_url` is told by parameters what came of the link; the address only where its maker wanted that. */
export function resultAddress(resultUrl: string, { done, email }: Result): string {
  const url = new URL(resultUrl);
  const told = { supportSignUp: 'true', supportForgotPassword: 'true', ...(email === undefined ? {} : { email }), success: 'true', code: 'success', message: messages[done] };
  for (const [name, value] of Object.entries(told)) url.searchParams.set(name, value);
  return url.href;
}
