/** Auth0: steps of the sign-in that a rule asks for by writing to `context`, and that do not exist here. */
const steps = ['redirect', 'multifactor'] as const;

/** The step that a rule asked for. Who wrote the rule relies on it, so nobody is let in without: a second factor that is silently left out is none. */
export const missingStep = (context: Readonly<Record<string, unknown>>): (typeof steps)[number] | undefined => steps.find((name) => Boolean(context[name]));
