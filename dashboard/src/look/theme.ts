import { ActionIcon, Alert, Badge, Button, createTheme, defaultVariantColorsResolver, Modal, type CSSVariablesResolver, type MantineColorsTuple, type VariantColorsResolver } from '@mantine/core';

const every = (color: string): MantineColorsTuple => [color, color, color, color, color, color, color, color, color, color];

/** Components take their colours from the tokens, which know light and dark themselves. */
const colours: VariantColorsResolver = (input) => {
  const name = input.color === 'red' ? 'danger' : 'primary';
  switch (input.variant) {
    case 'filled': return { background: `var(--c-${name})`, hover: name === 'primary' ? 'var(--c-primary-hover)' : 'var(--c-danger)', color: `var(--c-on-${name})`, border: '1px solid transparent' };
    case 'default': return { background: 'var(--c-surface)', hover: 'var(--c-sunken)', color: name === 'danger' ? 'var(--c-danger)' : 'var(--c-text)', border: '1px solid var(--c-border-strong)' };
    case 'subtle': return { background: 'transparent', hover: 'var(--c-sunken)', color: name === 'danger' ? 'var(--c-danger)' : 'var(--c-text)', border: '1px solid transparent' };
    default: return defaultVariantColorsResolver(input);
  }
};

/** The look of the product as a theme of the component kit. */
export const theme = createTheme({
  primaryColor: 'brand', colors: {
    brand: every('#2447D6'), red: every('#B42318'),
    gray: ['#F6F7F9', '#EEF0F4', '#D5DAE1', '#D5DAE1', '#7C8696', '#5F6B7C', '#4B5565', '#4B5565', '#263041', '#141A23'],
    dark: ['#E8ECF2', '#B3BDCB', '#94A0B2', '#94A0B2', '#76839A', '#2C3645', '#161D28', '#161D28', '#0E131B', '#0A0E14'],
  },
  fontFamily: 'var(--font-sans)', fontFamilyMonospace: 'var(--font-mono)', defaultRadius: 'md', cursorType: 'pointer', focusRing: 'never', respectReducedMotion: true,
  fontSizes: { xs: 'var(--fs-xs)', sm: 'var(--fs-md)', md: 'var(--fs-md)', lg: 'var(--fs-lg)', xl: 'var(--fs-xl)' },
  headings: { fontWeight: '650' }, variantColorResolver: colours,
  components: {
    Button: Button.extend({ defaultProps: { h: 40 } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 36 } }),
    Modal: Modal.extend({ defaultProps: { centered: true, radius: 'lg', transitionProps: { duration: 0 }, overlayProps: { backgroundOpacity: 0.5 } } }),
    // The kit makes it a <header>, which outside of the page's own would be a second banner.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    Badge: Badge.extend({ defaultProps: { radius: 'xl' } }),
    Alert: Alert.extend({ defaultProps: { radius: 'sm' } }),
  },
});

/** The kit's own variables, from the tokens. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--c-surface)', '--mantine-color-text': 'var(--c-text)', '--mantine-color-dimmed': 'var(--c-text-muted)', '--mantine-color-placeholder': 'var(--c-text-subtle)', '--mantine-color-anchor': 'var(--c-link)',
    '--mantine-color-error': 'var(--c-danger)', '--mantine-color-default': 'var(--c-surface)', '--mantine-color-default-hover': 'var(--c-sunken)', '--mantine-color-default-color': 'var(--c-text)', '--mantine-color-default-border': 'var(--c-border-strong)',
    '--mantine-color-brand-filled': 'var(--c-primary)', '--mantine-color-brand-filled-hover': 'var(--c-primary-hover)', '--mantine-primary-color-filled': 'var(--c-primary)', '--mantine-primary-color-filled-hover': 'var(--c-primary-hover)', '--mantine-primary-color-contrast': 'var(--c-on-primary)',
    '--mantine-color-brand-light': 'var(--c-primary-bg)', '--mantine-color-brand-light-color': 'var(--c-link)', '--mantine-color-disabled': 'var(--c-sunken)', '--mantine-color-disabled-color': 'var(--c-text-subtle)', '--mantine-color-disabled-border': 'var(--c-border)',
  },
  light: {}, dark: {},
});
