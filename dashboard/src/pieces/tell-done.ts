import { notifications } from '@mantine/notifications';

/** Says that something was done. What failed is said where it failed, never here. */
export const tellDone = (message: string): void => { notifications.show({ message, withBorder: true, role: 'status', closeButtonProps: { 'aria-label': 'Close the message' } }); };
