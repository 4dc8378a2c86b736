// Bundles the tracker as it is shipped for `arlearn bench markers`, which runs it in Node.
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: { ssr: 'markers.ts', target: 'node20', emptyOutDir: true },
});
