// Bundles the reader's way of drawing for benches that draw with it in Chromium: the file that `--mode` names.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  logLevel: 'warn',
  base: '/',
  build: {
    target: 'es2022',
    emptyOutDir: true,
    rolldownOptions: {
      input: resolve(import.meta.dirname, `${mode}.ts`),
      output: { entryFileNames: `${mode}.js`, codeSplitting: false },
    },
  },
}));
