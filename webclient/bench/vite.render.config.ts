// Bundles the reader's reader of models for `arlearn bench assets`, which draws with it in Chromium.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  base: '/',
  build: {
    target: 'es2022',
    emptyOutDir: true,
    rolldownOptions: {
      input: resolve(import.meta.dirname, 'render.ts'),
      output: { entryFileNames: 'render.js', codeSplitting: false },
    },
  },
});
