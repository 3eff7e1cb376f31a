import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent. Shade 7 carries white text at 5.9:1, shade 4 is legible on the dark surfaces. */
const cobalt: MantineColorsTuple = [
  '#eef3fd',
  '#dce6fa',
  '#b8cbf3',
  '#94b0ec',
  '#7aa2f0',
  '#4f7fdb',
  '#3a6bcb',
  '#2f5fbd',
  '#274f9e',
  '#1c3f86',
];

/** Neutral greys with a trace of blue; shade 6 is the quiet text and keeps 4.5:1 on every light surface. */
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f1f3f6',
  '#e3e6eb',
  '#d5d9e0',
  '#bfc5ce',
  '#8b94a1',
  '#59616e',
  '#464d59',
  '#323842',
  '#20252c',
];

/** The same for the dark scheme: 0 text, 2 quiet text, 4 borders, 6 raised surfaces, 7 page. */
const dark: MantineColorsTuple = [
  '#e2e6ec',
  '#c4cad4',
  '#a3acb9',
  '#838c9a',
  '#363c47',
  '#282d36',
  '#1e2128',
  '#191c22',
  '#131519',
  '#0d0f12',
];

/** For what went well. Badges write the last shade on the second, at 4.5:1 and more. */
const teal: MantineColorsTuple = [
  '#e7f8f2',
  '#d0f0e4',
  '#a3e2cb',
  '#73d2b0',
  '#45c297',
  '#1fae80',
  '#12946b',
  '#0c7a58',
  '#076548',
  '#045039',
];

/** For what needs a look, on the same terms. */
const yellow: MantineColorsTuple = [
  '#fdf6e3',
  '#fbebc4',
  '#f6da93',
  '#f0c65d',
  '#e9b330',
  '#d99c10',
  '#b57f08',
  '#8f6305',
  '#735004',
  '#5a3e03',
];

/** One type scale (12, 13, 14, 16, 20, 26) and one spacing grid (4, 8, 12, 16, 24, 32), in rem so that the reader's own size holds. */
export const theme = createTheme({
  primaryColor: 'cobalt',
  primaryShade: { light: 7, dark: 7 },
  colors: { cobalt, gray, dark, teal, yellow },
  black: '#20252c',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  breakpoints: { xs: '30em', sm: '40em', md: '56em', lg: '70em', xl: '90em' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  components: {
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Progress: { defaultProps: { radius: 'xl' } },
  },
});

/**
 * Where Mantine's own colours do not suit the surfaces: error messages are too pale for small text on white and too dark on the dark
 * surfaces, and tinted buttons and alerts too heavy on those.
 */
export const schemeColors: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-error': '#c02f2f' },
  dark: {
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-red-light': 'rgb(224 49 49 / 16%)',
    '--mantine-color-red-light-hover': 'rgb(224 49 49 / 24%)',
    '--mantine-color-red-light-color': '#ffa8a1',
    '--mantine-color-cobalt-light': 'rgb(79 127 219 / 20%)',
    '--mantine-color-cobalt-light-hover': 'rgb(79 127 219 / 28%)',
    '--mantine-color-cobalt-light-color': '#b8cbf3',
  },
});
