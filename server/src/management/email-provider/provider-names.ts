/** Auth0: providers that it has a way of its own for, each with the SMTP server that it offers to everybody. */
const otherProviders = {
  mailgun: 'smtp_host smtp.mailgun.org (smtp.eu.mailgun.org for Europe), smtp_port 587, smtp_user and smtp_pass of an SMTP user of your domain',
  mandrill: 'smtp_host smtp.mandrillapp.com, smtp_port 587, smtp_user the address of your account, smtp_pass the API key',
  sendgrid: 'smtp_host smtp.sendgrid.net, smtp_port 587, smtp_user apikey (this very word), smtp_pass the API key',
  resend: 'smtp_host smtp.resend.com, smtp_port 465, smtp_user resend (this very word), smtp_pass the API key',
  ses: 'smtp_host email-smtp.REGION.amazonaws.com, smtp_port 587, smtp_user and smtp_pass the SMTP credentials of Amazon SES (not the access key)',
  sparkpost: 'smtp_host smtp.sparkpostmail.com (smtp.eu.sparkpostmail.com for Europe), smtp_port 587, smtp_user SMTP_Injection (this very word), smtp_pass the API key',
  azure_cs: 'smtp_host smtp.azurecomm.net, smtp_port 587, smtp_user the SMTP user name of the resource, smtp_pass the secret of its Entra application',
  ms365: 'smtp_host smtp.office365.com, smtp_port 587, smtp_user the mailbox, smtp_pass its password (SMTP AUTH must be on for the mailbox)',
  custom: 'any server: smtp_host, smtp_port, smtp_user, smtp_pass',
} as const;

type OtherProvider = keyof typeof otherProviders;

/** Auth0: the names of providers. */
export const providerNames = ['smtp', ...(Object.keys(otherProviders) as readonly OtherProvider[])] as const;
/** The name of a provider. */
export type ProviderName = (typeof providerNames)[number];

/** How to reach a provider by SMTP; `undefined` for SMTP itself. */
export const smtpOf = (name: ProviderName): string | undefined => (name === 'smtp' ? undefined : otherProviders[name]);
