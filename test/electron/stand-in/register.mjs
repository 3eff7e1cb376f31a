import { registerHooks } from 'node:module';

// `import 'electron'` inside of the bundle becomes the stand-in; everything else is the real thing.
const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
