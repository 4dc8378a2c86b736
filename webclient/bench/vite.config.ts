// Bundles the tracker as it is shipped for `arlearn bench markers`, which runs it in Node.
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: { ssr: true, rolldownOptions: { input: ['markers.ts', 'peers.ts'] }, target: 'node20', emptyOutDir: true },
});
