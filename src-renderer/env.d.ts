import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Style sheets' own variables may be set on any element. */
    [variable: `--${string}`]: string | number | undefined;
  }

  interface InputHTMLAttributes<T> {
    /** Lets a file input pick folders; every browser knows it, React's types do not. */
    webkitdirectory?: '';
  }
}
