import type { MailTexts } from './mail-text.ts';

/**
 * English: the catalogue that every other language is measured by.
 * No text greets a person by name: whoever signs up somebody else chooses that name, and must not write into their mail.
 */
export const en = {
  language: 'en', dir: 'ltr',
  frame: {
    link: 'If the button does not work, copy this address into your browser:',
    code: 'Your code:',
    help: 'Questions? Write to {support}.',
    sentBy: 'This mail was sent by {tenant}.',
  },
  mails: {
    verify_email: {
      subject: 'Confirm your email address for {tenant}', title: 'Confirm your email address', button: 'Confirm my address',
      before: ['The address {email} was given for an account at {tenant}. Confirm that it is yours.'],
      after: ['The link works once, until {until}.', 'You did not ask for an account? Then do nothing: the address stays unconfirmed.'],
    },
    verify_email_by_code: {
      subject: 'Your code to confirm your email address for {tenant}', title: 'Confirm your email address',
      before: ['The address {email} was given for an account at {tenant}. Type this code to confirm that it is yours.'],
      after: ['The code works once, until {until}.', 'You did not ask for an account? Then do nothing, and tell nobody this code.'],
    },
    auth_email_by_code: {
      subject: 'Your code to sign in to {app}', title: 'Sign in to {app}',
      before: ['Type this code on the page where you are signing in.'],
      after: ['The code works once, until {until}.', 'You are not signing in? Then do nothing, and tell nobody this code. We never ask for it.'],
    },
    reset_email: {
      subject: 'Choose a new password for {tenant}', title: 'Choose a new password', button: 'Choose a new password',
      before: ['Somebody, hopefully you, asked for a new password for {email} at {tenant}.'],
      after: ['The link works once, until {until}.', 'It was not you? Then do nothing: your password stays as it is.'],
    },
    reset_email_by_code: {
      subject: 'Your code for a new password at {tenant}', title: 'Choose a new password',
      before: ['Somebody, hopefully you, asked for a new password for {email} at {tenant}. Type this code on the page that asks for it.'],
      after: ['The code works once, until {until}.', 'It was not you? Then do nothing, and tell nobody this code: your password stays as it is.'],
    },
    welcome_email: {
      subject: 'Welcome to {tenant}', title: 'Welcome to {tenant}', button: 'Go to {app}',
      before: ['Your account for {email} is ready.'],
      after: [],
    },
    blocked_account: {
      subject: 'Your account at {tenant} was locked', title: 'Your account was locked', button: 'Unlock my account',
      before: ['There were too many wrong passwords for {email}, so nobody can sign in to this account from where they came from.', 'They came from {address}.'],
      after: ['Was it you? Unlock the account, and choose a new password if you do not remember the old one.', 'It was not you? Your password was not guessed. You need not do anything.'],
    },
    stolen_credentials: {
      subject: 'Your password for {tenant} is known to others', title: 'Choose a new password', button: 'Choose a new password',
      before: ['The password of {email} was found in a list of passwords that were stolen somewhere else. Somebody may try it here.'],
      after: ['Choose another one, and do not use the old one anywhere any more.'],
    },
    enrollment_email: {
      subject: 'Set up your second step for {tenant}', title: 'Set up your second step', button: 'Set it up',
      before: ['{tenant} asks you for a second step when you sign in. Set it up with this link.'],
      after: ['The link works once, until {until}.', 'You did not expect this mail? Then do nothing.'],
    },
    mfa_oob_code: {
      subject: 'Your code to sign in to {tenant}', title: 'Your second step',
      before: ['Your password was right. Type this code to finish signing in.'],
      after: ['The code works once, until {until}.', 'You are not signing in? Then somebody knows your password: choose a new one, and tell nobody this code.'],
    },
    user_invitation: {
      subject: 'You are invited to {organization} at {tenant}', title: 'You are invited', button: 'Accept the invitation',
      before: ['{inviter} invites you to join {organization}.', 'You can use {app} with it.'],
      after: ['The invitation holds until {until}.', 'You do not know who this is? Then do nothing.'],
    },
    change_password: {
      subject: 'Confirm your new password for {tenant}', title: 'Confirm your new password', button: 'Confirm the new password',
      before: ['Somebody, hopefully you, set a new password for {email} at {tenant}. It holds when you confirm it.'],
      after: ['The link works once, until {until}.', 'It was not you? Then do nothing: your password stays as it is.'],
    },
    password_reset: {
      subject: 'Reset your password for {tenant}', title: 'Reset your password', button: 'Reset my password',
      before: ['An administrator of {tenant} asks you to choose a new password for {email}.'],
      after: ['The link works once, until {until}.'],
    },
    async_approval: {
      subject: '{app} asks for your approval', title: 'Your approval is asked for', button: 'Look at the request',
      before: ['{app} wants to do something in your name, and waits for your answer.', 'It shows you this: {message}'],
      after: ['Look at it before you answer. You did not start this? Then decline.'],
    },
    passwordless_email: {
      subject: 'Sign in to {app}', title: 'Sign in to {app}', button: 'Sign in',
      before: ['This is how you sign in to {app} without a password.'],
      after: ['It works once, until {until}.', 'You are not signing in? Then do nothing, and show this mail to nobody.'],
    },
    email_changed: {
      subject: 'The email address of your account at {tenant} was changed', title: 'Your email address was changed', button: 'It was not me',
      before: ['The address of your account at {tenant} is not {email} any more.'],
      after: ['It was you? Then there is nothing to do. It was not you? Then write to us at once.'],
    },
    password_changed: {
      subject: 'The password of your account at {tenant} was changed', title: 'Your password was changed', button: 'It was not me',
      before: ['The password of {email} at {tenant} was changed.'],
      after: ['It was you? Then there is nothing to do. It was not you? Then choose a new one at once.'],
    },
  },
} as const satisfies MailTexts;
