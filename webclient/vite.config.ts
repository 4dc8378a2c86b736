// How the pages are built: hashed files under /static/, each with its brotli and gzip siblings.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import preact from '@preact/preset-vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle() {
      for (const entry of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })) {
        const file = join(root, 'dist', entry);
        if (!/\.(js|css|html|svg|wasm|json|txt)$/.test(file) || statSync(file).size < 512) continue;
        const bytes = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root,
  base: '/static/',
  plugins: [preact(), precompress()],
  worker: { format: 'es' },
  build: {
    target: ['chrome91', 'safari16.4', 'firefox102'],
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['reader', 'panel', 'studio', 'missing', 'failed', 'stale'].map((page) => resolve(root, `${page}.html`)),
    },
  },
  test: {
    environment: 'node',
    // A busy machine breaks no test.
    testTimeout: 30_000,
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
  },
});
