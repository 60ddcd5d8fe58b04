/// <reference types="vitest/config" />
// Builds the client, and tells vitest about the kinds of tests. Browser tests drive Chromium from Node.
// Only vite is loaded here, so that `npm start` builds the client without the development packages too.
import { defineConfig } from "vite"

function project(name: string, include: string[], testTimeout: number, groupOrder = 0, maxWorkers = 2) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      testTimeout,
      hookTimeout: 60_000,
      maxWorkers,
      sequence: { groupOrder },
      // A page on a busy machine is late, not wrong.
      expect: { poll: { timeout: 10_000 } },
    },
  }
}

export default defineConfig({
  root: "client",
  build: { outDir: "../dist", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
  test: {
    root: ".",
    globalSetup: ["test/global-setup.ts"],
    maxWorkers: 2,
    projects: [
      project("protocol", ["test/protocol/**/*.test.ts", "test/*.test.ts"], 20_000),
      project("store", ["test/store/**/*.test.ts"], 30_000),
      project("hub", ["test/hub/**/*.test.ts"], 60_000),
      // Chromium uses a core of its own: after the others, one file at a time.
      project("browser", ["test/browser/**/*.test.ts"], 120_000, 1, 1),
    ],
  },
})
